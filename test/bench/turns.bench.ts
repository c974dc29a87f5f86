import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox } from '../../src/local/sandbox/sandbox.ts';
import { openFaq } from '../../src/faq/open-faq.ts';
import { FAQ_FOLDER } from '../faq/faq-files.ts';
import { personalChat, TENANT, teamsClient } from '../support/activities.ts';
import { botAuthority } from '../support/authority.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { startMeasured, type MeasuredProcess } from './measured-process.ts';
import { sandboxSettings } from '../support/sandbox-settings.ts';

const WARM_UP = 400;
const ROUNDS = 5;
const TURNS = 200;
const AT_ONCE = 8;
const CHATS = 20;
const LIMIT = 1;

/**
 * Processor time for one turn: a question answered from the FAQ with a card by the whole bot, beside a bare echo bot of
 * the SDK on restify. Both check the same signed tokens and answer to the same stand-in for Teams, in turns.
 */
export async function* bench(): AsyncIterable<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mca-bench-'));
  const [authority, connector, sandbox] = await Promise.all([
    botAuthority(),
    connectorStandIn(),
    startSandbox(),
  ]);
  const settings = {
    ...authority.settings,
    MicrosoftAppId: authority.appId,
    MicrosoftAppPassword: authority.appPassword,
    MicrosoftAppTenantId: TENANT,
    ALLOWED_SERVICE_HOSTS: '127.0.0.1',
    ENCRYPTION_KEY: Buffer.alloc(32, 'bench key ').toString('base64'),
    ...sandboxSettings(sandbox),
    HOST: '127.0.0.1',
    PORT: '0',
    PLAYGROUND: 'off',
    DATA_DIR: dataDir,
  };
  const { serviceUrl } = connector;
  const tokens = await Promise.all(
    Array.from({ length: CHATS }, (_, jti) => authority.authorization({ serviceUrl, more: { jti } })),
  );
  const questions = questionsOfTheFaq();
  let asked = 0;
  const ask = async (url: string) => {
    const turn = (asked += 1);
    const chat = turn % CHATS;
    const client = teamsClient({
      serviceUrl,
      appId: authority.appId,
      place: personalChat(`a:bench-${chat}`),
    });
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: tokens[chat] ?? '' },
      body: JSON.stringify(client.message(questions[turn % questions.length] ?? '')),
    });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`A turn was answered ${answer.status}`);
  };
  const askMany = async (url: string, turns: number) => {
    const said = connector.calls.length;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let each = 0; each < turns / AT_ONCE; each += 1) await ask(url);
      }),
    );
    const messages = connector.calls.splice(0).slice(said);
    if (messages.length !== turns) throw new Error(`${turns} questions had ${messages.length} answers`);
    return messages;
  };
  const round = async ({ url, cpu }: MeasuredProcess) => {
    const before = await cpu();
    await askMany(url, TURNS);
    return ((await cpu()) - before) / TURNS / 1_000;
  };

  const echo = await startMeasured('turns-echo.ts', settings);
  const bot = await startMeasured('turns-bot.ts', { ...settings, LOG_LEVEL: 'info' });
  try {
    await askMany(echo.url, WARM_UP);
    const answers = await askMany(bot.url, WARM_UP);
    const cards = answers.filter(({ activity }) => JSON.stringify(activity).includes('faq.feedback'));
    if (cards.length < answers.length) throw new Error(`Only ${cards.length} answers were cards of the FAQ`);
    // The first customers are read meanwhile.
    await pause(2_000);
    const echoed: number[] = [];
    const answered: number[] = [];
    for (let each = 0; each < ROUNDS; each += 1) {
      echoed.push(await round(echo));
      answered.push(await round(bot));
    }
    const [bare, ours] = [median(echoed), median(answered)];
    yield `bare echo  ${bare.toFixed(2)} ms of CPU a turn (${spread(echoed)})`;
    yield `this bot, FAQ card  ${ours.toFixed(2)} ms of CPU a turn (${spread(answered)})`;
    yield `ratio ${(ours / bare).toFixed(2)}  limit ${LIMIT.toFixed(2)}  median of ${ROUNDS} rounds of ${TURNS} turns each`;
  } finally {
    await Promise.all([echo.stop(), bot.stop()]);
    await Promise.all([authority.close(), connector.close(), sandbox.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The entries' own questions, in both languages, that are answered at once. */
function questionsOfTheFaq(): string[] {
  const { content, matcher } = openFaq(FAQ_FOLDER);
  return [...content.entries.en, ...content.entries.fr]
    .map(({ question }) => question)
    .filter((question) => matcher.match(question).outcome === 'answer');
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const spread = (values: readonly number[]) =>
  `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)}`;
