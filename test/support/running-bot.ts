import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { startBot } from '../../bot/bot.ts';
import { loadConfig } from '../../src/config.ts';
import { createLogger, type Logger } from '../../src/logger.ts';
import type { Clock } from '../../src/use-cases/ports/clock.ts';
import type { WireActivity } from './activities.ts';
import { connectorStandIn, type ConnectorStandIn } from './connector-stand-in.ts';
import { testDatabase, TEST_ENCRYPTION_KEY, type TestDatabase } from './database.ts';

/** What the bot answered a call with. */
export interface Reply {
  status: number;
  /** The invoke's answer; undefined when there was no body. */
  body: { statusCode?: number; type?: string; value?: unknown } | undefined;
}

/** A whole bot, spoken to over HTTP: its own database and sandbox, and a stand-in for Teams. */
export interface BotUnderTest {
  connector: ConnectorStandIn;
  data: TestDatabase;
  /** Scheme, host and port. */
  address: string;
  sandboxUrl: string;
  /** The settings it runs with, for commands that run beside it. */
  settings: Record<string, string>;
  /** Sends an activity as Teams does. */
  send(activity: WireActivity | Record<string, unknown>, authorization?: string): Promise<Reply>;
}

/** Starts a bot for a test file and stops it after. Call it once at the top of the file. */
export async function runningBot(
  options: {
    settings?: Record<string, string>;
    clock?: Clock;
    log?: Logger;
    /** Gives the bot another way to its database, such as one that can be cut. */
    wayTo?: (databaseUrl: string) => Promise<string>;
  } = {},
): Promise<BotUnderTest> {
  const data = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'mca-trip-'));
  const connector = await connectorStandIn();
  const settings = {
    DATABASE_URL: options.wayTo ? await options.wayTo(data.url) : data.url,
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    PORT: '0',
    PLAYGROUND: 'off',
    ...options.settings,
  };
  const bot = await startBot({
    config: loadConfig(settings),
    log: options.log ?? createLogger('silent'),
    applicationName: 'bot-under-test',
    report: () => undefined,
    onTakenOver: () => undefined,
    ...(options.clock && { clock: options.clock }),
  });
  afterAll(async () => {
    await bot.stop();
    await connector.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    connector,
    data,
    settings,
    address: new URL(bot.messagesUrl).origin,
    sandboxUrl: bot.sandboxUrl ?? '',
    send: async (activity, authorization) => {
      const answer = await fetch(bot.messagesUrl, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(authorization && { Authorization: authorization }),
        },
        body: JSON.stringify(activity),
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? (JSON.parse(text) as Reply['body']) : undefined };
    },
  };
}
