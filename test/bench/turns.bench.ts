import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox } from '../../src/local/sandbox/sandbox.ts';
import { openFaq } from '../../src/faq/open-faq.ts';
import { FAQ_FOLDER } from '../faq/faq-files.ts';
import { personalChat, TENANT, teamsClient } from '../support/activities.ts';
import { botAuthority, type Authority } from '../support/authority.ts';
import { CARRIER_NAMES } from '../support/channel.ts';
import { connectorStandIn, type ConnectorStandIn } from '../support/connector-stand-in.ts';
import { sandboxSettings } from '../support/sandbox-settings.ts';
import { databaseCpu } from './database-cpu.ts';
import { startMeasured } from './measured-process.ts';

/** How many turns each bot has behind it before it is measured; 5,000 with `BENCH_WARM_UP=5000`. */
const WARM_UP = Number(process.env.BENCH_WARM_UP ?? 400);
const ROUNDS = 5;
const TURNS = 400;
const AT_ONCE = 8;
const CHATS = 20;
const LIMIT = 1;
const MODES = ['registered', 'local'] as const;

interface Measured {
  name: string;
  url: string;
  /** Processor time so far, in microseconds: of the bot, and of its database. */
  cpu(): Promise<{ bot: number; database: number }>;
  stop(): Promise<void>;
}

type Cost = Awaited<ReturnType<Measured['cpu']>>;

/**
 * Processor time for one turn: a question answered from the FAQ with a card by the whole bot and its database, over each
 * carrier, beside a bare echo bot of the SDK on restify. All are asked in turns and answer to the same stand-in for Teams.
 * Registered, they check the same signed tokens; in local mode there are none.
 */
export async function* bench(): AsyncIterable<string> {
  const [authority, connector] = await Promise.all([botAuthority(), connectorStandIn()]);
  try {
    for (const mode of MODES) yield* benchMode(mode, authority, connector);
  } finally {
    await Promise.all([authority.close(), connector.close()]);
  }
}

async function* benchMode(
  mode: (typeof MODES)[number],
  authority: Authority,
  connector: ConnectorStandIn,
): AsyncIterable<string> {
  const sandbox = await startSandbox();
  const common = {
    ...(mode === 'registered' && {
      ...authority.settings,
      MicrosoftAppId: authority.appId,
      MicrosoftAppPassword: authority.appPassword,
      MicrosoftAppTenantId: TENANT,
      ALLOWED_SERVICE_HOSTS: '127.0.0.1',
      ENCRYPTION_KEY: Buffer.alloc(32, 'bench key ').toString('base64'),
      ...sandboxSettings(sandbox),
    }),
    HOST: '127.0.0.1',
    PORT: '0',
    PLAYGROUND: 'off',
    LOG_LEVEL: 'info',
  };
  const asker = createAsker(mode === 'registered' ? authority : undefined, connector);
  const measured: Measured[] = [];
  try {
    measured.push(await startEcho(common));
    for (const carrier of CARRIER_NAMES) measured.push(await startWholeBot(carrier, common));
    for (const { name, url } of measured) {
      const answers = await asker.askMany(url, WARM_UP);
      const cards = answers.filter((activity) => activity.includes('faq.feedback'));
      const expected = name === 'echo' ? 0 : answers.length;
      if (cards.length !== expected)
        throw new Error(`${cards.length} answers of ${name} were cards of the FAQ`);
    }
    // The first customers are read meanwhile.
    await pause(2_000);
    const costs = measured.map((): Cost[] => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, each] of measured.entries()) {
        const before = await each.cpu();
        await asker.askMany(each.url, TURNS);
        const after = await each.cpu();
        costs[index]?.push(costOfTurn(before, after));
      }
    }
    const [bare = [], ...bots] = costs;
    yield `${mode}: bare echo  ${median(bare.map(total)).toFixed(2)} ms of CPU a turn (${spread(bare)}); after ${WARM_UP} turns each, median of ${ROUNDS} rounds of ${TURNS}`;
    for (const [index, ours] of bots.entries()) {
      const ratio = median(ours.map(total)) / median(bare.map(total));
      yield `${mode}: FAQ card over ${CARRIER_NAMES[index]}  ${median(ours.map(({ bot }) => bot)).toFixed(2)} ms + database ${median(ours.map(({ database }) => database)).toFixed(2)} ms (${spread(ours)})  ratio ${ratio.toFixed(2)}  limit ${LIMIT.toFixed(2)}`;
    }
  } finally {
    await Promise.all(measured.map(({ stop }) => stop()));
    await sandbox.stop();
  }
}

async function startEcho(settings: Record<string, string>): Promise<Measured> {
  const { url, cpu, stop } = await startMeasured('turns-echo.ts', settings);
  return { name: 'echo', url, stop, cpu: async () => ({ bot: await cpu(), database: 0 }) };
}

async function startWholeBot(carrier: string, settings: Record<string, string>): Promise<Measured> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mca-bench-'));
  const bot = await startMeasured('turns-bot.ts', { ...settings, TEAMS_CHANNEL: carrier, DATA_DIR: dataDir });
  return {
    name: carrier,
    url: bot.url,
    cpu: async () => ({ bot: await bot.cpu(), database: databaseCpu(dataDir) }),
    async stop() {
      await bot.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Puts questions of the FAQ to a bot, from several chats; with the authority's tokens where there is one. */
function createAsker(authority: Authority | undefined, connector: ConnectorStandIn) {
  const { serviceUrl } = connector;
  const questions = questionsOfTheFaq();
  const tokens = Array.from({ length: CHATS }, async (_, jti) =>
    authority?.authorization({ serviceUrl, more: { jti } }),
  );
  let asked = 0;

  async function ask(url: string): Promise<void> {
    const turn = (asked += 1);
    const chat = turn % CHATS;
    const client = teamsClient({
      serviceUrl,
      ...(authority && { appId: authority.appId }),
      place: personalChat(`a:bench-${chat}`),
    });
    const token = await tokens[chat];
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: token }) },
      body: JSON.stringify(client.message(questions[turn % questions.length] ?? '')),
    });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`A turn was answered ${answer.status}`);
  }

  return {
    /** Returns what was answered, as JSON. */
    async askMany(url: string, turns: number): Promise<string[]> {
      connector.calls.splice(0);
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let each = 0; each < turns / AT_ONCE; each += 1) await ask(url);
        }),
      );
      const messages = connector.calls.splice(0);
      if (messages.length !== turns) throw new Error(`${turns} questions had ${messages.length} answers`);
      return messages.map(({ activity }) => JSON.stringify(activity));
    },
  };
}

/** The entries' own questions, in both languages, that are answered at once. */
function questionsOfTheFaq(): string[] {
  const { content, matcher } = openFaq(FAQ_FOLDER);
  return [...content.entries.en, ...content.entries.fr]
    .map(({ question }) => question)
    .filter((question) => matcher.match(question).outcome === 'answer');
}

const costOfTurn = (before: Cost, after: Cost): Cost => ({
  bot: (after.bot - before.bot) / TURNS / 1_000,
  database: (after.database - before.database) / TURNS / 1_000,
});
const total = ({ bot, database }: Cost) => bot + database;
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const spread = (costs: readonly Cost[]) => {
  const totals = costs.map(total);
  return `${Math.min(...totals).toFixed(2)}–${Math.max(...totals).toFixed(2)}`;
};
