import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config.ts';
import { settingsSchema } from '../../src/settings.ts';
import { deploy, ParametersRefused, readTemplate, type Deployed } from '../support/arm/deploy.ts';
import { TENANT } from '../support/arm/evaluate.ts';
import { PARAMETERS, STATE } from '../support/arm/sample.ts';
import { ROOT } from '../support/source-files.ts';

interface Container {
  image: string;
  env: { name: string; value?: string; secretRef?: string }[];
  probes: { type: string; httpGet: { path: string; port: number } }[];
}

const template = readTemplate();
const SECRETS = Object.entries(template.parameters).filter(([, { type }]) => type === 'securestring');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const deployed = (changes: Record<string, unknown> = {}) =>
  deploy(template, { ...PARAMETERS, ...changes }, STATE);
const ofType = (resources: readonly Deployed[], type: string) =>
  resources.filter((resource) => resource.type === type);

function appIn(resources: readonly Deployed[]) {
  const [app] = ofType(resources, 'Microsoft.App/containerApps');
  const { configuration, template: inner } = app!.body.properties as {
    configuration: { secrets: { name: string; keyVaultUrl: string }[]; registries: unknown[] };
    template: { terminationGracePeriodSeconds: number; containers: Container[] };
  };
  return { ...configuration, ...inner, container: inner.containers[0]! };
}

/** What the bot would find in its environment: plain values, and secrets as the vault has them. */
function environmentOf(resources: readonly Deployed[]): Record<string, string> {
  const { secrets, container } = appIn(resources);
  const inVault = new Map(
    ofType(resources, 'Microsoft.KeyVault/vaults/secrets').map(({ id, body }) => [
      id.split('/').at(-1),
      (body.properties as { value: string }).value,
    ]),
  );
  return Object.fromEntries(
    container.env.map(({ name, value, secretRef }) => {
      if (secretRef === undefined) return [name, value!];
      const url = secrets.find((secret) => secret.name === secretRef)?.keyVaultUrl ?? '';
      return [name, inVault.get(url.split('/').at(-1)) ?? ''];
    }),
  );
}

function refusalOf(changes: Record<string, unknown>): readonly string[] {
  try {
    deployed(changes);
  } catch (error) {
    if (error instanceof ParametersRefused) return error.problems;
    throw error;
  }
  return [];
}

