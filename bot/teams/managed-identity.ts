/** Where a virtual machine of Azure finds its identity, the same on every one of them. */
const MACHINE_ENDPOINT = 'http://169.254.169.254/metadata/identity/oauth2/token';

/** The call that gets a managed identity its token from where the bot runs. */
export interface IdentityCall {
  url: string;
  headers: Record<string, string>;
}

/**
 * Returns the call for a token of a user-assigned identity: to the endpoint that App Service and Container Apps name in the
 * environment, else to the one of a virtual machine. Source: Microsoft's pages "How to use managed identities for App
 * Service" and "… on an Azure VM".
 */
export function identityCall(clientId: string, resource: string): IdentityCall {
  const { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header } = process.env;
  const isHosted = endpoint !== undefined && header !== undefined;
  const url = new URL(isHosted ? endpoint : MACHINE_ENDPOINT);
  url.searchParams.set('api-version', isHosted ? '2019-08-01' : '2018-02-01');
  url.searchParams.set('resource', resource);
  url.searchParams.set('client_id', clientId);
  return { url: url.href, headers: isHosted ? { 'X-IDENTITY-HEADER': header } : { Metadata: 'true' } };
}
