import type { Server } from 'restify';
import type { IncomingActivity } from '../../bot/teams/activity.ts';
import type { Exchange } from '../../bot/teams/channel.ts';
import { CHANNEL_ISSUER, type GateRules } from '../../bot/endpoint/gate.ts';
import type { Readiness } from '../../bot/endpoint/readiness.ts';
import { createServer } from '../../bot/endpoint/server.ts';
import { createSigningKeys } from '../../bot/endpoint/signing-keys.ts';
import { createTokenCheck } from '../../bot/endpoint/token-check.ts';
import { createMetrics, type Metrics } from '../../src/metrics.ts';
import { TENANT } from './activities.ts';
import { botAuthority, type Authority } from './authority.ts';
import { channelBy, registrationAt, type Carrier } from './channel.ts';
import { logLines } from './log-lines.ts';

/** What a bot that works, or one whose database is away, says of itself. */
export const readinessOf = (isReady: boolean): Readiness =>
  isReady ? { kind: 'ready' } : { kind: 'not-ready', because: 'database' };

/** The bot's door alone, as a registered bot has it: what passes it is noted, and answered with `onTurn`. */
export interface DoorUnderTest {
  server: Server;
  port: number;
  authority: Authority;
  /** The only service that is answered. */
  serviceUrl: string;
  /** What reached the turn. */
  turns: IncomingActivity[];
  /** What was logged, one JSON text a line. */
  lines: string[];
  onTurn: (exchange: Exchange) => Promise<void>;
  isReady: boolean;
  metrics: Metrics;
  close(): Promise<void>;
}

export async function doorUnderTest(carrier: Carrier = 'sdk'): Promise<DoorUnderTest> {
  const authority = await botAuthority();
  const { appId, settings } = authority;
  const { log, lines } = logLines();
  const metrics = createMetrics();
  const gate: GateRules = {
    tokenIssuer: CHANNEL_ISSUER,
    allowedTenantIds: new Set([TENANT]),
    allowedServiceHosts: new Set(['smba.trafficmanager.net']),
  };
  const keys = createSigningKeys({ metadataUrl: settings.ToBotFromChannelOpenIdMetadataUrl ?? '', log });
  const server = createServer({
    channel: channelBy(carrier, registrationAt(authority)),
    gate,
    tokens: createTokenCheck({ rules: gate, appId, keys }),
    onTurn: async (exchange) => {
      door.turns.push(exchange.activity);
      await door.onTurn(exchange);
    },
    readiness: async () => readinessOf(door.isReady),
    metrics,
    metricsAccess: 'loopback',
    log,
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const door: DoorUnderTest = {
    server,
    port: server.address().port,
    authority,
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    turns: [],
    lines,
    onTurn: async () => undefined,
    isReady: true,
    metrics,
    async close() {
      (server.server as { closeAllConnections(): void }).closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(resolve);
      });
      await authority.close();
    },
  };
  return door;
}
