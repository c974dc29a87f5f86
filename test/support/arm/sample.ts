/** Parameters with which the template can be deployed. */
export const PARAMETERS = {
  image: `partner.azurecr.io/mca-acceptance-bot@sha256:${'0123456789abcdef'.repeat(4)}`,
  registryName: 'partner',
  adminIds: '44444444-4444-4444-8444-444444444444',
  partnerCenterClientId: '55555555-5555-4555-8555-555555555555',
  partnerCenterClientSecret: 'secret-of-partner-center',
  partnerCenterRefreshToken: `token-${'t'.repeat(200)}`,
  encryptionKey: Buffer.alloc(32, 7).toString('base64'),
  databasePassword: 'Pass/word@1#with:signs',
};

/** What deployed resources tell, by type, as far as the template asks. */
export const STATE: Record<string, (name: string) => unknown> = {
  'Microsoft.ManagedIdentity/userAssignedIdentities': () => ({
    clientId: '66666666-6666-4666-8666-666666666666',
    principalId: '77777777-7777-4777-8777-777777777777',
  }),
  'Microsoft.OperationalInsights/workspaces': () => ({ customerId: 'workspace', primarySharedKey: 'key' }),
  'Microsoft.DBforPostgreSQL/flexibleServers': (name) => ({
    fullyQualifiedDomainName: `${name}.postgres.database.azure.com`,
  }),
  'Microsoft.KeyVault/vaults': (name) => ({ vaultUri: `https://${name}.vault.azure.net/` }),
  'Microsoft.App/containerApps': (name) => ({
    configuration: { ingress: { fqdn: `${name}.francecentral.azurecontainerapps.io` } },
  }),
};
