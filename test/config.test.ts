import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { ConfigError, loadConfig } from '../src/config.ts';

type Env = Record<string, string | undefined>;

const KEY = Buffer.alloc(32, 7).toString('base64');
const PARTNER_CENTER: Env = {
  PARTNER_CENTER_BASE_URL: 'https://api.partnercenter.microsoft.com',
  PARTNER_CENTER_TOKEN_URL: 'https://login.microsoftonline.com/contoso/oauth2/token',
  PARTNER_CENTER_CLIENT_ID: 'partner-app',
  PARTNER_CENTER_CLIENT_SECRET: 'partner-secret-1',
  PARTNER_CENTER_REFRESH_TOKEN: 'refresh-secret-2',
};
const REGISTERED: Env = {
  MicrosoftAppId: 'app-id',
  MicrosoftAppPassword: 'app-secret-3',
  MicrosoftAppTenantId: 'Tenant-A',
  ENCRYPTION_KEY: KEY,
  ...PARTNER_CENTER,
};
const keyPem = (type: 'rsa' | 'ec') =>
  (type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  ).privateKey
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
const THUMBPRINT = 'AB'.repeat(20);
const RSA_KEY = keyPem('rsa');
const EC_KEY = keyPem('ec');
const CERTIFICATE: Env = {
  MicrosoftAppPassword: 'app-secret-3',
  CertificateThumbprint: THUMBPRINT,
  CertificatePrivateKey: RSA_KEY,
};
const AUTHORITY: Env = {
  ToBotFromChannelOpenIdMetadataUrl: 'https://authority.example/openid',
  ToBotFromEmulatorOpenIdMetadataUrl: 'https://authority.example/emulator',
  ToBotFromChannelTokenIssuer: 'https://issuer.example',
  ToChannelFromBotLoginUrl: 'https://login.example',
  ToChannelFromBotOAuthScope: 'https://scope.example',
  OAuthUrl: 'https://oauth.example',
  ValidateAuthority: 'true',
  CallerId: 'urn:example',
};

/** The names of the settings a start is refused for; empty when it is not. */
function refusedFor(env: Env): string[] {
  return problemsOf(env).map((problem) => problem.split(':')[0] ?? '');
}

function problemsOf(env: Env): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const without = (env: Env, ...names: string[]): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));

const NOBODY = {
  adminIds: new Set(),
  confirmerIds: new Set(),
  collectors: { ids: new Set(), guests: false },
};

describe('with no settings at all', () => {
  it('the bot runs in local mode with every default', () => {
    const config = loadConfig({});

    expect(config).toEqual({
      http: { port: 3978, host: '127.0.0.1', metricsAccess: 'loopback' },
      proxy: { exceptions: [] },
      registration: undefined,
      trust: {
        allowedTenantIds: undefined,
        allowedServiceHosts: expect.any(Set),
        allowedFileHosts: expect.any(Set),
      },
      permissions: NOBODY,
      database: { url: undefined, dataDir: '.data' },
      encryptionKey: undefined,
      partnerCenter: undefined,
      partnerCenterRequestsPerMinute: 450,
      agreementType: 'MicrosoftCloudAgreement',
      confirmationRoute: 'classic',
      sandbox: { era: 'cloud-2018', partnerKind: 'direct', customers: 40 },
      teamsRequestsPerSecond: 25,
      teamsChannel: 'sdk',
      faq: { directory: undefined, expertConversation: { nameOrId: undefined, byNameAlone: true } },
      escalation: { afterDays: 30, conversation: { nameOrId: undefined, byNameAlone: true } },
      playground: true,
      tracing: false,
      logLevel: 'info',
    });
  });

  it('answers go to Teams and to loopback', () => {
    const { trust } = loadConfig({});

    expect([...trust.allowedServiceHosts]).toEqual(
      expect.arrayContaining(['smba.trafficmanager.net', 'localhost', '127.0.0.1', '[::1]']),
    );
  });

  it('empty and blank values count as absent', () => {
    const names = [
      ...Object.keys(REGISTERED),
      ...Object.keys(AUTHORITY),
      'PORT',
      'PLAYGROUND',
      'DATABASE_URL',
    ];
    const blank = Object.fromEntries(names.map((name, index) => [name, index % 2 === 0 ? '' : '  ']));

    const config = loadConfig(blank);

    expect(config).toEqual(loadConfig({}));
  });

  it('variables of others are left alone', () => {
    const config = loadConfig({ PATH: '/bin', npm_config_port: 'x', HOSTNAME: 'box' });

    expect(config).toEqual(loadConfig({}));
  });
});

