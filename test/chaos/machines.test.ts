import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { OPEN_STATES } from '../../src/domain/confirming/confirmation.ts';
import { ATTEMPT_MS } from '../../src/domain/confirming/lease.ts';
import { TENANT } from '../support/activities.ts';
import { launchBot, removeFolder, startProgram, type BotProcess } from '../support/bot-process.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { skewedClock } from '../support/skewed-clock.ts';
import { createChance } from './chance.ts';
import { startLoadBalancer, type LoadBalancer } from './load-balancer.ts';
import { createCrowd } from './people.ts';
import { startSandboxProcess, type SandboxProcess } from './sandbox-process.ts';

const data = await testDatabase();
const { kysely } = data.database;

/** How wrong the clock of each machine is. */
const SKEWS_MS = [-5 * 60_000, 0, 5 * 60_000];
/** Longer than a process has a confirmation for its POST. */
const PAUSED_MS = ATTEMPT_MS + 5_000;
/** What a process had been allowed before it was paused goes out when it goes on. */
const ALLOWED_BEFORE = 8;
const CUSTOMERS = 60;
const PEOPLE = 6;
const FORMS_EACH = 6;
const CONVERSATIONS = 80;
const TEAMS_PER_SECOND = 20;
const PARTNER_CENTER_PER_MINUTE = 120;
/** What a kill may leave unknown. */
const IN_FLIGHT = 16;
const chance = createChance(Number(process.env.CHAOS_SEED ?? Date.now()));

it('three bots whose clocks differ lose nothing and do nothing twice when one is killed and one paused', async () => {
  const connector = await connectorStandIn({ limits: { perSecond: 50 } });
  const sandbox = await startSandboxProcess(CUSTOMERS);
  const settings = {
    ...sandbox.settings,
    DATABASE_URL: data.url,
    ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    LOG_LEVEL: 'warn',
    TEAMS_REQUESTS_PER_SECOND: String(TEAMS_PER_SECOND),
    PARTNER_CENTER_REQUESTS_PER_MINUTE: String(PARTNER_CENTER_PER_MINUTE),
  };
  const ending = new AbortController();
  const watch = watchCalls(sandbox, ending.signal);
  const bots: BotProcess[] = [];
  let balancer: LoadBalancer | undefined;
  try {
    for (const skewMs of SKEWS_MS)
      bots.push(await launchBot({ ...settings, NODE_OPTIONS: skewedClock(skewMs) }));
    await eventually(() => expect(bots.filter((bot) => !bot.output().includes('Ctrl-C'))).toEqual([]), {
      withinMs: 240_000,
    });
    const startedAt = await serverNow();
    balancer = await startLoadBalancer(bots.map(({ port }) => port));
    await everybodyRead();
    const customers = await data.database.customers.unconfirmed({ offset: 0, limit: CUSTOMERS });
    const customerIds = customers.map(({ id }) => id);
    const crowd = createCrowd(connector, chance, { people: PEOPLE, formsEach: FORMS_EACH, customerIds });
    await remindersDue(connector.serviceUrl);

    const sending = crowd.sendAll(balancer.messagesUrl, 1_500, ending.signal);
    const command = await startProgram('src/cli/remind.ts', settings, { args: ['--all'] });
    await eventually(() => expect(digests().length).toBeGreaterThan(CONVERSATIONS / 4), { withinMs: 90_000 });
    const [killed, paused] = bots;
    await killed!.end('SIGKILL');
    balancer.remove(killed!.port);
    paused!.child.kill('SIGSTOP');
    balancer.remove(paused!.port);
    const goesOn = pause(PAUSED_MS).then(() => paused!.child.kill('SIGCONT'));
    connector.fault('*', 'silence', { times: 4, on: ['member', 'members'] });
    expect(await command.ended).toBe(0);
    await sending;
    await goesOn;
    await settled();
    await eventually(
      async () => {
        const unshown = crowd.forms.filter((form) => form.acknowledged && !crowd.showsItsEnd(form));
        const jobs = unshown.length > 0 ? await outcomeJobs() : [];
        expect({ unshown: unshown.map(({ formId }) => formId), jobs }).toEqual({ unshown: [], jobs: [] });
      },
      { withinMs: 120_000 },
    );

    const ledger = await sandbox.ledger();
    const filed = (email: string) => ledger.filter(({ contact }) => contact.email === email).length;
    const ends = await confirmationEnds();
    const acknowledged = crowd.forms.filter((form) => form.acknowledged);
    const lost = acknowledged.filter(({ formId }) => !ends.has(formId));
    const unfiled = crowd.forms.filter(
      ({ formId, email }) => ends.get(formId) === 'confirmed' && filed(email) === 0,
    );
    const doubled = crowd.forms.filter(({ email }) => filed(email) > 1);
    const perConversation = new Map<string, number>();
    for (const { conversationId } of digests())
      perConversation.set(conversationId, (perConversation.get(conversationId) ?? 0) + 1);
    const twice = [...perConversation.values()].filter((count) => count > 1).length;
    const silent = CONVERSATIONS - perConversation.size;
    const busiestMinute = watch.busiestMinute();
    const limits = connector.limits();
    console.log(
      `acknowledged ${acknowledged.length}, lost ${lost.length}, doubled ${doubled.length}; ` +
        `digests ${perConversation.size} of ${CONVERSATIONS}, twice ${twice}; ` +
        `busiest second at Teams ${limits.busiestSecond}, busiest minute at Partner Center ${busiestMinute}`,
    );
    expect({ lost, unfiled, doubled, twice }).toEqual({ lost: [], unfiled: [], doubled: [], twice: 0 });
    expect(acknowledged.length).toBeGreaterThan(crowd.forms.length / 2);
    expect(silent).toBeLessThanOrEqual(IN_FLIGHT);
    expect(limits).toMatchObject({ refusedForApp: 0, refusedForConversation: 0 });
    // Three that do not know of each other would send three times as much.
    expect(limits.busiestSecond).toBeLessThan(2 * TEAMS_PER_SECOND);
    expect(busiestMinute).toBeLessThanOrEqual(PARTNER_CENTER_PER_MINUTE + ALLOWED_BEFORE);
    expect(await minutesWithTwoSweeps(startedAt)).toEqual([]);
  } finally {
    ending.abort();
    for (const bot of bots) await bot.end('SIGKILL');
    await balancer?.close();
    await sandbox.stop();
    await connector.close();
    for (const { dataDir } of bots) await removeFolder(dataDir);
  }

  function digests() {
    return connector.messages().filter(({ conversationId }) => conversationId.startsWith('19:team-'));
  }
});

