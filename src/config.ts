import type { z } from 'zod';
import type { AgreementType } from './domain/confirming/agreement.ts';
import type { ConfirmationRoute } from './domain/confirming/route.ts';
import { CUSTOMER_AGREEMENT_VALID_FROM, type AcceptancesValidFrom } from './domain/customers/renewal.ts';
import type { WantedConversation } from './domain/conversations/appointment.ts';
import type { EscalationRule } from './domain/reminding/escalation.ts';
import type { PermissionLists } from './domain/rights/permission.ts';
import { AUTHORITY_SETTINGS, crossProblems, PARTNER_CENTER_SETTINGS } from './setting-rules.ts';
import { NONE, settingsSchema, type Settings } from './settings.ts';

export interface BotRegistration {
  appId: string;
  /** Empty where a certificate or a managed identity stands in its place. */
  appPassword: string;
  certificate?: { thumbprint: string; privateKey: string } | undefined;
  appType: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  tenantId: string;
  /** The Bot Framework's own settings for another authority, under its names; undefined for the public cloud. */
  authority: Record<string, string> | undefined;
}

export interface PartnerCenterAccount {
  baseUrl: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

/** Everything the settings decide, checked and grouped by concern. */
export interface Config {
  http: {
    port: number;
    host: string;
    /** The port of a listener for the metrics alone; undefined where they are read on `port`. */
    metricsPort: number | undefined;
    metricsAccess: Settings['METRICS_ACCESS'];
  };
  /** The proxy that calls to others go through; `exceptions`: hosts called directly. */
  proxy: { address: string | undefined; exceptions: readonly string[] };
  /** Undefined in local mode. */
  registration: BotRegistration | undefined;
  trust: {
    /** Lower case; undefined allows every tenant (local mode only). */
    allowedTenantIds: ReadonlySet<string> | undefined;
    allowedServiceHosts: ReadonlySet<string>;
    /** Lower case; `*.` at the beginning stands for any name below. */
    allowedFileHosts: ReadonlySet<string>;
  };
  permissions: PermissionLists;
  database: { url: string | undefined; dataDir: string };
  /**
   * 32 bytes, base64; while it is being changed several, comma-separated, of which the first encrypts. Undefined in local
   * mode, where one is made and kept.
   */
  encryptionKey: string | undefined;
  /** Undefined where the sandbox stands in. */
  partnerCenter: PartnerCenterAccount | undefined;
  partnerCenterRequestsPerMinute: number;
  agreementType: AgreementType;
  confirmationRoute: ConfirmationRoute;
  acceptancesValidFrom: AcceptancesValidFrom;
  sandbox: {
    era: Settings['SANDBOX_ERA'];
    partnerKind: Settings['SANDBOX_PARTNER'];
    customers: number;
  };
  teamsRequestsPerSecond: number;
  /** The carrier between the bot and Teams. */
  teamsChannel: Settings['TEAMS_CHANNEL'];
  faq: { directory: string | undefined; expertConversation: WantedConversation };
  escalation: EscalationRule;
  playground: boolean;
  /** Whether spans are sent to the receiver of OpenTelemetry's own settings. */
  tracing: boolean;
  logLevel: Settings['LOG_LEVEL'];
}

/** Refuses the start; `problems` has one line for each setting, by name and rule, never with a value. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['The settings need attention:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Reads and checks all settings once. Empty values count as absent. Throws ConfigError with every problem at once. */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  for (const name of ALSO_IN_LOWER_CASE) given[name] ??= given[name.toLowerCase()];
  const parsed = settingsSchema.safeParse(given);
  const problems = [
    ...(parsed.success ? [] : problemsOf(parsed.error)),
    ...crossProblems(given, env.NODE_ENV === 'production'),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

/** Settings that other programs read in lower case too, so that machines may have them like that. */
const ALSO_IN_LOWER_CASE = ['HTTPS_PROXY', 'NO_PROXY'] as const satisfies (keyof Settings)[];

/** The hosts of Teams' services: public cloud, GCC, GCC High and DoD. */
const TEAMS_SERVICE_HOSTS = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
];
/** The hosts where Teams keeps the files of a chat: people's own storage, and its redirects. */
const TEAMS_FILE_HOSTS = ['*.sharepoint.com', '*.sharepoint-df.com', '*.svc.ms'];
const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

function problemsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

function toConfig(settings: Settings): Config {
  const local = settings.MicrosoftAppId === undefined;
  const tenants =
    settings.ALLOWED_TENANT_IDS.length > 0
      ? settings.ALLOWED_TENANT_IDS
      : [settings.MicrosoftAppTenantId].filter((tenant) => tenant !== undefined);
  const hosts =
    settings.ALLOWED_SERVICE_HOSTS.length > 0
      ? settings.ALLOWED_SERVICE_HOSTS
      : [...TEAMS_SERVICE_HOSTS, ...(local ? LOOPBACK_HOSTS : [])];
  const fileHosts =
    settings.ALLOWED_FILE_HOSTS.length > 0
      ? settings.ALLOWED_FILE_HOSTS
      : [...TEAMS_FILE_HOSTS, ...(local ? LOOPBACK_HOSTS : [])];
  return Object.freeze<Config>({
    http: {
      port: settings.PORT,
      host: local ? '127.0.0.1' : (settings.HOST ?? '0.0.0.0'),
      metricsPort: settings.METRICS_PORT,
      metricsAccess: settings.METRICS_ACCESS,
    },
    proxy: { address: settings.HTTPS_PROXY, exceptions: settings.NO_PROXY },
    registration: registrationOf(settings),
    trust: {
      allowedTenantIds: tenants.length > 0 ? lowerCaseSet(tenants) : undefined,
      allowedServiceHosts: lowerCaseSet(hosts),
      allowedFileHosts: lowerCaseSet(fileHosts),
    },
    permissions: {
      adminIds: lowerCaseSet(settings.ADMIN_IDS),
      confirmerIds: lowerCaseSet(settings.CONFIRMER_IDS),
      collectors: collectorsOf(settings.COLLECTOR_IDS),
    },
    database: { url: settings.DATABASE_URL, dataDir: settings.DATA_DIR },
    encryptionKey: settings.ENCRYPTION_KEY,
    partnerCenter: partnerCenterOf(settings),
    partnerCenterRequestsPerMinute: settings.PARTNER_CENTER_REQUESTS_PER_MINUTE,
    ...agreementAndRoute(settings),
    acceptancesValidFrom: validFromOf(settings),
    sandbox: {
      era: settings.SANDBOX_ERA,
      partnerKind: settings.SANDBOX_PARTNER,
      customers: settings.SANDBOX_CUSTOMERS,
    },
    teamsRequestsPerSecond: settings.TEAMS_REQUESTS_PER_SECOND,
    teamsChannel: settings.TEAMS_CHANNEL,
    faq: {
      directory: settings.FAQ_DIR,
      expertConversation: { nameOrId: settings.FAQ_EXPERT_CONVERSATION, byNameAlone: local },
    },
    escalation: {
      afterDays: settings.ESCALATE_AFTER_DAYS,
      conversation: { nameOrId: settings.ESCALATION_CONVERSATION, byNameAlone: local },
    },
    playground: settings.PLAYGROUND === 'on',
    tracing: settings.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined && settings.OTEL_SDK_DISABLED === 'false',
    logLevel: settings.LOG_LEVEL,
  });
}

/**
 * Returns which agreement is confirmed and by which route. With a sandbox that plays today and nothing set, the customer
 * accepts, as today.
 */
function agreementAndRoute(settings: Settings): Pick<Config, 'agreementType' | 'confirmationRoute'> {
  const { AGREEMENT_TYPE: agreementType, CONFIRMATION_ROUTE: confirmationRoute } = settings;
  const nothingSet = agreementType === undefined && confirmationRoute === undefined;
  const isSandbox = partnerCenterOf(settings) === undefined;
  if (nothingSet && isSandbox && settings.SANDBOX_ERA === 'retired-2026') {
    return { agreementType: 'MicrosoftCustomerAgreement', confirmationRoute: 'direct' };
  }
  return {
    agreementType: agreementType ?? 'MicrosoftCloudAgreement',
    confirmationRoute: confirmationRoute ?? 'classic',
  };
}

/** Returns from which day acceptances count: where nothing is set, from the day that Microsoft names for this agreement. */
function validFromOf(settings: Settings): AcceptancesValidFrom {
  const { ACCEPTANCES_VALID_FROM: given } = settings;
  if (given !== undefined) return given === NONE ? undefined : given;
  const { agreementType } = agreementAndRoute(settings);
  return agreementType === 'MicrosoftCustomerAgreement' ? CUSTOMER_AGREEMENT_VALID_FROM : undefined;
}

function registrationOf(settings: Settings): BotRegistration | undefined {
  if (settings.MicrosoftAppId === undefined) return undefined;
  const authority = Object.fromEntries(
    AUTHORITY_SETTINGS.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])),
  );
  const { CertificateThumbprint: thumbprint, CertificatePrivateKey: privateKey } = settings;
  return {
    appId: settings.MicrosoftAppId,
    appPassword: settings.MicrosoftAppPassword ?? '',
    certificate: thumbprint && privateKey ? { thumbprint, privateKey } : undefined,
    appType: settings.MicrosoftAppType,
    tenantId: settings.MicrosoftAppTenantId ?? '',
    authority: Object.keys(authority).length > 0 ? authority : undefined,
  };
}

function partnerCenterOf(settings: Settings): PartnerCenterAccount | undefined {
  const [baseUrl, tokenUrl, clientId, clientSecret, refreshToken] = PARTNER_CENTER_SETTINGS.map(
    (name) => settings[name],
  );
  if (!baseUrl || !tokenUrl || !clientId || !clientSecret || !refreshToken) return undefined;
  return { baseUrl, tokenUrl, clientId, clientSecret, refreshToken };
}

/** The word `guests` among the ids means every guest. */
function collectorsOf(listed: readonly string[]): PermissionLists['collectors'] {
  const ids = lowerCaseSet(listed);
  return { guests: ids.delete('guests'), ids };
}

const lowerCaseSet = (values: readonly string[]) => new Set(values.map((value) => value.toLowerCase()));
