import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sql } from 'kysely';
import { composeVoice } from '../../bot/compose.ts';
import { openFoundation, type Foundation } from '../../src/composition/foundation.ts';
import { loadConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { sendReminders } from '../../src/use-cases/reminding/send-reminders.ts';

/** `DIGESTS=200 PER_SECOND=10 npm run bench -- delivery` for a machine that is busy with something else. */
const DIGESTS = Number(process.env.DIGESTS ?? 10_000);
const PER_SECOND = Number(process.env.PER_SECOND ?? 50);
const CUSTOMERS = 1_000;
const WARM_UP = 50;
const LONGEST_BLOCK_MS = 50;
const MB = 1024 * 1024;

interface Heard {
  refusedForApp: number;
  refusedForConversation: number;
  busiestSecond: number;
  conversations: number;
  doubled: number;
}

/** A digest to each of many conversations through the real messenger, against a Teams that enforces its limits. */
export async function* bench(): AsyncIterable<string> {
  const teams = fork(join(import.meta.dirname, 'connector-process.ts'), [String(PER_SECOND)]);
  const [{ serviceUrl }] = (await once(teams, 'message')) as [{ serviceUrl: string }];
  const dataDir = await mkdtemp(join(tmpdir(), 'mca-delivery-'));
  const foundation = await openFoundation({
    config: loadConfig({
      DATA_DIR: dataDir,
      TEAMS_REQUESTS_PER_SECOND: String(PER_SECOND),
      SANDBOX_CUSTOMERS: '1',
      PLAYGROUND: 'off',
    }),
    log: createLogger('warn', 'stderr'),
    applicationName: 'bench',
    report: () => undefined,
  });
  try {
    const { messenger, cards } = await composeVoice(foundation);
    // As in a bot that runs.
    await cards.parseAll();
    const { escalation } = foundation.config;
    const needs = { ...foundation, messenger, escalation };
    await addCustomers(foundation);
    // Templates, confirmations and connections are met for the first time here.
    await addReminders(foundation, serviceUrl, 'first', WARM_UP);
    await sendReminders(needs, { all: false });
    await addReminders(foundation, serviceUrl, 'team', DIGESTS);
    await pause(1_000);
    const rssBefore = process.memoryUsage().rss;
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const cpuBefore = process.cpuUsage();
    const began = performance.now();

    const run = await sendReminders(needs, { all: false });

    const seconds = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(cpuBefore);
    delay.disable();
    teams.send('report');
    const [heard] = (await once(teams, 'message')) as [Heard];
    const allowed = DIGESTS / PER_SECOND;
    const over = ((seconds / allowed - 1) * 100).toFixed(1);
    yield `${run.posted} of ${DIGESTS} digests in ${seconds.toFixed(1)} s, the limit of ${PER_SECOND} a second allows ${allowed.toFixed(1)} s: ${over} % over (limit 5 %)`;
    yield `${heard.refusedForApp + heard.refusedForConversation} times 429 (limit 0), busiest second ${heard.busiestSecond} calls (limit ${PER_SECOND})`;
    yield `${heard.doubled} conversations with two digests (limit 0), ${DIGESTS + WARM_UP - heard.conversations} without one (limit 0)`;
    yield `event loop blocked for ${ms(delay.max)} ms at most (limit ${LONGEST_BLOCK_MS} ms), ${ms(delay.percentile(99.9))} ms at the 99.9th percentile`;
    yield `${((user + system) / 1_000 / DIGESTS).toFixed(1)} ms of CPU a digest, memory grew by ${((process.memoryUsage().rss - rssBefore) / MB).toFixed(0)} MB`;
  } finally {
    await foundation.close();
    teams.disconnect();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function addCustomers({ database }: Foundation): Promise<void> {
  await sql`insert into customers (id, name, domain, search_name, search_domain, agreement_state, listed_at, waiting_since)
    select 'customer-' || n, 'Customer ' || n, 'c' || n || '.example', 'customer ' || n, 'c' || n || '.example',
      'unconfirmed', now(), now() - n * interval '1 hour'
    from generate_series(1, ${CUSTOMERS}::integer) as n`.execute(database.kysely);
}

async function addReminders({ database }: Foundation, serviceUrl: string, name: string, count: number) {
  const reference = JSON.stringify({ serviceUrl, channelId: 'msteams', botId: '28:bot' });
  await sql`insert into conversations (id, tenant_id, kind, name, installer_language, time_zone, reference)
    select '19:' || ${name}::text || '-' || n || '@thread.tacv2', 'tenant', 'channel', 'Team ' || n, 'fr', 'Europe/Paris',
      ${reference}::text::jsonb
    from generate_series(1, ${count}::integer) as n`.execute(database.kysely);
  await sql`insert into reminders (conversation_id, is_on, days, hour, time_zone, due_at)
    select id, true, '[1,2,3,4,5]', 9, 'Europe/Paris', now() - interval '1 minute' from conversations
    where id like '19:' || ${name}::text || '-%'`.execute(database.kysely);
  await sql`analyze`.execute(database.kysely);
}

const ms = (nanoseconds: number) => (nanoseconds / 1e6).toFixed(0);
