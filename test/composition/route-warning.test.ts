import { describe, expect, it } from '@jest/globals';
import { routeWarning } from '../../src/composition/route-warning.ts';
import { loadConfig } from '../../src/config.ts';

const REAL = {
  PARTNER_CENTER_BASE_URL: 'https://api.partnercenter.example',
  PARTNER_CENTER_TOKEN_URL: 'https://login.example/token',
  PARTNER_CENTER_CLIENT_ID: 'client',
  PARTNER_CENTER_CLIENT_SECRET: 'secret',
  PARTNER_CENTER_REFRESH_TOKEN: 'token',
};
const DIRECT = { AGREEMENT_TYPE: 'MicrosoftCustomerAgreement', CONFIRMATION_ROUTE: 'direct' };

describe('the warning at the start', () => {
  it('says what Microsoft retired and what to set, where partners still state acceptance to the real service', () => {
    const warning = routeWarning(loadConfig(REAL));

    for (const part of ['5 January 2026', 'CONFIRMATION_ROUTE=direct']) expect(warning).toContain(part);
  });

  it.each([
    ['customers accept with Microsoft itself', { ...REAL, ...DIRECT }],
    ['the service is a sandbox', {}],
  ])('is not given where %s', (_where, settings) => {
    expect(routeWarning(loadConfig(settings))).toBeUndefined();
  });
});
