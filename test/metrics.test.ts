import { describe, expect, it } from '@jest/globals';
import { QUEUE_SETTINGS } from '../src/jobs/queue-settings.ts';
import {
  JOBS,
  PARTNER_CENTER_CALLS,
  PARTNER_CENTER_OUTCOMES,
  REFUSAL_REASONS,
  SPOKEN_OUTCOMES,
} from '../src/metric-values.ts';
import { createMetrics, type Metrics, type MetricSources } from '../src/metrics.ts';
import type { ServiceCall } from '../src/partner-center/call.ts';
import type { ConfirmOutcome, ReadOutcome } from '../src/partner-center/outcomes.ts';
import type { TokenGrant } from '../src/partner-center/token-request.ts';
import type { ChatOpener, Edited, Posted } from '../src/use-cases/ports/messenger.ts';
import { samplesIn } from './support/read-metrics.ts';
import { sourceFiles } from './support/source-files.ts';

/** The compiler asks for each name that the code has, and for no other. */
const CALLS: Record<ServiceCall['name'] | 'token', true> = {
  ...{ customers: true, agreements: true, template: true, resellers: true, confirm: true, token: true },
  ...{ 'direct-acceptance': true, 'partner-profile': true },
};
type Settled = Exclude<(ConfirmOutcome | ReadOutcome)['kind'], 'token-refused'>;
const CALL_OUTCOMES: Record<Settled | TokenGrant['kind'], true> = {
  ...{ success: true, refused: true, busy: true, unavailable: true, unclear: true, granted: true },
  ...{ 'nothing-recorded': true, 'already-confirmed': true, 'account-fault': true, 'invalid-grant': true },
};
type Spoken = Posted | Edited | Awaited<ReturnType<ChatOpener['openChat']>>;
const SPOKEN_KINDS: Record<Spoken['kind'], true> = {
  ...{ posted: true, edited: true, opened: true, later: true, gone: true, unreachable: true, unknown: true },
};

const FIGURES = {
  jobs: [{ job: 'file-confirmation', state: 'ready', count: 3 }],
  confirmations: [{ state: 'attention', count: 2 }],
  customers: [{ state: 'unconfirmed', count: 12 }],
  deliveries: [{ state: 'posted', count: 4 }],
  missingCustomers: 12,
  needingAttention: 1,
  lastGoodSyncSeconds: 1_760_000_000,
  oldestOpenSeconds: 90,
  filingPausedSeconds: 0,
  budgets: { teams: { left: 20, limit: 25 } },
};

const sources = (changes: Partial<MetricSources> = {}): MetricSources => ({
  stored: async () => ({ figures: FIGURES, isUp: true }),
  connections: () => [{ state: 'busy', count: 1 }],
  ...changes,
});

const read = async (metrics: Metrics) => samplesIn((await metrics.read()).text);