describe('local mode', () => {
  it.each(['0.0.0.0', '::', '192.0.2.7', 'bot.example'])(
    'listens on loopback although HOST is %s',
    (HOST) => {
      const { http } = loadConfig({ HOST });

      expect(http.host).toBe('127.0.0.1');
    },
  );

  it('is refused in production', () => {
    expect(refusedFor({ NODE_ENV: 'production' })).toEqual(['MicrosoftAppId']);
  });

  it('may use the real Partner Center', () => {
    const { partnerCenter } = loadConfig(PARTNER_CENTER);

    expect(partnerCenter).toEqual({
      baseUrl: 'https://api.partnercenter.microsoft.com',
      tokenUrl: 'https://login.microsoftonline.com/contoso/oauth2/token',
      clientId: 'partner-app',
      clientSecret: 'partner-secret-1',
      refreshToken: 'refresh-secret-2',
    });
  });
});

describe('a registered bot', () => {
  it('listens everywhere unless told where', () => {
    expect(loadConfig(REGISTERED).http.host).toBe('0.0.0.0');
    expect(loadConfig({ ...REGISTERED, HOST: '192.0.2.7' }).http.host).toBe('192.0.2.7');
  });

  it('is known by what was given', () => {
    const { registration, encryptionKey } = loadConfig(REGISTERED);

    expect(registration).toEqual({
      appId: 'app-id',
      appPassword: 'app-secret-3',
      appType: 'SingleTenant',
      tenantId: 'Tenant-A',
      authority: undefined,
    });
    expect(encryptionKey).toBe(KEY);
  });

  it('talks to its own tenant and answers Teams alone by default', () => {
    const { trust } = loadConfig(REGISTERED);

    expect(trust.allowedTenantIds).toEqual(new Set(['tenant-a']));
    expect([...trust.allowedServiceHosts].filter((host) => !host.startsWith('smba.'))).toEqual([]);
  });

  it('talks to the listed tenants and hosts instead when there are any', () => {
    const { trust } = loadConfig({
      ...REGISTERED,
      ALLOWED_TENANT_IDS: ' Tenant-B ,, tenant-C,',
      ALLOWED_SERVICE_HOSTS: 'Smba.Example,127.0.0.1',
    });

    expect(trust.allowedTenantIds).toEqual(new Set(['tenant-b', 'tenant-c']));
    expect(trust.allowedServiceHosts).toEqual(new Set(['smba.example', '127.0.0.1']));
  });

  it('may prove who it is by a certificate, written in one line or several', () => {
    const env = {
      ...without(REGISTERED, 'MicrosoftAppPassword'),
      CertificateThumbprint: 'ab:'.repeat(20).slice(0, -1),
    };

    const oneLine = loadConfig({
      ...env,
      CertificatePrivateKey: RSA_KEY.replaceAll('\n', '\\n'),
    }).registration;
    const several = loadConfig({ ...env, CertificatePrivateKey: RSA_KEY }).registration;

    expect(several).toMatchObject({
      appPassword: '',
      certificate: { thumbprint: THUMBPRINT, privateKey: RSA_KEY.trim() },
    });
    expect(oneLine).toEqual(several);
  });

  it('may be a managed identity, which has no secret', () => {
    const env = { ...without(REGISTERED, 'MicrosoftAppPassword'), MicrosoftAppType: 'UserAssignedMSI' };

    expect(loadConfig(env).registration).toMatchObject({ appType: 'UserAssignedMSI', appPassword: '' });
  });

  it.each<[string, Env, string[]]>([
    ['a password and a certificate', CERTIFICATE, ['MicrosoftAppPassword']],
    ['a thumbprint without its key', { CertificateThumbprint: THUMBPRINT }, ['CertificatePrivateKey']],
    ['a key without its thumbprint', { CertificatePrivateKey: RSA_KEY }, ['CertificateThumbprint']],
    [
      'a managed identity and a password',
      { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: 'app-secret-3' },
      ['MicrosoftAppPassword'],
    ],
    [
      'a managed identity and a certificate',
      { ...CERTIFICATE, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: undefined },
      ['CertificateThumbprint', 'CertificatePrivateKey'],
    ],
    [
      'a thumbprint that is none',
      { ...CERTIFICATE, MicrosoftAppPassword: undefined, CertificateThumbprint: 'ab' },
      ['CertificateThumbprint'],
    ],
    [
      'a key that is none',
      {
        ...CERTIFICATE,
        MicrosoftAppPassword: undefined,
        CertificatePrivateKey: '-----BEGIN PRIVATE KEY-----',
      },
      ['CertificatePrivateKey'],
    ],
    [
      'a key of another kind',
      { ...CERTIFICATE, MicrosoftAppPassword: undefined, CertificatePrivateKey: EC_KEY },
      ['CertificatePrivateKey'],
    ],
  ])('does not start with %s, and names it without its value', (_what, env, names) => {
    const problems = problemsOf({ ...without(REGISTERED, 'MicrosoftAppPassword'), ...env });

    expect(problems.map((problem) => problem.split(':')[0])).toEqual(names);
    expect(problems.join()).not.toMatch(/BEGIN|app-secret/);
  });

  it('may start in production', () => {
    expect(refusedFor({ ...REGISTERED, NODE_ENV: 'production' })).toEqual([]);
  });

  it.each([
    ['no password', without(REGISTERED, 'MicrosoftAppPassword'), ['MicrosoftAppPassword']],
    ['no key', without(REGISTERED, 'ENCRYPTION_KEY'), ['ENCRYPTION_KEY']],
    ['no Partner Center', without(REGISTERED, ...Object.keys(PARTNER_CENTER)), Object.keys(PARTNER_CENTER)],
    [
      'no tenant for one that has one only',
      { ...without(REGISTERED, 'MicrosoftAppTenantId'), ALLOWED_TENANT_IDS: 'a' },
      ['MicrosoftAppTenantId'],
    ],
    [
      'no tenant that may talk to it, for an app of many tenants',
      { ...without(REGISTERED, 'MicrosoftAppTenantId'), MicrosoftAppType: 'MultiTenant' },
      ['ALLOWED_TENANT_IDS'],
    ],
    [
      'nothing but an id',
      { MicrosoftAppId: 'app-id' },
      [
        'MicrosoftAppPassword',
        'MicrosoftAppTenantId',
        'ALLOWED_TENANT_IDS',
        'ENCRYPTION_KEY',
        ...Object.keys(PARTNER_CENTER),
      ],
    ],
  ])('does not start with %s', (_what, env, names) => {
    expect(refusedFor(env)).toEqual(names);
  });

  it.each([
    ['of many tenants needs none of its own', 'MultiTenant', 'MicrosoftAppTenantId'],
    ['with a managed identity needs no password', 'UserAssignedMSI', 'MicrosoftAppPassword'],
  ])('%s', (_what, MicrosoftAppType, left) => {
    const env = { ...without(REGISTERED, left), MicrosoftAppType, ALLOWED_TENANT_IDS: 'tenant-b' };

    expect(refusedFor(env)).toEqual([]);
  });
});

