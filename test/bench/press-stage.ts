import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { httpCall } from '../../src/http-call.ts';
import { startEmbedded } from '../../src/local/postgres/start-embedded.ts';
import { startSandbox, type Sandbox } from '../../src/local/sandbox/sandbox.ts';
import { personalChat, teamsClient, type WireActivity } from '../support/activities.ts';
import { removeFolder, startBotProcess, type BotProcess } from '../support/bot-process.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { eventually } from '../support/eventually.ts';
import { sandboxSettings } from '../support/sandbox-settings.ts';

const UNLIMITED = { customersPerMinute: Infinity, confirmationsPerMinute: Infinity };
const DETAILS = { acceptanceDate: '2018-10-03', firstName: 'Ana', lastName: 'Sample', phoneNumber: '' };

/** What a form that was not recorded in time says, with all that was typed. */
const GIVEN_BACK = 'Everything you typed is still here';

export interface Press {
  ms: number;
  /** Not so when the form came back, to be pressed again. */
  isRecorded: boolean;
}

/** A bot in a process of its own, with Partner Center beside it and as many customers as there will be presses. */
export interface PressStage {
  bot: BotProcess;
  databaseUrl: string;
  /** Presses the form's button for one person and another customer each time. */
  press(person: number): Promise<Press>;
  /** Presses a button that needs no database, for comparison; gives the milliseconds. */
  help(person: number): Promise<number>;
  close(): Promise<void>;
}

/** Opens the stage once every customer is known. */
export async function pressStage(people: number, presses: number): Promise<PressStage> {
  const connector = await connectorStandIn();
  const sandbox = await startSandbox({ customers: presses, throttle: UNLIMITED });
  const bot = await startBotProcess(settingsFor(sandbox));
  const server = await startEmbedded({ dataDir: bot.dataDir });
  const customerIds = await knownCustomers(server.url, presses);
  const ids = Array.from({ length: people }, () => randomUUID());
  return {
    bot,
    databaseUrl: server.url,
    press: async (person) => {
      const activity = formPress(connector.serviceUrl, person, ids[person]!, customerIds.pop()!);
      const { ms, text } = await timed(bot.port, activity);
      const isRecorded = text.includes('📨');
      if (!isRecorded && !text.includes(GIVEN_BACK)) {
        throw new Error(`A press was not recorded: ${text.slice(0, 200)}`);
      }
      return { ms, isRecorded };
    },
    help: async (person) => {
      const activity = client(connector.serviceUrl, person, ids[person]!).execute('help.show');
      return (await timed(bot.port, activity)).ms;
    },
    close: async () => {
      await server.stop();
      await bot.end('SIGTERM');
      await sandbox.stop();
      await connector.close();
      await removeFolder(bot.dataDir);
    },
  };
}

function client(serviceUrl: string, person: number, id: string) {
  return teamsClient({
    serviceUrl,
    place: personalChat(`a:bench-${person}`),
    person: { id: `29:bench-${person}`, aadObjectId: id, name: `Person ${person}` },
    locale: 'en-US',
  });
}

/** A press of the form's button: one more on purpose, so that it does not matter who is confirmed already. */
function formPress(serviceUrl: string, person: number, id: string, customerId: string): WireActivity {
  const data = { formId: randomUUID(), again: true, language: 'en' };
  const inputs = { ...DETAILS, customerId, email: `person${person}@client.example` };
  return client(serviceUrl, person, id).execute('confirmation.submit', data, inputs);
}

/** Sends an activity and gives the answer, with the milliseconds it took. The caller costs little: both share the machine. */
async function timed(port: number, activity: WireActivity): Promise<{ ms: number; text: string }> {
  const body = JSON.stringify(activity);
  const began = performance.now();
  const { text } = await httpCall({
    url: `http://127.0.0.1:${port}/api/messages`,
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
    timeoutMs: 30_000,
  });
  return { ms: performance.now() - began, text };
}

/** All customers, once the first sync is over. */
async function knownCustomers(url: string, count: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return eventually(
    async () => {
      const { rows } = await client.query<{ id: string }>(
        `select id from customers where agreement_state <> 'unknown'`,
      );
      if (rows.length < count) throw new Error(`Only ${rows.length} customers are known`);
      return rows.map(({ id }) => id);
    },
    { withinMs: 120_000 },
  ).finally(() => client.end());
}

/** Partner Center outside the bot's process, as in life, and no limit on what is filed while people press. */
function settingsFor(sandbox: Sandbox): Record<string, string> {
  return {
    ...sandboxSettings(sandbox),
    PARTNER_CENTER_REQUESTS_PER_MINUTE: '1000000',
    LOG_LEVEL: 'warn',
  };
}

/** The value below which a share of the times lie. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const shown = (ms: number) => `${ms.toFixed(1)} ms`;
