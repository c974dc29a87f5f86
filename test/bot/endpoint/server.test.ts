import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import type { IncomingActivity } from '../../../bot/teams/activity.ts';
import type { Exchange } from '../../../bot/teams/channel.ts';
import { MAX_BODY_BYTES } from '../../../bot/endpoint/body.ts';
import { CHANNEL_ISSUER, type GateRules } from '../../../bot/endpoint/gate.ts';
import { createMetricsServer, createServer } from '../../../bot/endpoint/server.ts';
import { createSigningKeys } from '../../../bot/endpoint/signing-keys.ts';
import { createTokenCheck } from '../../../bot/endpoint/token-check.ts';
import { createMetrics, type Metrics } from '../../../src/metrics.ts';
import { teamsClient, TENANT } from '../../support/activities.ts';
import { botAuthority, type Authority } from '../../support/authority.ts';
import { readinessOf } from '../../support/door.ts';
import { logLines } from '../../support/log-lines.ts';
import { samplesIn } from '../../support/read-metrics.ts';
import { CARRIER_NAMES, channelBy, registrationAt } from '../../support/channel.ts';

const SERVICE = 'https://smba.trafficmanager.net/emea/';

const gate: GateRules = {
  tokenIssuer: CHANNEL_ISSUER,
  allowedTenantIds: new Set([TENANT]),
  allowedServiceHosts: new Set(['smba.trafficmanager.net']),
};