describe('another authority', () => {
  it('is passed on under the names the Bot Framework uses', () => {
    const { registration } = loadConfig({ ...REGISTERED, ...AUTHORITY });

    expect(registration?.authority).toEqual(AUTHORITY);
  });

  it.each(Object.keys(AUTHORITY))('is all or none: %s alone names the seven others', (name) => {
    const others = Object.keys(AUTHORITY).filter((each) => each !== name);

    expect(refusedFor({ ...REGISTERED, [name]: AUTHORITY[name] })).toEqual(others);
  });

  it.each(Object.keys(AUTHORITY))('is all or none: without %s that one is named', (name) => {
    expect(refusedFor({ ...REGISTERED, ...without(AUTHORITY, name) })).toEqual([name]);
  });

  it.each([
    ['is taken outside production', {}, []],
    ['is refused in production', { NODE_ENV: 'production' }, ['ToChannelFromBotLoginUrl']],
  ])('with a plain login on loopback %s', (_what, mode, names) => {
    const env = {
      ...REGISTERED,
      ...AUTHORITY,
      ToChannelFromBotLoginUrl: 'http://127.0.0.1:9/login',
      ...mode,
    };

    expect(refusedFor(env)).toEqual(names);
  });
});

describe('the way out', () => {
  it('is a proxy under its usual name, in either case', () => {
    const upper = loadConfig({ HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: 'a.example, .b.example' });
    const lower = loadConfig({ https_proxy: 'http://proxy.example:3128', no_proxy: 'a.example,.b.example' });

    expect(upper.proxy).toEqual({
      address: 'http://proxy.example:3128',
      exceptions: ['a.example', '.b.example'],
    });
    expect(lower.proxy).toEqual(upper.proxy);
  });

  it.each(['proxy.example:3128', 'socks5://proxy.example', 'http://', 'nonsense'])(
    'is refused where it is no address: %s',
    (address) => {
      expect(() => loadConfig({ HTTPS_PROXY: address })).toThrow('HTTPS_PROXY: must be an address such as');
    },
  );
});

