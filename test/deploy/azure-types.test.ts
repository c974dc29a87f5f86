import { describe, expect, it } from '@jest/globals';
import { deploy, readTemplate } from '../support/arm/deploy.ts';
import { PARAMETERS, STATE } from '../support/arm/sample.ts';
import { azureTypes } from '../support/deploy/azure-types.ts';

/** Where Microsoft describes each type of resource: the package that its own tools send it with, and the class there. */
const DESCRIBED: Record<string, [packageName: string, className: string] | undefined> = {
  'Microsoft.ManagedIdentity/userAssignedIdentities': ['@azure/arm-msi@2.2.0', 'Identity'],
  'Microsoft.OperationalInsights/workspaces': ['@azure/arm-operationalinsights@9.0.0', 'Workspace'],
  'Microsoft.Network/virtualNetworks': ['@azure/arm-network@36.0.0', 'VirtualNetwork'],
  'Microsoft.Network/privateDnsZones': ['@azure/arm-privatedns@3.2.0', 'PrivateZone'],
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': [
    '@azure/arm-privatedns@3.2.0',
    'VirtualNetworkLink',
  ],
  'Microsoft.DBforPostgreSQL/flexibleServers': ['@azure/arm-postgresql-flexible@9.0.0', 'Server'],
  'Microsoft.DBforPostgreSQL/flexibleServers/databases': ['@azure/arm-postgresql-flexible@9.0.0', 'Database'],
  'Microsoft.KeyVault/vaults': ['@azure/arm-keyvault@4.0.0', 'VaultCreateOrUpdateParameters'],
  'Microsoft.KeyVault/vaults/secrets': ['@azure/arm-keyvault@4.0.0', 'SecretCreateOrUpdateParameters'],
  'Microsoft.Authorization/roleAssignments': [
    '@azure/arm-authorization@9.0.0',
    'RoleAssignmentCreateParameters',
  ],
  'Microsoft.App/managedEnvironments': ['@azure/arm-appcontainers@3.0.0', 'ManagedEnvironment'],
  'Microsoft.App/containerApps': ['@azure/arm-appcontainers@3.0.0', 'ContainerApp'],
  'Microsoft.BotService/botServices': ['@azure/arm-botservice@4.0.0', 'Bot'],
  'Microsoft.BotService/botServices/channels': ['@azure/arm-botservice@4.0.0', 'BotChannel'],
};

const template = readTemplate();
const TYPES = [...new Set(template.resources.map(({ type }) => type))];
const PLANS = template.parameters.databasePlan?.allowedValues as string[];

/** The package's list of values lacks one that Azure's own description of the service has. */
const BEHIND = ['Server.properties.highAvailability.mode must be one of ZoneRedundant, SameZone'];

interface App {
  location?: string;
  properties: { configuration: { ingress: object } };
}

describe('what the template sends to Azure', () => {
  it.each(TYPES)('is what Azure publishes for %s, in the same version', async (type) => {
    const [packageName, className] = DESCRIBED[type] ?? ['', ''];
    const types = await azureTypes(packageName);

    for (const databasePlan of PLANS) {
      const { resources } = deploy(template, { ...PARAMETERS, databasePlan }, STATE);
      for (const { body, apiVersion } of resources.filter((resource) => resource.type === type)) {
        const problems = types.problems(className, body);
        expect(problems.filter((problem) => !BEHIND.includes(problem))).toEqual([]);
        expect(types.apiVersions).toContain(apiVersion);
      }
    }
  });

  it.each<[string, (app: App) => unknown, RegExp]>([
    [
      'a property of another name',
      (app) => Object.assign(app.properties, { replicas: 2 }),
      /replicas is not known/,
    ],
    [
      'a value that is not in the list',
      (app) => Object.assign(app.properties.configuration, { activeRevisionsMode: 'Solo' }),
      /activeRevisionsMode must be one of Multiple, Single/,
    ],
    [
      'a value of another kind',
      (app) => Object.assign(app.properties.configuration.ingress, { targetPort: '3978' }),
      /targetPort must be a number/,
    ],
    [
      'what Azure sets itself',
      (app) => Object.assign(app.properties, { outboundIpAddresses: [] }),
      /Azure’s to set/,
    ],
    ['a missing part', (app) => delete app.location, /location is missing/],
  ])('would be refused with %s', async (_, spoil, problem) => {
    const [packageName, className] = DESCRIBED['Microsoft.App/containerApps']!;
    const { resources } = deploy(template, PARAMETERS, STATE);
    const { body } = resources.find(({ type }) => type === 'Microsoft.App/containerApps')!;
    spoil(body as unknown as App);

    const problems = (await azureTypes(packageName)).problems(className, body);

    expect(problems).toEqual([expect.stringMatching(problem)]);
  });
});
