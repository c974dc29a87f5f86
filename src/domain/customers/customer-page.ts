/** Where Partner Center's own pages are, for the public cloud. */
export const PARTNER_CENTER_SITE = 'https://partner.microsoft.com';

/**
 * Returns the address of a customer's account page in Partner Center, which shows its agreements. `site`: scheme and host.
 * Source: the link of each customer in Microsoft's own tool for attesting in bulk (github.com/microsoft/Partner-Center-DotNet-Samples,
 * MCARefreshBulkAttestationCLITool, CustomerAgreementRecord).
 */
export function customerPage(site: string, customerId: string): string {
  return `${site}/en-us/dashboard/commerce2/customers/${encodeURIComponent(customerId)}/account`;
}