describe('the port of the metrics', () => {
  it('is their own, or that of everything else', () => {
    expect(loadConfig({ METRICS_PORT: '9464' }).http).toMatchObject({ port: 3978, metricsPort: 9_464 });
    expect(loadConfig({}).http.metricsPort).toBeUndefined();
  });

  it.each([{ METRICS_PORT: '3978' }, { PORT: '9464', METRICS_PORT: '9464' }])(
    'is refused where something else has it: %j',
    (env) => {
      expect(() => loadConfig(env)).toThrow('METRICS_PORT: must be another port than PORT');
    },
  );

  it('may be any that is free, like the other', () => {
    expect(loadConfig({ PORT: '0', METRICS_PORT: '0' }).http).toMatchObject({ port: 0, metricsPort: 0 });
  });
});

describe('Partner Center', () => {
  it.each(Object.keys(PARTNER_CENTER))('is all or none: %s alone names the four others', (name) => {
    const others = Object.keys(PARTNER_CENTER).filter((each) => each !== name);

    expect(refusedFor({ [name]: PARTNER_CENTER[name] })).toEqual(others);
  });
});

describe('how acceptance is confirmed', () => {
  const CUSTOMER = 'MicrosoftCustomerAgreement';

  it('is the classic way for the Cloud Agreement unless it is set', () => {
    expect(loadConfig({})).toMatchObject({
      agreementType: 'MicrosoftCloudAgreement',
      confirmationRoute: 'classic',
    });
  });

  it('may be left to the customer for the Customer Agreement, never for the Cloud Agreement', () => {
    const direct = { CONFIRMATION_ROUTE: 'direct' };

    expect(loadConfig({ ...direct, AGREEMENT_TYPE: CUSTOMER }).confirmationRoute).toBe('direct');
    expect(refusedFor({ ...direct, AGREEMENT_TYPE: 'MicrosoftCloudAgreement' })).toEqual([
      'CONFIRMATION_ROUTE',
    ]);
  });

  it('counts acceptances from April 2023 on for the Customer Agreement, all for the Cloud Agreement, or as it is told', () => {
    const from = (settings: Record<string, string>) => loadConfig(settings).acceptancesValidFrom;

    expect(from({})).toBeUndefined();
    expect(from({ AGREEMENT_TYPE: CUSTOMER })).toBe('2023-04-01');
    expect(from({ SANDBOX_ERA: 'retired-2026' })).toBe('2023-04-01');
    expect(from({ AGREEMENT_TYPE: CUSTOMER, ACCEPTANCES_VALID_FROM: 'none' })).toBeUndefined();
    expect(from({ ACCEPTANCES_VALID_FROM: '2020-01-01' })).toBe('2020-01-01');
  });

  it('is today’s way in a sandbox that plays today, where neither is set', () => {
    const today = { SANDBOX_ERA: 'retired-2026' };

    expect(loadConfig(today)).toMatchObject({ agreementType: CUSTOMER, confirmationRoute: 'direct' });
    expect(loadConfig({ ...today, AGREEMENT_TYPE: CUSTOMER }).confirmationRoute).toBe('classic');
    expect(loadConfig({ ...today, ...PARTNER_CENTER }).confirmationRoute).toBe('classic');
  });
});

