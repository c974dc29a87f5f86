import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CAMILLE, personalChat, teamsClient } from '../support/activities.ts';
import { startBotProcess, type BotProcess } from '../support/bot-process.ts';
import { connectorStandIn, FAULTS, type ConnectorStandIn } from '../support/connector-stand-in.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, textOf } from '../support/read-card.ts';
import { sandboxUrlOf } from './chat.ts';
import { dataDirs } from './data-dirs.ts';
import { queryIn } from './embedded-query.ts';

const folders = dataDirs({ endedAfter: 'file' });
const SETTINGS = { SANDBOX_ERA: 'retired-2026', SANDBOX_CUSTOMERS: '30' };
/** What was under way at the kill is let go after a while, and a sweep comes once a minute. */
const PATIENCE = { withinMs: 100_000 };
const CHAT = 'a:told-once';

let dataDir: string;
let connector: ConnectorStandIn;
let bot: BotProcess;
/** Customers that still have to accept, by id. */
let waiting: string[];

const client = () =>
  teamsClient({
    serviceUrl: connector.serviceUrl,
    place: personalChat(CHAT),
    person: CAMILLE,
    locale: 'en-US',
  });

/** How often the chat was told that a customer has accepted. */
const news = () =>
  connector.messages(CHAT).filter((message) => /Good news: .* has accepted/.test(textOf(cardOf(message))))
    .length;
const postsToChat = () =>
  connector.calls.filter(({ operation, conversationId }) => operation === 'post' && conversationId === CHAT)
    .length;

/** How many people wait to be told since Teams asked for a pause. */
const postponedAsks = async () =>
  (await queryIn(dataDir, `select 1 from customer_asks where state = 'waiting' and not_before is not null`))
    .length;

/** Asks a customer, which accepts at once; returns what makes the bot notice that. */
async function askAndAccept(customerId: string): Promise<() => Promise<unknown>> {
  await bot.send(client().execute('customer.asked', { customerId, language: 'en' }));
  await fetch(`${sandboxUrlOf(bot)}/sandbox/agreements`, {
    method: 'POST',
    body: JSON.stringify({ customerId, direct: true }),
  });
  return () => bot.send(client().execute('customer.check', { customerId, language: 'en' }));
}

async function killAndStartAgain(): Promise<void> {
  expect(await bot.end('SIGKILL')).toBeNull();
  connector.heal();
  bot = await startBotProcess(SETTINGS, { dataDir });
}

beforeAll(async () => {
  dataDir = await folders.withDatabase();
  connector = await connectorStandIn();
  bot = await startBotProcess(SETTINGS, { dataDir });
  waiting = await eventually(async () => {
    await bot.send(client().message('unconfirmed'));
    const asks = buttons(cardOf(connector.messages(CHAT).at(-1)!), 'customer.ask');
    if (asks.length < 5) throw new Error('Not all customers were read yet');
    return asks.map(({ data }) => String(data.customerId));
  }, PATIENCE);
}, 300_000);

afterAll(async () => {
  await bot.end('SIGTERM');
  await connector.close();
}, 30_000);

describe('a bot that is killed when it has noticed that a customer accepted', () => {
  it('before it could tell who asked, tells so once after the restart', async () => {
    const notice = await askAndAccept(waiting[0]!);
    connector.fault(CHAT, { ...FAULTS.throttled, retryAfterSeconds: 20 }, { times: Infinity, on: ['post'] });
    await notice();
    await eventually(async () => expect(await postponedAsks()).toBe(1), PATIENCE);
    expect(news()).toBe(0);

    await killAndStartAgain();

    await eventually(() => expect(news()).toBe(1), PATIENCE);
  }, 300_000);

  it('while it was telling it, does not tell it a second time', async () => {
    const notice = await askAndAccept(waiting[1]!);
    const before = postsToChat();
    const release = connector.hold('post');
    await notice();
    await eventually(() => expect(postsToChat()).toBeGreaterThan(before), PATIENCE);
    expect(await bot.end('SIGKILL')).toBeNull();
    // Teams has the message, whether or not its answer is waited for.
    release();
    await eventually(() => expect(news()).toBe(2), PATIENCE);

    await killAndStartAgain();
    await (
      await askAndAccept(waiting[2]!)
    )();
    await eventually(() => expect(news()).toBeGreaterThan(2), PATIENCE);

    // One for each of the three.
    expect(news()).toBe(3);
  }, 300_000);
});
