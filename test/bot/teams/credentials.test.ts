import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AppCredentials,
  CertificateAppCredentials,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { BotAdapter } from '../../../bot/teams/adapter.ts';
import { createConnectorHttp } from '../../../bot/teams/connector-http.ts';
import { SharedCredentials } from '../../../bot/teams/credentials.ts';

import type { BotRegistration } from '../../../src/config.ts';
import { TENANT } from '../../support/activities.ts';
import { botAuthority, type Authority } from '../../support/authority.ts';
import { connectorStandIn, type ConnectorStandIn } from '../../support/connector-stand-in.ts';
import { roomyBudget } from '../../support/teams-budget.ts';

const MESSAGE = { type: 'message', text: 'Rappel' } as const;

let teams: ConnectorStandIn;

beforeEach(async () => {
  teams = await connectorStandIn();
});
afterEach(() => teams.close());

async function say(registration: BotRegistration, times: number): Promise<unknown[]> {
  const adapter = new BotAdapter(registration, createConnectorHttp(roomyBudget()));
  const { conversations } = await adapter.connectorFor(teams.serviceUrl);
  return Promise.all(
    Array.from({ length: times }, () => conversations.sendToConversation('a:chat', MESSAGE)),
  );
}
const shownTokens = () => [...new Set(teams.calls.map(({ authorization }) => authorization))];

describe('a certificate', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificate = {
    thumbprint: 'AB'.repeat(20),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  let authority: Authority;

  beforeEach(async () => {
    authority = await botAuthority({ certificateKey: pair.publicKey });
  });
  afterEach(() => authority.close());

  const registration = (): BotRegistration => ({
    appId: authority.appId,
    appPassword: '',
    certificate,
    appType: 'SingleTenant',
    tenantId: TENANT,
    authority: authority.settings,
  });

  it('gets the bot its token in place of a password', async () => {
    await say(registration(), 20);

    expect(shownTokens()).toEqual(['Bearer bot-token-1']);
    expect(authority.tokenRequests).toHaveLength(1);
  });

  it('of somebody else does not', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const privateKey = other.export({ type: 'pkcs8', format: 'pem' }).toString();

    await expect(say({ ...registration(), certificate: { ...certificate, privateKey } }, 1)).rejects.toThrow(
      'The login address answered 401',
    );
  });

  it('is shown to the login address of the settings, and to the public one without', async () => {
    const made = async (loginEndpoint: string) => {
      const inner = new (class extends Recorded {
        override async createCredentials(appId: string) {
          this.made = new CertificateAppCredentials(
            appId,
            certificate.thumbprint,
            certificate.privateKey,
            TENANT,
          );
          return this.made;
        }
      })();
      await new SharedCredentials(inner).createCredentials('app', 'scope', loginEndpoint, true);
      return inner.made?.oAuthEndpoint;
    };

    expect(await made('https://login.microsoftonline.us/tenant')).toBe(
      'https://login.microsoftonline.us/tenant',
    );
    expect(await made('https://login.microsoftonline.com/botframework.com')).toBe(
      `https://login.microsoftonline.com/${TENANT}`,
    );
  });
});

describe('a managed identity', () => {
  let machine: Server;
  let asked: { url: URL; header: string | undefined }[];

  beforeEach(async () => {
    asked = [];
    machine = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://machine');
      asked.push({ url, header: request.headers['x-identity-header'] as string | undefined });
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify({
          access_token: 'identity-token',
          expires_on: Math.floor(Date.now() / 1_000) + 3_600,
          resource: url.searchParams.get('resource'),
          token_type: 'Bearer',
        }),
      );
    });
    await new Promise<void>((resolve) => machine.listen(0, '127.0.0.1', resolve));
    process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${(machine.address() as AddressInfo).port}/msi/token`;
    process.env.IDENTITY_HEADER = 'the-header-of-the-machine';
  });
  afterEach(async () => {
    delete process.env.IDENTITY_ENDPOINT;
    delete process.env.IDENTITY_HEADER;
    machine.closeAllConnections();
    await new Promise((resolve) => machine.close(resolve));
  });

  it('gets the bot its token from the machine it runs on, once for many', async () => {
    const registration: BotRegistration = {
      appId: '11111111-2222-4333-8444-555555555555',
      appPassword: '',
      appType: 'UserAssignedMSI',
      tenantId: TENANT,
      authority: undefined,
    };

    await say(registration, 20);

    expect(shownTokens()).toEqual(['Bearer identity-token']);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.header).toBe('the-header-of-the-machine');
    expect(asked[0]?.url.searchParams.get('client_id')).toBe(registration.appId);
    expect(asked[0]?.url.searchParams.get('resource')).toBe('https://api.botframework.com');
  });
});

describe('credentials of the SDK', () => {
  it('are asked once for everybody who waits, and once more after a failure', async () => {
    const factory = new Recorded();
    const { signRequest } = await new SharedCredentials(factory).createCredentials('app', 'scope', '', true);
    const ask = async () => {
      let token = '';
      await signRequest({
        headers: { set: (_name: string, value: string) => void (token = value) },
      } as never);
      return token;
    };
    factory.fails = true;

    const failed = await Promise.allSettled(Array.from({ length: 10 }, ask));
    factory.fails = false;
    const tokens = await Promise.all(Array.from({ length: 10 }, ask));

    expect(new Set(failed.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(new Set(tokens)).toEqual(new Set(['Bearer token-2']));
    expect(factory.asked).toBe(2);
  });
});

/** Stands in for the SDK's own factories, whose login addresses are https and elsewhere. */
class Recorded extends ServiceClientCredentialsFactory {
  asked = 0;
  fails = false;
  made: AppCredentials | undefined;

  override async isValidAppId(): Promise<boolean> {
    return true;
  }
  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }
  override async createCredentials(appId: string): Promise<AppCredentials> {
    const answer = async () => {
      this.asked += 1;
      const number = this.asked;
      await new Promise((resolve) => setImmediate(resolve));
      if (this.fails) throw new Error('The login address is away');
      return { accessToken: `token-${number}`, expiresOn: new Date(Date.now() + 3_600_000) };
    };
    return new (class extends AppCredentials {
      protected override refreshToken = answer;
    })(`${appId}-${Math.random()}`, undefined, 'scope');
  }
}
