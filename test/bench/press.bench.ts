import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { httpCall } from '../../src/http-call.ts';
import { startEmbedded } from '../../src/local/postgres/start-embedded.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { personalChat, teamsClient } from '../support/activities.ts';
import { removeFolder, startBotProcess } from '../support/bot-process.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { eventually } from '../support/eventually.ts';
import { sandboxSettings } from '../support/sandbox-settings.ts';

const PEOPLE = 20;
const WAVES = 30;
/** The first of a new process are slower, for whatever is compiled then; they have a line of their own. */
const FIRST_WAVES = 5;
const BETWEEN_WAVES_MS = 250;
const LIMIT_MS = 150;
/** Enough for a customer of its own for each press. */
const CUSTOMERS = PEOPLE * (WAVES + FIRST_WAVES);

const UNLIMITED = { customersPerMinute: Infinity, confirmationsPerMinute: Infinity };
const PEOPLE_IDS = Array.from({ length: PEOPLE }, () => randomUUID());
const DETAILS = { acceptanceDate: '2018-10-03', firstName: 'Ana', lastName: 'Sample', phoneNumber: '' };

/**
 * From the press of the form's button to the card that answers, over HTTP, with the commit synced to the disk: twenty
 * people at the same moment, while what they pressed before is being filed. Beside it, a bare insert and commit of
 * twenty connections to the same server.
 */
export async function* bench(): AsyncIterable<string> {
  const connector = await connectorStandIn();
  const sandbox = await startSandbox({ customers: CUSTOMERS, throttle: UNLIMITED });
  const bot = await startBotProcess(settingsFor(sandbox));
  const server = await startEmbedded({ dataDir: bot.dataDir });
  const clients = await Promise.all(Array.from({ length: PEOPLE }, () => connect(server.url)));
  try {
    const customerIds = await knownCustomers(clients[0]!);
    await clients[0]!.query('create table bare (id text primary key, at timestamptz not null)');
    const press = (person: number) => timePress(connector.serviceUrl, bot.port, person, customerIds.pop()!);
    const bare = (person: number) => timeBareCommit(clients[person]!);

    // In the same rhythm, so that what is filed of the first ones slows no others down.
    const first = await waves(FIRST_WAVES, [press, bare]);
    const [presses, commits] = await waves(WAVES, [press, bare]);

    const p99 = quantile(presses!, 0.99);
    const verdict = p99 <= LIMIT_MS ? 'within' : 'OVER';
    yield [
      `${PEOPLE} people at once, ${presses!.length} presses `,
      `median ${shown(quantile(presses!, 0.5))}`,
      `p99 ${shown(p99)} (${verdict} the limit of ${LIMIT_MS} ms)`,
      `a bare insert and commit: median ${shown(quantile(commits!, 0.5))}, p99 ${shown(quantile(commits!, 0.99))}`,
    ].join('  ');
    yield `the first ${first[0]!.length} presses of a new process  p99 ${shown(quantile(first[0]!, 0.99))}`;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
    await server.stop();
    await bot.end('SIGTERM');
    await sandbox.stop();
    await connector.close();
    await removeFolder(bot.dataDir);
  }
}

/** Times of each kind of call, everybody's at once, wave after wave, the kinds in turn. Milliseconds. */
async function waves(count: number, kinds: ((person: number) => Promise<number>)[]): Promise<number[][]> {
  const times = kinds.map((): number[] => []);
  for (let wave = 0; wave < count; wave += 1) {
    for (const [kind, call] of kinds.entries()) {
      await pause(BETWEEN_WAVES_MS);
      const people = Array.from({ length: PEOPLE }, (_, person) => call(person));
      times[kind]!.push(...(await Promise.all(people)));
    }
  }
  return times;
}

async function timePress(
  serviceUrl: string,
  port: number,
  person: number,
  customerId: string,
): Promise<number> {
  const client = teamsClient({
    serviceUrl,
    place: personalChat(`a:bench-${person}`),
    person: { id: `29:bench-${person}`, aadObjectId: PEOPLE_IDS[person]!, name: `Person ${person}` },
    locale: 'en-US',
  });
  // One more on purpose, so that it does not matter who turns out to be confirmed already.
  const data = { formId: randomUUID(), again: true, language: 'en' };
  const inputs = { ...DETAILS, customerId, email: `person${person}@client.example` };
  const body = JSON.stringify(client.execute('confirmation.submit', data, inputs));
  const began = performance.now();
  // A caller that costs little: it runs on the same two processors.
  const { status, text } = await httpCall({
    url: `http://127.0.0.1:${port}/api/messages`,
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
    timeoutMs: 30_000,
  });
  const ms = performance.now() - began;
  if (!text.includes('📨')) throw new Error(`A press was not recorded: ${status} ${text.slice(0, 200)}`);
  return ms;
}

async function timeBareCommit(client: pg.Client): Promise<number> {
  const began = performance.now();
  await client.query('insert into bare values ($1, now())', [randomUUID()]);
  return performance.now() - began;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** All customers, once the first sync is over. */
async function knownCustomers(client: pg.Client): Promise<string[]> {
  return eventually(
    async () => {
      const { rows } = await client.query<{ id: string }>(
        `select id from customers where agreement_state <> 'unknown'`,
      );
      if (rows.length < CUSTOMERS) throw new Error(`Only ${rows.length} customers are known`);
      return rows.map(({ id }) => id);
    },
    { withinMs: 60_000 },
  );
}

/** Partner Center outside the bot's process, as in life, and no limit on what is filed while people press. */
function settingsFor(sandbox: Sandbox): Record<string, string> {
  return {
    ...sandboxSettings(sandbox),
    PARTNER_CENTER_REQUESTS_PER_MINUTE: '1000000',
    LOG_LEVEL: 'warn',
  };
}

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const shown = (ms: number) => `${ms.toFixed(1)} ms`;