describe('a value', () => {
  it.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['MicrosoftAppType', 'Multi'],
    ['DATABASE_URL', 'mysql://db.example/bot'],
    ['DATABASE_URL', 'postgresql://db.example:port/bot'],
    ['ENCRYPTION_KEY', 'c2hvcnQ='],
    ['ENCRYPTION_KEY', Buffer.alloc(33).toString('base64')],
    ['ENCRYPTION_KEY', `${KEY},`],
    ['ENCRYPTION_KEY', `${KEY},c2hvcnQ=`],
    ['PARTNER_CENTER_REQUESTS_PER_MINUTE', '0'],
    ['TEAMS_REQUESTS_PER_SECOND', '0'],
    ['TEAMS_REQUESTS_PER_SECOND', 'many'],
    ['AGREEMENT_TYPE', 'microsoftcloudagreement'],
    ['CONFIRMATION_ROUTE', 'enhanced'],
    ['CONFIRMATION_ROUTE', 'direct'],
    ['ACCEPTANCES_VALID_FROM', '2023-02-30'],
    ['ACCEPTANCES_VALID_FROM', '01/04/2023'],
    ['ACCEPTANCES_VALID_FROM', 'never'],
    ['SANDBOX_ERA', '2018'],
    ['SANDBOX_CUSTOMERS', '-1'],
    ['ESCALATE_AFTER_DAYS', '1.5'],
    ['PLAYGROUND', 'false'],
    ['LOG_LEVEL', 'verbose'],
  ])('of %s may not be "%s"', (name, value) => {
    expect(refusedFor({ [name]: value })).toEqual([name]);
  });

  it.each([
    'PARTNER_CENTER_BASE_URL',
    'PARTNER_CENTER_TOKEN_URL',
    'ToBotFromChannelOpenIdMetadataUrl',
    'ToBotFromEmulatorOpenIdMetadataUrl',
    'ToChannelFromBotLoginUrl',
    'OAuthUrl',
  ])('of %s must be an address, plain only on loopback', (name) => {
    const env = { ...REGISTERED, ...AUTHORITY };
    const outcomes = [
      'http://service.example',
      'http://127.0.0.1.example',
      'ftp://127.0.0.1',
      'service.example',
      'https://service.example/path',
      'http://localhost:9',
      'http://127.0.0.1:9/path',
      'http://[::1]:9',
    ].map((value) => refusedFor({ ...env, [name]: value }));

    expect(outcomes).toEqual([[name], [name], [name], [name], [], [], [], []]);
  });

  it.each([
    ['PORT', '0', { http: { port: 0, host: '127.0.0.1' } }],
    ['DATA_DIR', '/var/lib/bot', { database: { url: undefined, dataDir: '/var/lib/bot' } }],
    [
      'DATABASE_URL',
      'postgres://u:p@db/bot',
      { database: { url: 'postgres://u:p@db/bot', dataDir: '.data' } },
    ],
    ['DATABASE_URL', 'postgresql://db/bot', { database: { url: 'postgresql://db/bot', dataDir: '.data' } }],
    ['PARTNER_CENTER_REQUESTS_PER_MINUTE', '1000000', { partnerCenterRequestsPerMinute: 1_000_000 }],
    ['TEAMS_REQUESTS_PER_SECOND', '50', { teamsRequestsPerSecond: 50 }],
    ['AGREEMENT_TYPE', 'MicrosoftCustomerAgreement', { agreementType: 'MicrosoftCustomerAgreement' }],
    ['SANDBOX_ERA', 'retired-2026', { sandbox: { era: 'retired-2026', customers: 40 } }],
    ['SANDBOX_CUSTOMERS', ' 5000 ', { sandbox: { era: 'cloud-2018', customers: 5_000 } }],
    [
      'FAQ_DIR',
      '/etc/faq',
      { faq: { directory: '/etc/faq', expertConversation: { nameOrId: undefined, byNameAlone: true } } },
    ],
    [
      'FAQ_EXPERT_CONVERSATION',
      '19:x',
      { faq: { directory: undefined, expertConversation: { nameOrId: '19:x', byNameAlone: true } } },
    ],
    [
      'ESCALATE_AFTER_DAYS',
      '0',
      { escalation: { afterDays: 0, conversation: { nameOrId: undefined, byNameAlone: true } } },
    ],
    [
      'ESCALATION_CONVERSATION',
      '19:y',
      { escalation: { afterDays: 30, conversation: { nameOrId: '19:y', byNameAlone: true } } },
    ],
    ['PLAYGROUND', 'off', { playground: false }],
    ['LOG_LEVEL', 'debug', { logLevel: 'debug' }],
    ['ENCRYPTION_KEY', KEY, { encryptionKey: KEY }],
    ['ADMIN_IDS', 'A,b', { permissions: { ...NOBODY, adminIds: new Set(['a', 'b']) } }],
    ['CONFIRMER_IDS', 'C', { permissions: { ...NOBODY, confirmerIds: new Set(['c']) } }],
    [
      'COLLECTOR_IDS',
      'D, Guests',
      { permissions: { ...NOBODY, collectors: { ids: new Set(['d']), guests: true } } },
    ],
    ['ENCRYPTION_KEY', `${KEY}, ${KEY}`, { encryptionKey: `${KEY}, ${KEY}` }],
  ])('of %s may be "%s"', (name, value, expected) => {
    const config = loadConfig({ [name]: value });

    expect(config).toMatchObject(expected);
  });
});

