import { beforeEach, describe, expect, it } from '@jest/globals';
import { claimDatabase } from '../../src/composition/own-partner.ts';
import { loadConfig } from '../../src/config.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';

const { database, clear } = await testDatabase();
beforeEach(clear);

const CONTOSO = {
  MicrosoftAppId: 'an-app',
  MicrosoftAppPassword: 'a-password',
  MicrosoftAppTenantId: 'CONTOSO-TENANT',
  ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
  PARTNER_CENTER_BASE_URL: 'https://api.partnercenter.microsoft.com',
  PARTNER_CENTER_TOKEN_URL: 'https://login.microsoftonline.com/contoso.example/oauth2/token',
  PARTNER_CENTER_CLIENT_ID: 'a-client',
  PARTNER_CENTER_CLIENT_SECRET: 'a-secret',
  PARTNER_CENTER_REFRESH_TOKEN: 'a-token',
};
const start = (settings: Record<string, string>) => claimDatabase(loadConfig(settings), database);

describe('a database', () => {
  it('stays its partner’s while secrets, sign-ins and applications change', async () => {
    await start(CONTOSO);

    await start({
      ...CONTOSO,
      MicrosoftAppId: 'another-app',
      MicrosoftAppPassword: 'another-password',
      MicrosoftAppTenantId: 'contoso-tenant',
      PARTNER_CENTER_TOKEN_URL: 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token',
      PARTNER_CENTER_CLIENT_ID: 'another-client',
      PARTNER_CENTER_CLIENT_SECRET: 'another-secret',
      PARTNER_CENTER_REFRESH_TOKEN: 'another-token',
    });
  });

  it.each([
    ['the bot’s tenant', { MicrosoftAppTenantId: 'fabrikam-tenant' }, /MicrosoftAppTenantId\)/],
    [
      'the account at Partner Center',
      { PARTNER_CENTER_TOKEN_URL: 'https://login.microsoftonline.com/fabrikam.example/oauth2/token' },
      /PARTNER_CENTER_TOKEN_URL\)+/,
    ],
  ])('is refused to another partner in one line that says what to do: %s', async (_what, changes, named) => {
    await start(CONTOSO);

    const refusal = start({ ...CONTOSO, ...changes }).catch(String);

    expect(await refusal).toMatch(named);
    expect(await refusal).toMatch(
      /^StartError: This database holds another partner's data .*set DATABASE_URL/,
    );
    expect(await refusal).not.toMatch(/\n|fabrikam|contoso/i);
  });

  it('of two partners that start at once is one’s alone', async () => {
    const both = [CONTOSO, { ...CONTOSO, MicrosoftAppTenantId: 'fabrikam-tenant' }];

    const ends = await Promise.allSettled(both.map(start));

    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('of the local sandbox goes on in every era, and with a sandbox that is started apart', async () => {
    await start({});
    await start({ SANDBOX_ERA: 'customer-2021' });
    await start({ SANDBOX_ERA: 'retired-2026' });

    await start({
      PARTNER_CENTER_BASE_URL: 'http://127.0.0.1:45001',
      PARTNER_CENTER_TOKEN_URL: 'http://127.0.0.1:45001/sandbox-tenant/oauth2/token',
      PARTNER_CENTER_CLIENT_ID: 'a-client',
      PARTNER_CENTER_CLIENT_SECRET: 'a-secret',
      PARTNER_CENTER_REFRESH_TOKEN: 'a-token',
    });
    await expect(start(CONTOSO)).rejects.toThrow('PARTNER_CENTER_BASE_URL');
  });

  it('learns the bot’s tenant when the bot is registered, and keeps to it', async () => {
    const {
      MicrosoftAppId: _app,
      MicrosoftAppPassword: _word,
      MicrosoftAppTenantId: _tenant,
      ...local
    } = CONTOSO;
    await start(local);
    await start(CONTOSO);

    await expect(start({ ...CONTOSO, MicrosoftAppTenantId: 'fabrikam-tenant' })).rejects.toThrow(
      'MicrosoftAppTenantId',
    );
    await start(local);
  });
});
