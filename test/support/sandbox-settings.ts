import type { Sandbox } from '../../src/local/sandbox/sandbox.ts';

/** The settings with which a bot of its own takes a sandbox for its Partner Center. */
export function sandboxSettings({
  baseUrl,
  tokenUrl,
  credentials,
}: Pick<Sandbox, 'baseUrl' | 'tokenUrl' | 'credentials'>) {
  return {
    PARTNER_CENTER_BASE_URL: baseUrl,
    PARTNER_CENTER_TOKEN_URL: tokenUrl,
    PARTNER_CENTER_CLIENT_ID: credentials.clientId,
    PARTNER_CENTER_CLIENT_SECRET: credentials.clientSecret,
    PARTNER_CENTER_REFRESH_TOKEN: credentials.refreshToken,
  };
}
