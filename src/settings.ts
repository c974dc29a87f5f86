import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AGREEMENT_TYPES } from './domain/confirming/agreement.ts';
import { CONFIRMATION_ROUTES } from './domain/confirming/route.ts';
import { isCalendarDate } from './domain/time/calendar-date.ts';
import { isLoopbackHost } from './domain/loopback.ts';

export const DEFAULT_PORT = 3978;
/** The word that switches off a setting with a default. */
export const NONE = 'none';

const text = z.string().trim();
const list = text
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
  .optional()
  .default([]);
const between = (min: number, max: number) =>
  z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);
const wholeNumber = (min: number, max: number, fallback: number) => between(min, max).default(fallback);
const port = between(0, 65_535);
const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

/** An https address, or plain http on loopback, where both ends are this machine. */
const address = text.refine((value) => {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
}, 'must be an https address (plain http on loopback only)');

/** The address of a proxy; its name and password, if it wants some, are in it. */
const proxyAddress = text.refine(
  (value) => URL.canParse(value) && /^https?:\/\/[^/]/.test(value),
  'must be an address such as http://proxy.example:3128',
);

/** A file of certificates in PEM. Node reads it before the bot starts, and ignores what it cannot read. */
const certificateFile = text.refine(holdsCertificates, 'must name a file with certificates in PEM');

function holdsCertificates(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').includes('-----BEGIN CERTIFICATE-----');
  } catch {
    return false;
  }
}

/** The hash that names a certificate, however it was written down. */
const thumbprint = text
  .transform((value) => value.replace(/[\s:]/g, '').toUpperCase())
  .refine((value) => /^[0-9A-F]{40}$/.test(value), 'must be the SHA-1 thumbprint, 40 hexadecimal digits');

/** A key in PEM; where a setting may hold one line only, its line ends are written as `\n`. */
const rsaKey = text
  .transform((value) => value.replaceAll('\\n', '\n').trim())
  .refine(isRsaKey, 'must be an RSA private key in PEM, without a passphrase');

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
const isKey = (value: string) => Buffer.from(value, 'base64').length === 32;
const dayOrNone = text.refine(
  (value) => value === NONE || isCalendarDate(value),
  'must be a day written YYYY-MM-DD, or none',
);
/** An https address. The tool that packs the app asks more of it. */
const publicAddress = text.refine(
  (value) => URL.canParse(value) && new URL(value).protocol === 'https:',
  'must be an https address',
);

/**
 * Every setting of the product, by the name it has in the environment. docs/settings.md and .env.example list the same
 * names.
 */
export const settingsSchema = z.object({
  PORT: port.default(DEFAULT_PORT),
  HOST: text.optional(),
  METRICS_PORT: port.optional(),
  METRICS_ACCESS: choice(['loopback', 'open']).default('loopback'),
  HTTPS_PROXY: proxyAddress.optional(),
  NO_PROXY: list,
  NODE_EXTRA_CA_CERTS: certificateFile.optional(),
  MicrosoftAppId: text.optional(),
  MicrosoftAppPassword: text.optional(),
  MicrosoftAppType: choice(['SingleTenant', 'MultiTenant', 'UserAssignedMSI']).default('SingleTenant'),
  MicrosoftAppTenantId: text.optional(),
  CertificateThumbprint: thumbprint.optional(),
  CertificatePrivateKey: rsaKey.optional(),
  ToBotFromChannelOpenIdMetadataUrl: address.optional(),
  ToBotFromEmulatorOpenIdMetadataUrl: address.optional(),
  ToBotFromChannelTokenIssuer: text.optional(),
  ToChannelFromBotLoginUrl: address.optional(),
  ToChannelFromBotOAuthScope: text.optional(),
  OAuthUrl: address.optional(),
  ValidateAuthority: choice(['true', 'false']).optional(),
  CallerId: text.optional(),
  ALLOWED_TENANT_IDS: list,
  ALLOWED_SERVICE_HOSTS: list,
  ALLOWED_FILE_HOSTS: list,
  ADMIN_IDS: list,
  CONFIRMER_IDS: list,
  COLLECTOR_IDS: list,
  DATABASE_URL: text
    .refine(
      (value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value),
      'must be a postgresql:// address',
    )
    .optional(),
  DATA_DIR: text.default('.data'),
  ENCRYPTION_KEY: text
    .refine((value) => value.split(',').every(isKey), 'must be 32 bytes in base64')
    .optional(),
  PARTNER_CENTER_BASE_URL: address.optional(),
  PARTNER_CENTER_TOKEN_URL: address.optional(),
  PARTNER_CENTER_CLIENT_ID: text.optional(),
  PARTNER_CENTER_CLIENT_SECRET: text.optional(),
  PARTNER_CENTER_REFRESH_TOKEN: text.optional(),
  PARTNER_CENTER_REQUESTS_PER_MINUTE: wholeNumber(1, Number.MAX_SAFE_INTEGER, 450),
  TEAMS_REQUESTS_PER_SECOND: wholeNumber(1, 1_000, 25),
  TEAMS_CHANNEL: choice(['sdk', 'direct']).default('sdk'),
  AGREEMENT_TYPE: choice(AGREEMENT_TYPES).optional(),
  CONFIRMATION_ROUTE: choice(CONFIRMATION_ROUTES).optional(),
  ACCEPTANCES_VALID_FROM: dayOrNone.optional(),
  SANDBOX_ERA: choice(['cloud-2018', 'customer-2021', 'retired-2026']).default('cloud-2018'),
  SANDBOX_PARTNER: choice(['direct', 'provider', 'reseller']).default('direct'),
  SANDBOX_CUSTOMERS: wholeNumber(0, 1_000_000, 40),
  FAQ_DIR: text.optional(),
  FAQ_EXPERT_CONVERSATION: text.optional(),
  ESCALATE_AFTER_DAYS: wholeNumber(0, 3_650, 30),
  ESCALATION_CONVERSATION: text.optional(),
  PLAYGROUND: choice(['on', 'off']).default('on'),
  DEVELOPER_NAME: text.max(32, 'must be 32 characters at most').optional(),
  DEVELOPER_WEBSITE_URL: publicAddress.optional(),
  DEVELOPER_PRIVACY_URL: publicAddress.optional(),
  DEVELOPER_TERMS_URL: publicAddress.optional(),
  DEVELOPER_MPN_ID: text.regex(/^\d{1,10}$/, 'must be a number of at most 10 digits').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: text
    .refine((value) => URL.canParse(value) && /^https?:/.test(value), 'must be an http or https address')
    .optional(),
  OTEL_SDK_DISABLED: choice(['true', 'false']).default('false'),
  LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The settings as parsed, before the rules between them. */
export type Settings = z.infer<typeof settingsSchema>;
