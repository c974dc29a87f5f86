import type { Config } from '../config.ts';

/**
 * Returns the warning about the route of confirming that an administrator needs at the start; undefined where there is
 * none. Source: Microsoft's page on confirming customer acceptance, of January 2026.
 */
export function routeWarning({
  confirmationRoute,
  partnerCenter,
}: Pick<Config, 'confirmationRoute' | 'partnerCenter'>): string | undefined {
  if (confirmationRoute !== 'classic' || partnerCenter === undefined) return undefined;
  return (
    'On 5 January 2026 Microsoft retired the call and the page by which partners stated that a customer accepted: ' +
    'confirmations of this bot may be refused. CONFIRMATION_ROUTE=direct with ' +
    'AGREEMENT_TYPE=MicrosoftCustomerAgreement helps customers accept with Microsoft itself'
  );
}