async function everybodyRead(): Promise<void> {
  await eventually(
    async () => {
      const { total, unknown } = await data.database.customers.figures();
      expect({ total, unknown }).toEqual({ total: CUSTOMERS, unknown: 0 });
    },
    { withinMs: 180_000 },
  );
}

async function remindersDue(serviceUrl: string): Promise<void> {
  const reference = JSON.stringify({ serviceUrl, channelId: 'msteams', botId: '28:bot' });
  await sql`insert into conversations (id, tenant_id, kind, reference)
    select '19:team-' || n || '@thread.tacv2', ${TENANT}, 'channel', ${reference}::text::jsonb
    from generate_series(1, ${CONVERSATIONS}::integer) as n`.execute(kysely);
  await sql`insert into reminders (conversation_id, is_on, days, hour, time_zone, due_at)
    select id, true, '[1,2,3,4,5,6,7]', 9, 'Europe/Paris', now() - interval '1 minute' from conversations
    where id like '19:team-%'`.execute(kysely);
}

/** Every confirmation and every digest has come to an end. */
async function settled(): Promise<void> {
  await eventually(
    async () => {
      const open = kysely.selectFrom('confirmations').select('form_id').where('state', 'in', OPEN_STATES);
      expect(await open.execute()).toEqual([]);
      const underWay = kysely
        .selectFrom('deliveries')
        .select('id')
        .where('state', 'in', ['planned', 'sending']);
      expect(await underWay.execute()).toEqual([]);
    },
    { withinMs: 300_000 },
  );
}

async function confirmationEnds(): Promise<Map<string, string>> {
  const rows = await kysely.selectFrom('confirmations').select(['form_id', 'state', 'outcome']).execute();
  return new Map(
    rows.map(({ form_id, state, outcome }) => {
      const how = outcome && 'how' in outcome ? outcome.how : undefined;
      // Found confirmed already: nothing of this form's own was to be filed.
      return [
        form_id,
        state === 'confirmed' && (how === 'sent' || how === 'read-back') ? 'confirmed' : state + how,
      ];
    }),
  );
}

/** What still has to show how a confirmation ended, for the reader of a failure. */
async function outcomeJobs(): Promise<unknown[]> {
  const { rows } =
    await sql`select form_id, confirmations.state as confirmation, outcome, job.state, retry_count, output
    from confirmations left join pgboss.job
      on job.name = 'show-outcome' and job.data ->> 'confirmationId' = confirmations.id
    where job.state is distinct from 'completed'`.execute(kysely);
  return rows;
}

async function serverNow(): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(kysely);
  return rows[0]!.now;
}

/** The clock sends one job a minute, however many processes look at it. */
async function minutesWithTwoSweeps(startedAt: Date): Promise<unknown[]> {
  const { rows } = await sql`select date_trunc('minute', created_on) as minute, count(*) from pgboss.job
    where name = 'send-reminders' and created_on >= date_trunc('minute', ${startedAt}::timestamptz) + interval '1 minute'
    group by 1 having count(*) > 1`.execute(kysely);
  return rows;
}

/** Looks once a second how many calls the sandbox has had, and says afterwards what the busiest minute was. */
function watchCalls(sandbox: SandboxProcess, signal: AbortSignal): { busiestMinute(): number } {
  const seen: { at: number; calls: number }[] = [];
  const look = async () => {
    const before = performance.now();
    const calls = await sandbox.calls();
    seen.push({ at: before, calls });
  };
  const timer = setInterval(() => void look().catch(() => undefined), 1_000);
  signal.addEventListener('abort', () => clearInterval(timer));
  return {
    busiestMinute: () =>
      Math.max(
        ...seen.map(({ at, calls }) => {
          const last = seen.findLast((later) => later.at - at < 60_000);
          return (last?.calls ?? calls) - calls;
        }),
      ),
  };
}
