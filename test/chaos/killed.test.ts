import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { OPEN_STATES, type Outcome } from '../../src/domain/confirming/confirmation.ts';
import { FAULTS, type FaultName } from '../../src/local/sandbox/faults.ts';
import type { LedgerEntry } from '../../src/local/sandbox/ledger.ts';
import { freePort, removeFolder, startBotProcess, type BotProcess } from '../support/bot-process.ts';
import { connectorStandIn, FAULTS as TEAMS_FAULTS } from '../support/connector-stand-in.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { createChance } from './chance.ts';
import { createCrowd, type Crowd } from './people.ts';
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts';

const data = await testDatabase();

const KILLS = 10;
const PEOPLE = 5;
const FORMS_EACH = 40;
/** Of which three quarters are unconfirmed at first. */
const CUSTOMERS = 220;
const FIRST_FORMS = 150;
const FAULTS_A_ROUND = 3;
/** `CHAOS_SEED` makes the same choices again; the moments are the machine's. */
const chance = createChance(Number(process.env.CHAOS_SEED ?? Date.now()));

it('a bot that is killed ten times loses no confirmation and files none twice', async () => {
  const began = Date.now();
  const connector = await connectorStandIn();
  const sandbox = await startSandboxProcess(CUSTOMERS);
  const port = await freePort();
  const settings = {
    ...sandbox.settings,
    DATABASE_URL: data.url,
    ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    PORT: String(port),
    LOG_LEVEL: 'warn',
  };
  const ending = new AbortController();
  let bot = await startBotProcess(settings);
  const { dataDir } = bot;
  try {
    const customerIds = await firstUnconfirmed();
    const crowd = createCrowd(connector, chance, { people: PEOPLE, formsEach: FORMS_EACH, customerIds });
    const sending = crowd.sendAll(`http://127.0.0.1:${port}/api/messages`, 3_000, ending.signal);

    const struck = new Set<FaultName>();
    const faultsToCome = Array.from({ length: 3 }, () => chance.shuffled(FAULTS)).flat();
    for (let kills = 0; kills < KILLS; kills += 1) {
      const ordered = await orderFaults(sandbox, faultsToCome);
      connector.fault('*', chance.pick([TEAMS_FAULTS.badGateway, TEAMS_FAULTS.throttled, 'reset-before']));
      await pause(chance.between(1_500, 7_000));
      for (const { fault } of await sandbox.clearFaults()) ordered.delete(fault);
      for (const fault of ordered) struck.add(fault);
      bot = await killAndRestart(bot, settings, dataDir);
    }
    await sending;
    connector.heal();
    await drained();
    await shown(crowd);

    const result = await compare(crowd, await sandbox.ledger());
    const seconds = Math.round((Date.now() - began) / 1_000);
    const { acknowledged, lost, doubled, wrong, ends } = result;
    console.log(
      `acknowledged ${acknowledged}, lost ${lost.length}, doubled ${doubled.length}\n` +
        `${KILLS} kills, ${struck.size} of ${FAULTS.length} faults, ${seconds} s, confirmations ${JSON.stringify(ends)}`,
    );
    expect({ lost, doubled, wrong }).toEqual({ lost: [], doubled: [], wrong: [] });
    expect(acknowledged).toBeGreaterThan(FIRST_FORMS / 2);
  } finally {
    ending.abort();
    await bot.end('SIGKILL');
    await sandbox.stop();
    await connector.close();
    await removeFolder(dataDir);
  }
});

/** Who can be confirmed, once the first sync has read everybody. */
async function firstUnconfirmed(): Promise<string[]> {
  await eventually(
    async () => {
      const { total, unknown } = await data.database.customers.figures();
      expect({ total, unknown }).toEqual({ total: CUSTOMERS, unknown: 0 });
    },
    { withinMs: 60_000 },
  );
  const unconfirmed = await data.database.customers.unconfirmed({ offset: 0, limit: FIRST_FORMS });
  return unconfirmed.map(({ id }) => id);
}

async function orderFaults(sandbox: SandboxProcess, toCome: FaultName[]): Promise<Set<FaultName>> {
  const names = toCome.splice(0, FAULTS_A_ROUND);
  for (const fault of names) {
    const times = Math.ceil(chance.between(0, 3));
    const delay = fault === 'slow' ? { delayMs: Math.round(chance.between(200, 2_000)) } : {};
    await sandbox.fault({ fault, times, retryAfterSeconds: Math.ceil(chance.between(0, 12)), ...delay });
  }
  return new Set(names);
}

async function killAndRestart(
  bot: BotProcess,
  settings: Record<string, string>,
  dataDir: string,
): Promise<BotProcess> {
  await bot.end('SIGKILL');
  return startBotProcess(settings, { dataDir });
}

/** How long the last confirmations may take: one whose POST got lost is looked for during three minutes before the next. */
const DRAINED_WITHIN_MS = 300_000;

/** Every confirmation has come to an end. */
async function drained(): Promise<void> {
  await eventually(
    async () => {
      const rows = data.database.kysely.selectFrom('confirmations').select(['form_id', 'state']);
      expect(await rows.where('state', 'in', OPEN_STATES).execute()).toEqual([]);
    },
    { withinMs: DRAINED_WITHIN_MS },
  );
}

/** Everybody who was told that a confirmation is recorded sees how it ended. */
async function shown({ forms, showsItsEnd }: Crowd): Promise<void> {
  await eventually(
    () => {
      const waiting = forms.filter((form) => form.acknowledged && !showsItsEnd(form));
      expect(waiting.map(({ formId }) => formId)).toEqual([]);
    },
    { withinMs: 120_000 },
  );
}

/** What the sandbox has, beside what people were told. */
async function compare({ forms }: Crowd, ledger: LedgerEntry[]) {
  const result = {
    acknowledged: forms.filter(({ acknowledged }) => acknowledged).length,
    lost: [] as string[],
    doubled: [] as string[],
    /** Refused or found, and filed all the same. */
    wrong: [] as string[],
    ends: {} as Record<string, number>,
  };
  for (const { formId, email, acknowledged } of forms) {
    const confirmation = await data.database.confirmations.findByForm(formId);
    const end = confirmation?.outcome ? nameOf(confirmation.outcome) : 'none';
    const filed = ledger.filter(({ contact }) => contact.email === email).length;
    const mustBeFiled = end === 'sent' || end === 'read-back';
    if ((acknowledged && end === 'none') || (mustBeFiled && filed === 0)) result.lost.push(formId);
    if (filed > 1) result.doubled.push(formId);
    if (!mustBeFiled && end !== 'no-clear-answer' && filed > 0) result.wrong.push(`${formId} ${end}`);
    result.ends[end] = (result.ends[end] ?? 0) + 1;
  }
  return result;
}

function nameOf(outcome: Outcome): string {
  if (outcome.kind === 'confirmed') return outcome.how;
  return outcome.kind === 'refused' ? outcome.kind : outcome.reason;
}