describe('the template for Azure', () => {
  it.each(template.parameters.confirmationRoute?.allowedValues as string[])(
    'gives the bot settings with which it starts in production, on the route %s',
    (confirmationRoute) => {
      const { resources } = deployed({ confirmationRoute });

      const config = loadConfig({ ...environmentOf(resources), NODE_ENV: 'production' });

      expect(config.registration).toMatchObject({
        appType: 'UserAssignedMSI',
        appPassword: '',
        tenantId: TENANT,
      });
      expect(config.confirmationRoute).toBe(confirmationRoute.split('-')[0]);
      expect(config.partnerCenter?.refreshToken).toBe(PARAMETERS.partnerCenterRefreshToken);
    },
  );

  it('sets only settings that there are, and none twice', () => {
    const names = appIn(deployed().resources).container.env.map(({ name }) => name);

    expect(names.filter((name) => !(name in settingsSchema.shape))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('writes the password of the database so that its signs do not end the address', () => {
    const url = new URL(environmentOf(deployed().resources).DATABASE_URL!);

    expect(decodeURIComponent(url.password)).toBe(PARAMETERS.databasePassword);
    expect(url.hostname).toMatch(/^mca-\w{13}-database\.postgres\.database\.azure\.com$/);
    expect(url.searchParams.get('sslmode')).toBe('verify-full');
  });

  it('has no default for a secret, and hands each to the vault and the database alone', () => {
    const { resources, outputs } = deployed();
    const mayHold = ['Microsoft.KeyVault/vaults/secrets', 'Microsoft.DBforPostgreSQL/flexibleServers'];
    const others = resources.filter(({ type }) => !mayHold.includes(type));

    expect(SECRETS.map(([name]) => name)).toEqual([
      'partnerCenterClientSecret',
      'partnerCenterRefreshToken',
      'encryptionKey',
      'databasePassword',
    ]);
    expect(SECRETS.filter(([, parameter]) => 'defaultValue' in parameter)).toEqual([]);
    for (const [name] of SECRETS) {
      expect(JSON.stringify([others, outputs])).not.toContain(PARAMETERS[name as keyof typeof PARAMETERS]);
    }
  });

  it('waits for every resource that another one asks for', () => {
    const { resources } = deployed();
    const ids = resources.map(({ id }) => id);
    const parentOf = (id: string) => ids.filter((each) => id === each || id.startsWith(`${each}/`));

    for (const { id, dependsOn, asksFor } of resources) {
      const own = new Set([id, ...dependsOn]);
      const missing = asksFor.flatMap(parentOf).filter((each) => !own.has(each));
      expect({ id, missing }).toEqual({ id, missing: [] });
      expect(dependsOn.filter((each) => !ids.includes(each))).toEqual([]);
    }
  });

  it('lets the app’s identity read the vault and pull the image before the app is made, and nothing more', () => {
    const { resources } = deployed();
    const roles = ofType(resources, 'Microsoft.Authorization/roleAssignments');
    const [app] = ofType(resources, 'Microsoft.App/containerApps');

    expect(roles.map(({ id }) => /providers\/([\w.]+\/\w+)/.exec(id)?.[1])).toEqual([
      'Microsoft.KeyVault/vaults',
      'Microsoft.ContainerRegistry/registries',
    ]);
    expect(app?.dependsOn).toEqual(expect.arrayContaining(roles.map(({ id }) => id)));
  });

  it('needs no registry of Azure for a public image', () => {
    const { resources } = deploy(template, { ...PARAMETERS, registryName: '' }, STATE);

    expect(ofType(resources, 'Microsoft.Authorization/roleAssignments')).toHaveLength(1);
    expect(appIn(resources).registries).toEqual([]);
  });

  it('can be deployed again: the same names, and nothing made from the time or by chance', () => {
    expect(deployed()).toEqual(deployed());
    expect(read('infra/azuredeploy.json')).not.toMatch(/newGuid|utcNow/);
  });

  it('keeps names within what Azure allows', () => {
    const { resources, outputs } = deployed();

    expect(String(outputs.vaultName)).toMatch(/^[a-z][\w-]{2,23}$/);
    expect(String(outputs.appName)).toMatch(/^[a-z][a-z0-9-]{1,31}$/);
    expect(new Set(resources.map(({ id }) => id)).size).toBe(resources.length);
  });

  it('asks for the bot’s health where it answers, and gives it time to stop', () => {
    const { container, terminationGracePeriodSeconds } = appIn(deployed().resources);
    const probes = container.probes.map(({ type, httpGet }) => [type, httpGet.path, httpGet.port]);

    expect(probes).toEqual([
      ['Startup', '/healthz', 3978],
      ['Liveness', '/healthz', 3978],
      ['Readiness', '/readyz', 3978],
    ]);
    expect(terminationGracePeriodSeconds).toBeGreaterThanOrEqual(15);
  });

  it.each<[string, unknown]>([
    ['image', 'partner.azurecr.io/mca-acceptance-bot:0.2.0'],
    ['image', `partner.azurecr.io/mca-acceptance-bot:${'latest'.repeat(12)}`],
    ['registryName', 'r'.repeat(51)],
    ['location', ''],
    ['confirmationRoute', 'classic'],
    ['teamsChannel', 'slack'],
    ['partnerCenterClientId', 'not-a-guid'],
    ['partnerCenterClientId', 'x'.repeat(36)],
    ['partnerCenterClientSecret', ''],
    ['partnerCenterRefreshToken', 'short'],
    ['encryptionKey', 'short'],
    ['encryptionKey', 'x'.repeat(44)],
    ['encryptionKey', `${'x'.repeat(60)}=`],
    ['databasePassword', 'short'],
    ['databasePlan', 'huge'],
    ['databaseServerName', 'x'],
    ['databaseStorageGB', 33],
    ['databaseStorageGB', '32'],
    ['databaseBackupDays', 3],
    ['minReplicas', 0],
    ['maxReplicas', 11],
    ['cpu', '0.25'],
    ['botSku', 'free'],
    ['logRetentionDays', 7],
    ['logLevel', 'verbose'],
    ['unheardOf', 'x'],
  ])('refuses %s by its name when it is %j', (name, value) => {
    const problems = refusalOf({ [name]: value });

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
  });

  it('refuses fewer replicas at most than at least', () => {
    expect(refusalOf({ minReplicas: 3, maxReplicas: 2 })).toEqual([
      'maxReplicas: must not be less than minReplicas',
    ]);
  });

  it('takes two keys while the key is being changed', () => {
    const old = Buffer.alloc(32, 8).toString('base64');

    expect(refusalOf({ encryptionKey: `${PARAMETERS.encryptionKey},${old}` })).toEqual([]);
  });

  it('moves to a restored server by its name, and stays there', () => {
    const { resources, outputs } = deployed({ databaseServerName: 'restored' });

    expect(environmentOf(resources).DATABASE_URL).toContain('@restored.postgres.database.azure.com:5432/');
    expect(outputs.databaseServer).toBe('restored');
  });

  it('prints nothing that the page does not explain, and asks for nothing that is not there', () => {
    const page = read('docs/azure.md');
    const needed = Object.entries(template.parameters).filter(
      ([, { defaultValue }]) => defaultValue === undefined,
    );

    const unexplained = [...Object.keys(template.outputs), ...needed.map(([name]) => name)].filter(
      (name) => !page.includes(`\`${name}\``),
    );

    expect(unexplained).toEqual([]);
  });

  it('is explained on a page that is read at one go', () => {
    expect(read('docs/azure.md').trimEnd().split('\n').length).toBeLessThan(150);
  });

  it('says of every parameter and output what it is', () => {
    const all = Object.entries({ ...template.parameters, ...template.outputs });

    expect(all.filter(([, { metadata }]) => !metadata?.description?.trim()).map(([name]) => name)).toEqual(
      [],
    );
  });
});

describe('the files of parameters', () => {
  const valuesIn = (path: string) =>
    (JSON.parse(read(path)) as { parameters: Record<string, { value?: unknown; reference?: unknown }> })
      .parameters;

  it('hold no secret, and as they come are refused by what has to be filled in', () => {
    const values = valuesIn('infra/azuredeploy.parameters.json');
    const given = Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));

    const problems = refusalOf(given);

    expect(Object.keys(values).filter((name) => SECRETS.some(([secret]) => secret === name))).toEqual([]);
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['image', 'partnerCenterClientId']);
  });

  it('take every secret from the vault when the template is deployed again', () => {
    const values = valuesIn('infra/azuredeploy.secrets-kept.parameters.json') as Record<
      string,
      { reference: { secretName: string } }
    >;
    const { resources } = deployed();

    expect(Object.keys(values).sort()).toEqual(SECRETS.map(([name]) => name).sort());
    for (const [name, { reference }] of Object.entries(values)) {
      const kept = resources.find(({ id }) => id.endsWith(`/secrets/${reference.secretName}`));
      expect(kept?.body.properties).toEqual({ value: PARAMETERS[name as keyof typeof PARAMETERS] });
    }
  });
});
