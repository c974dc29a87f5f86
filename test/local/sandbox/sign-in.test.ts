import { afterEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/local/sandbox/sandbox.ts';
import { requestToken, wireTo } from '../../support/sandbox-wire.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

async function start(options: SandboxOptions = {}) {
  sandbox = await startSandbox({ clock: { now: () => new Date('2021-06-15T10:00:00Z') }, ...options });
  return wireTo(sandbox);
}

describe('the token endpoint', () => {
  it('answers in the older dialect with its numbers as text', async () => {
    await start();

    const { status, json } = await requestToken(sandbox);

    expect(status).toBe(200);
    expect(json).toMatchObject({
      token_type: 'Bearer',
      expires_in: '3599',
      expires_on: expect.stringMatching(/^\d+$/) as unknown,
      resource: 'https://api.partnercenter.microsoft.com',
      refresh_token: sandbox.credentials.refreshToken,
    });
  });

  it('answers in the newer dialect with numbers', async () => {
    await start();
    const scope = 'https://api.partnercenter.microsoft.com/user_impersonation';

    const { json } = await requestToken(sandbox, { scope }, sandbox.tokenUrlV2);

    expect(json).toMatchObject({ expires_in: 3599, scope });
  });

  it.each([
    ['another app', { client_id: 'x' }, 'unauthorized_client'],
    ['a wrong secret', { client_secret: 'x' }, 'invalid_client'],
    ['an unknown refresh token', { refresh_token: 'x' }, 'invalid_grant'],
    ['a forged rotated token', { refresh_token: 'sandbox-refresh-token.1.abc' }, 'invalid_grant'],
    ['a password', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('refuses %s', async (_case, form, error) => {
    await start();

    const reply = await requestToken(sandbox, form);

    expect(reply.json['error']).toBe(error);
  });

  it('rotates a refresh token on demand: the new one counts, the old one no longer', async () => {
    await start();
    sandbox.control.fault({ fault: 'rotate-refresh-token' });

    const rotated = (await requestToken(sandbox)).json['refresh_token'] as string;
    const withOld = await requestToken(sandbox);
    const withNew = await requestToken(sandbox, { refresh_token: rotated });

    expect(withOld.json['error']).toBe('invalid_grant');
    expect(withNew.status).toBe(200);
  });

  it('knows a rotated refresh token after a restart', async () => {
    await start();
    sandbox.control.fault({ fault: 'rotate-refresh-token' });
    const rotated = (await requestToken(sandbox)).json['refresh_token'] as string;
    await sandbox.stop();
    await start();

    const reply = await requestToken(sandbox, { refresh_token: rotated });

    expect(reply.status).toBe(200);
  });
});