describe('a refused start', () => {
  const wrong: Env = {
    PORT: 'port-value-9',
    PLAYGROUND: 'playground-value-9',
    ENCRYPTION_KEY: 'key-value-9',
    DATABASE_URL: 'mysql://user:db-password-9@db.example/bot',
    PARTNER_CENTER_BASE_URL: 'http://user:pc-password-9@pc.example',
    PARTNER_CENTER_CLIENT_SECRET: 'client-secret-9',
    MicrosoftAppId: 'app-9',
    MicrosoftAppPassword: 'bot-password-9',
    MicrosoftAppType: 'app-type-9',
  };

  it('lists every wrong value at once, each by its name and rule', () => {
    const problems = problemsOf(wrong);

    expect(problems).toEqual(
      expect.arrayContaining([
        'PORT: must be a whole number',
        'PLAYGROUND: must be one of on, off',
        'ENCRYPTION_KEY: must be 32 bytes in base64',
        'DATABASE_URL: must be a postgresql:// address',
        'PARTNER_CENTER_BASE_URL: must be an https address (plain http on loopback only)',
        'MicrosoftAppType: must be one of SingleTenant, MultiTenant, UserAssignedMSI',
      ]),
    );
  });

  it('lists what is missing beside what is wrong', () => {
    const names = refusedFor({ PORT: 'x', MicrosoftAppId: 'app-id', ...PARTNER_CENTER });

    expect(names).toEqual(
      expect.arrayContaining(['PORT', 'MicrosoftAppPassword', 'MicrosoftAppTenantId', 'ENCRYPTION_KEY']),
    );
  });

  it('has one line for a setting that breaks two rules', () => {
    expect(refusedFor({ DATABASE_URL: 'db.example' })).toEqual(['DATABASE_URL']);
  });

  it.each<[string, Env]>([
    ['wrong values', wrong],
    ['missing settings', without({ ...REGISTERED, ...AUTHORITY }, 'CallerId', 'PARTNER_CENTER_CLIENT_ID')],
    ['production', { NODE_ENV: 'production', MicrosoftAppPassword: 'bot-password-9' }],
  ])('never shows a value: %s', (_what, env) => {
    const said = shownBy(env);

    const shown = Object.values(env).filter((value) => value !== 'production' && said.includes(value ?? ''));
    expect(said).toContain('The settings need attention:');
    expect(shown).toEqual([]);
    expect(said).not.toContain('password-9');
  });

  function shownBy(env: Env): string {
    try {
      loadConfig(env);
      return '';
    } catch (error) {
      return `${String(error)} ${JSON.stringify(error)} ${(error as Error).stack} ${String((error as Error).cause)}`;
    }
  }
});