describe.each(CARRIER_NAMES)('with the channel by %s,', (carrier) => {
  let authority: Authority;
  let server: ReturnType<typeof createServer>;
  let lines: string[];
  /** What reached the turn. */
  let turns: IncomingActivity[];
  let onTurn: (exchange: Exchange) => Promise<void>;
  let isReady: boolean;
  let metrics: Metrics;

  beforeEach(async () => {
    authority = await botAuthority();
    const { appId, settings } = authority;
    const logged = logLines();
    lines = logged.lines;
    turns = [];
    onTurn = async () => undefined;
    isReady = true;
    metrics = createMetrics();
    server = createServer({
      channel: channelBy(carrier, registrationAt(authority)),
      gate,
      tokens: createTokenCheck({
        rules: gate,
        appId,
        keys: createSigningKeys({
          metadataUrl: settings.ToBotFromChannelOpenIdMetadataUrl ?? '',
          log: logged.log,
        }),
      }),
      onTurn: async (exchange) => {
        turns.push(exchange.activity);
        await onTurn(exchange);
      },
      readiness: async () => readinessOf(isReady),
      metrics,
      metricsAccess: 'loopback',
      log: logged.log,
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(async () => {
    (server.server as { closeAllConnections(): void }).closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
    await authority.close();
  });

  const port = () => server.address().port;
  const genuine = () => authority.authorization({ serviceUrl: SERVICE });
  const message = (changes?: Record<string, unknown>) =>
    teamsClient({ serviceUrl: SERVICE, appId: authority.appId }).message('bonjour', changes);

  async function post(body: unknown, authorization?: string) {
    const answer = await fetch(`http://127.0.0.1:${port()}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(authorization && { Authorization: authorization }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, text: await answer.text() };
  }

  describe('POST /api/messages', () => {
    it('hands a genuine activity to the turn', async () => {
      const answer = await post(message(), await genuine());

      expect(answer.status).toBe(200);
      expect(turns.map(({ text }) => text)).toEqual(['bonjour']);
    });

    it('answers an invoke with what the turn gives', async () => {
      onTurn = async (exchange) => {
        await exchange.answerInvoke({ statusCode: 200 });
      };
      const press = teamsClient({ serviceUrl: SERVICE }).execute('confirmation.open');

      const answer = await post(press, await genuine());

      expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { statusCode: 200 }]);
    });

    it.each<[string, number, () => Promise<[body: unknown, authorization?: string]>]>([
      ['no token', 401, async () => [message()]],
      ['a token of another issuer', 401, async () => [message(), await entraToken()]],
      [
        'a forged token',
        401,
        async () => [message(), await authority.forgedAuthorization({ serviceUrl: SERVICE })],
      ],
      [
        'an unsigned token',
        401,
        async () => [message(), authority.unsignedAuthorization({ serviceUrl: SERVICE })],
      ],
      [
        'a token for another service',
        401,
        async () => [message(), await authority.authorization({ serviceUrl: `${SERVICE}x` })],
      ],
      ['another channel', 403, async () => [message({ channelId: 'AseChannel' }), await genuine()]],
      [
        'another tenant',
        403,
        async () => [teamsClient({ serviceUrl: SERVICE, tenantId: 'other' }).message('x'), await genuine()],
      ],
      [
        'another service host',
        403,
        async () => [message({ serviceUrl: 'https://evil.example' }), await genuine()],
      ],
      ['a body that is no JSON', 400, async () => ['nonsense', await genuine()]],
      ['a body that is no activity', 400, async () => [{ hello: 'world' }, await genuine()]],
      ['a body that is a list', 400, async () => [[message()], await genuine()]],
      ['a body that is too large', 413, async () => ['x'.repeat(MAX_BODY_BYTES + 1), await genuine()]],
    ])('refuses %s with %i and nothing else', async (_what, status, sent) => {
      const [body, authorization] = await sent();

      const answer = await post(body, authorization);

      expect(answer).toEqual({ status, text: '' });
      expect(turns).toEqual([]);
    });

    it('asks who sends before it reads what is sent', async () => {
      const answer = await post('x'.repeat(MAX_BODY_BYTES + 1));

      expect(answer.status).toBe(401);
    });

    it('logs why a call was refused, and nothing of the call', async () => {
      const authorization = await genuine();

      await post(message({ channelId: 'webchat', text: 'secret-1' }), authorization);

      expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
        { status: 403, reason: 'channel' },
      ]);
      expect(lines.join()).not.toMatch(/secret-1|Camille|eyJ/);
    });

    it('counts refused calls by reason, and nothing else of the call', async () => {
      await post(message());
      await post(message({ channelId: 'webchat' }), await genuine());
      await post(message({ channelId: 'secret-1' }), await genuine());
      await post('nonsense', await genuine());

      const { text } = await metrics.read();

      const refused = [...samplesIn(text)].filter(
        ([name, count]) => name.startsWith('mca_refused') && count > 0,
      );
      expect(Object.fromEntries(refused)).toEqual({
        'mca_refused_calls_total{reason="no-token"}': 1,
        'mca_refused_calls_total{reason="channel"}': 2,
        'mca_refused_calls_total{reason="broken-body"}': 1,
      });
      expect(text).not.toContain('secret-1');
    });

    it.each([
      ['just over the limit', MAX_BODY_BYTES + 1],
      ['far over the limit', 5_000_000],
    ])('answers 413 to a body in chunks of unannounced length %s', async (_what, bytes) => {
      const status = await chunked('x'.repeat(bytes), await genuine());

      expect(status).toBe(413);
    });

    it('answers 413 to a body far over the limit that is sent to its end', async () => {
      const answer = await post('x'.repeat(5_000_000), await genuine());

      expect(answer.status).toBe(413);
    });
  });

  describe('health', () => {
    const get = async (path: string) => (await fetch(`http://127.0.0.1:${port()}${path}`)).status;

    it('is good while the process lives', async () => {
      isReady = false;

      expect(await get('/healthz')).toBe(200);
    });

    it('says whether work can be done', async () => {
      const ready = await get('/readyz');
      isReady = false;
      const notReady = await get('/readyz');

      expect([ready, notReady]).toEqual([200, 503]);
    });

    it('is all there is', async () => {
      expect([await get('/'), await get('/api/messages'), await get('/.env')]).toEqual([404, 405, 404]);
    });
  });

  describe('metrics with a listener of their own', () => {
    let alone: ReturnType<typeof createMetricsServer>;
    beforeEach(async () => {
      alone = createMetricsServer({ metrics, metricsAccess: 'loopback', log: logLines().log });
      await new Promise<void>((resolve) => {
        alone.listen(0, '127.0.0.1', resolve);
      });
    });
    afterEach(async () => {
      (alone.server as { closeAllConnections(): void }).closeAllConnections();
      await new Promise<void>((resolve) => {
        alone.close(resolve);
      });
    });
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${alone.address().port}${path}`);
      return { status: answer.status, text: await answer.text() };
    };

    it('are read there', async () => {
      const { status, text } = await get('/metrics');

      expect(status).toBe(200);
      expect(samplesIn(text).get('mca_slow_invokes_total')).toBe(0);
    });

    it('are all there is there', async () => {
      const statuses = [];
      for (const path of ['/healthz', '/readyz', '/api/messages']) statuses.push((await get(path)).status);

      expect(statuses).toEqual([404, 404, 404]);
    });
  });

  async function entraToken(): Promise<string> {
    return authority.authorization({ serviceUrl: SERVICE, issuer: `https://sts.windows.net/${TENANT}/` });
  }

  /** Sends a body in chunks and gives the status, or why there was none. */
  async function chunked(body: string, authorization: string): Promise<number | string> {
    return new Promise((resolve) => {
      const outgoing = request({
        host: '127.0.0.1',
        port: port(),
        path: '/api/messages',
        method: 'POST',
        agent: false,
        headers: { Authorization: authorization, 'Transfer-Encoding': 'chunked' },
      });
      outgoing.on('response', (response) => resolve(response.resume().statusCode ?? 0));
      outgoing.on('error', (error) => resolve(error.message));
      outgoing.end(body);
    });
  }
});