describe('the metrics', () => {
  it('count turns by how they came and were answered, with how long that took', async () => {
    const metrics = createMetrics();

    metrics.turn('press', 'card', 30);
    metrics.turn('press', 'card', 3_000);

    const samples = await read(metrics);
    expect(samples.get('mca_turn_duration_seconds_count{kind="press",outcome="card"}')).toBe(2);
    expect(samples.get('mca_turn_duration_seconds_bucket{le="0.05",kind="press",outcome="card"}')).toBe(1);
    expect(samples.get('mca_turn_duration_seconds_bucket{le="5",kind="press",outcome="card"}')).toBe(2);
  });

  it('count the invokes that Teams gave up before they were answered', async () => {
    const metrics = createMetrics();

    for (const ms of [10, 4_999, 5_001, 60_000]) metrics.invokeAnswered(ms);

    expect((await read(metrics)).get('mca_slow_invokes_total')).toBe(2);
  });

  it('count what happens elsewhere', async () => {
    const metrics = createMetrics();

    metrics.refusedCall('issuer');
    metrics.partnerCenterCall('confirm', 'success');
    metrics.partnerCenterCall('confirm', 'success');
    metrics.spoke('post', 'later');
    metrics.jobRun('sync-customers', 'failed', 2_000);
    metrics.partnerCenterExchange('confirm', 300);
    metrics.teamsCall('post', 'busy', 40);
    metrics.databaseStatement('people', 3);

    const samples = await read(metrics);
    expect(samples.get('mca_refused_calls_total{reason="issuer"}')).toBe(1);
    expect(samples.get('mca_partner_center_calls_total{call="confirm",outcome="success"}')).toBe(2);
    expect(samples.get('mca_teams_messages_total{what="post",outcome="later"}')).toBe(1);
    expect(samples.get('mca_job_duration_seconds_sum{job="sync-customers",outcome="failed"}')).toBe(2);
    expect(samples.get('mca_partner_center_call_duration_seconds_sum{call="confirm"}')).toBe(0.3);
    expect(samples.get('mca_teams_calls_total{call="post",outcome="busy"}')).toBe(1);
    expect(samples.get('mca_teams_call_duration_seconds_bucket{le="0.05",call="post"}')).toBe(1);
    expect(samples.get('mca_database_statement_duration_seconds_bucket{le="0.0025",pool="people"}')).toBe(0);
    expect(samples.get('mca_database_statement_duration_seconds_bucket{le="0.005",pool="people"}')).toBe(1);
  });

  it('say which version runs on which Node', async () => {
    const metrics = createMetrics();

    metrics.build('1.2.3', '24.0.0');

    expect((await read(metrics)).get('mca_build_info{version="1.2.3",node="24.0.0"}')).toBe(1);
  });

  it('count from zero whatever may be counted: the first failure of its kind is a rise', async () => {
    const metrics = createMetrics();
    const counted = metrics.described().filter(({ type }) => type !== 'gauge');

    const samples = await read(metrics);

    for (const { name, type, labels } of counted) {
      const found = [...samples].filter(([sample]) =>
        sample.startsWith(type === 'counter' ? name : `${name}_count`),
      );
      const combinations = Object.values(labels).reduce((all, values) => all * (values?.length ?? 0), 1);
      expect([name, found.length]).toEqual([name, combinations]);
      expect(found.filter(([, count]) => count !== 0)).toEqual([]);
    }
    expect(counted.length).toBeGreaterThan(8);
  });

  it('know every job, call and outcome that the code has', () => {
    expect([...JOBS].sort()).toEqual(Object.keys(QUEUE_SETTINGS).sort());
    expect([...PARTNER_CENTER_CALLS].sort()).toEqual(Object.keys(CALLS).sort());
    expect([...PARTNER_CENTER_OUTCOMES].sort()).toEqual(Object.keys(CALL_OUTCOMES).sort());
    expect([...SPOKEN_OUTCOMES].sort()).toEqual(Object.keys(SPOKEN_KINDS).sort());
    const texts = sourceFiles('bot/endpoint').map(({ text }) => text);
    const reasons = texts.flatMap((text) =>
      [...text.matchAll(/(?:refuse\(\d{3}, |status: \d{3}, reason: )'([a-z-]+)'/g)].map((match) => match[1]),
    );
    expect([...REFUSAL_REASONS].sort()).toEqual([...new Set(reasons)].sort());
  });

  it('show what is looked up at every reading', async () => {
    const metrics = createMetrics();
    metrics.watch(sources());

    const samples = await read(metrics);

    expect(samples.get('mca_jobs{job="file-confirmation",state="ready"}')).toBe(3);
    expect(samples.get('mca_confirmations{state="attention"}')).toBe(2);
    expect(samples.get('mca_customers{state="unconfirmed"}')).toBe(12);
    expect(samples.get('mca_deliveries{state="posted"}')).toBe(4);
    expect(samples.get('mca_oldest_open_confirmation_seconds')).toBe(90);
    expect(samples.get('mca_customers_missing')).toBe(12);
    expect(samples.get('mca_confirmations_needing_attention')).toBe(1);
    expect(samples.get('mca_last_good_sync_timestamp_seconds')).toBe(1_760_000_000);
    expect(samples.get('mca_budget_left{budget="teams"}')).toBe(20);
    expect(samples.get('mca_budget_limit{budget="teams"}')).toBe(25);
    expect(samples.get('mca_database_connections{state="busy"}')).toBe(1);
    expect(samples.get('mca_database_up')).toBe(1);
  });

  it('say what they know when the database is away', async () => {
    const metrics = createMetrics();
    metrics.watch(sources({ stored: async () => ({ figures: undefined, isUp: false }) }));
    metrics.turn('message', 'card', 5);

    const samples = await read(metrics);

    expect(samples.get('mca_database_up')).toBe(0);
    expect(samples.get('mca_turn_duration_seconds_count{kind="message",outcome="card"}')).toBe(1);
    expect([...samples.keys()].filter((name) => name.startsWith('mca_customers{'))).toEqual([]);
  });

  it('tell how the process does, its event loop included', async () => {
    const samples = await read(createMetrics());

    expect([...samples.keys()]).toEqual(
      expect.arrayContaining(['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds']),
    );
  });

  it('keep a label from growing without end, whatever it is made of', async () => {
    const metrics = createMetrics();

    for (let call = 0; call < 1_000; call += 1) metrics.refusedCall(`made up ${call}`);

    const refused = [...(await read(metrics))].filter(([name]) => name.startsWith('mca_refused_calls_total'));
    expect(refused.length).toBeLessThanOrEqual(41);
    expect(refused.reduce((sum, [, count]) => sum + count, 0)).toBe(1_000);
  });

  it('of two bots in one process are apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()];

    one.refusedCall('issuer');

    expect((await read(other)).get('mca_refused_calls_total{reason="issuer"}')).toBe(0);
  });
});
