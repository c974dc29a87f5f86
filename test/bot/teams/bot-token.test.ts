import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BotRegistration } from '../../../src/config.ts';
import { TENANT } from '../../support/activities.ts';
import { botAuthority, type Authority } from '../../support/authority.ts';
import { CARRIER_NAMES, channelBy, registrationAt } from '../../support/channel.ts';
import { connectorStandIn, type ConnectorStandIn } from '../../support/connector-stand-in.ts';

const MESSAGE = { type: 'message', text: 'Rappel' } as const;

describe.each(CARRIER_NAMES)('the bot’s own token by %s', (carrier) => {
  let teams: ConnectorStandIn;

  beforeEach(async () => {
    teams = await connectorStandIn();
  });
  afterEach(() => teams.close());

  async function say(registration: BotRegistration, times: number): Promise<unknown[]> {
    const service = channelBy(carrier, registration).at(teams.serviceUrl);
    return Promise.all(Array.from({ length: times }, () => service.post('a:chat', MESSAGE)));
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
      ...registrationAt(authority),
      appPassword: '',
      certificate,
    });

    it('gets the bot its token in place of a password', async () => {
      await say(registration(), 20);

      expect(shownTokens()).toEqual(['Bearer bot-token-1']);
      expect(authority.tokenRequests).toHaveLength(1);
    });

    it('of another key does not', async () => {
      const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
      const privateKey = other.export({ type: 'pkcs8', format: 'pem' }).toString();

      await expect(
        say({ ...registration(), certificate: { ...certificate, privateKey } }, 1),
      ).rejects.toThrow('The login address answered 401');
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
});
