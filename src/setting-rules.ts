import { DEFAULT_PORT, type Settings } from './settings.ts';

/** The settings as given, without empty ones. */
export type Given = Partial<Record<keyof Settings, string>>;

export const AUTHORITY_SETTINGS = [
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'ToBotFromChannelTokenIssuer',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'OAuthUrl',
  'ValidateAuthority',
  'CallerId',
] as const satisfies (keyof Settings)[];

export const PARTNER_CENTER_SETTINGS = [
  'PARTNER_CENTER_BASE_URL',
  'PARTNER_CENTER_TOKEN_URL',
  'PARTNER_CENTER_CLIENT_ID',
  'PARTNER_CENTER_CLIENT_SECRET',
  'PARTNER_CENTER_REFRESH_TOKEN',
] as const satisfies (keyof Settings)[];

const CERTIFICATE_SETTINGS = [
  'CertificateThumbprint',
  'CertificatePrivateKey',
] as const satisfies (keyof Settings)[];

/** Checks the rules between settings, on the values as given, so that one wrong value does not hide another. */
export function crossProblems(settings: Given, production: boolean): string[] {
  const problems: string[] = [];
  const allOrNone = (names: readonly (keyof Settings)[]) => {
    const missing = names.filter((name) => settings[name] === undefined);
    if (missing.length > 0 && missing.length < names.length) {
      problems.push(...missing.map((name) => `${name}: missing; of ${names.join(', ')} set all or none`));
    }
    return missing.length === 0;
  };
  if (settings.METRICS_PORT !== undefined && Number(settings.METRICS_PORT) === portOf(settings)) {
    problems.push('METRICS_PORT: must be another port than PORT');
  }
  const hasAuthority = allOrNone(AUTHORITY_SETTINGS);
  allOrNone(PARTNER_CENTER_SETTINGS);
  allOrNone(CERTIFICATE_SETTINGS);
  if (production && hasAuthority && settings.ToChannelFromBotLoginUrl?.startsWith('http:')) {
    problems.push('ToChannelFromBotLoginUrl: must be https in production');
  }
  if (settings.CONFIRMATION_ROUTE === 'direct' && settings.AGREEMENT_TYPE !== 'MicrosoftCustomerAgreement') {
    problems.push('CONFIRMATION_ROUTE: direct needs AGREEMENT_TYPE=MicrosoftCustomerAgreement');
  }
  if (settings.MicrosoftAppId === undefined) {
    if (production) problems.push('MicrosoftAppId: missing; without it the bot only runs in local mode');
    return problems;
  }
  problems.push(...credentialProblems(settings));
  if (settings.MicrosoftAppType !== 'MultiTenant' && settings.MicrosoftAppTenantId === undefined) {
    problems.push('MicrosoftAppTenantId: missing; needed for this MicrosoftAppType');
  }
  if (settings.ALLOWED_TENANT_IDS === undefined && settings.MicrosoftAppTenantId === undefined) {
    problems.push('ALLOWED_TENANT_IDS: missing; say which tenants may talk to the bot');
  }
  if (settings.ENCRYPTION_KEY === undefined) {
    problems.push('ENCRYPTION_KEY: missing; 32 random bytes in base64, needed with MicrosoftAppId');
  }
  if (PARTNER_CENTER_SETTINGS.every((name) => settings[name] === undefined)) {
    problems.push(...PARTNER_CENTER_SETTINGS.map((name) => `${name}: missing; needed with MicrosoftAppId`));
  }
  return problems;
}

/** The port of the messages; undefined for port 0, which means any free one. */
const portOf = ({ PORT }: Given) => (PORT === undefined ? DEFAULT_PORT : Number(PORT) || undefined);

/** The bot proves who it is by a password or a certificate; a managed identity has neither. */
function credentialProblems(settings: Given): string[] {
  const given = (['MicrosoftAppPassword', ...CERTIFICATE_SETTINGS] as const).filter(
    (name) => settings[name] !== undefined,
  );
  if (settings.MicrosoftAppType === 'UserAssignedMSI') {
    return given.map((name) => `${name}: must not be set; a managed identity needs no secret`);
  }
  if (given.length === 0) {
    return ['MicrosoftAppPassword: missing; needed with MicrosoftAppId, unless there is a certificate'];
  }
  return given.length > 1 && given[0] === 'MicrosoftAppPassword'
    ? ['MicrosoftAppPassword: set it or the certificate, not both']
    : [];
}
