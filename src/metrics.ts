import { collectDefaultMetrics, Registry } from 'prom-client';
import { CONFIRMATION_STATES } from './domain/confirming/confirmation.ts';
import { CUSTOMER_STATES } from './domain/customers/customer.ts';
import { DELIVERY_STATES } from './domain/reminding/delivery.ts';
import { createFamilies, type Described } from './metric-families.ts';
import * as known from './metric-values.ts';

export interface Count {
  state: string;
  count: number;
}

/** Figures of the database. They are the same in every process: of several take the maximum, not the sum. */
export interface StoredFigures {
  jobs: readonly (Count & { job: string })[];
  confirmations: readonly Count[];
  customers: readonly Count[];
  deliveries: readonly Count[];
  /** How many customers are missing from a list that the bot does not believe yet; 0 when there is none. */
  missingCustomers: number;
  /** Confirmations that the bot no longer tries and no person has dealt with yet. */
  needingAttention: number;
  /** When customers and agreements were last read with nothing missing, in seconds since 1970. */
  lastGoodSyncSeconds: number;
  /** Age of the oldest confirmation still being worked on; 0 when there is none. */
  oldestOpenSeconds: number;
  /** How long a fault of the partner's own account has kept everything from being filed; 0 when none does. */
  filingPausedSeconds: number;
  /** By the name of the budget, shared by all processes. */
  budgets: Readonly<Record<string, BudgetState>>;
}

/** How many calls could be made just now, of how many. */
export interface BudgetState {
  left: number;
  limit: number;
}

/** The sources asked when the metrics are read. None may throw. */
export interface MetricSources {
  /** `figures`: the latest there are, undefined before the first. `isUp`: the database answers. */
  stored(): Promise<{ figures: StoredFigures | undefined; isUp: boolean }>;
  connections(): readonly Count[];
}

/** Everything the bot counts. Labels are words of our own lists, never an id or a person's words. */
export interface Metrics {
  /** Which version of the bot this is, on which Node. */
  build(version: string, node: string): void;
  turn(kind: known.TurnKind, outcome: known.TurnOutcome, ms: number): void;
  /** Counts an answered invoke, `ms` after it came in: Teams gives up after some seconds. */
  invokeAnswered(ms: number): void;
  refusedCall(reason: string): void;
  partnerCenterCall(call: string, outcome: string): void;
  /** Counts one exchange with Partner Center or its sign-in. A call has several where its first token is refused. */
  partnerCenterExchange(call: string, ms: number): void;
  teamsCall(call: known.TeamsCall, outcome: known.TeamsOutcome, ms: number): void;
  /** Counts one SQL statement, without the wait for a connection. */
  databaseStatement(pool: known.DatabasePool, ms: number): void;
  /** Counts a message the bot sent unasked, and what became of it. */
  spoke(what: (typeof known.SPOKEN)[number], outcome: string): void;
  jobRun(job: string, outcome: (typeof known.JOB_OUTCOMES)[number], ms: number): void;
  /** Sets the sources of the figures that are looked up at every reading. */
  watch(sources: MetricSources): void;
  /** The Prometheus text; what cannot be known just now is left out. Never rejects for that. */
  read(): Promise<{ contentType: string; text: string }>;
  /** Our own metrics by name, with the values that their labels may have; null where these are not of a list. */
  described(): Described[];
}

/** How long Teams waits for the answer to an invoke before it asks again. */
const SLOW_INVOKE_MS = 5_000;

const TURN_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const JOB_SECONDS = [0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800];
const CALL_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60];
const STATEMENT_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Builds the metrics of one bot, with Node's process metrics. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { counter, gauge, histogram, described } = createFamilies(registry);

  const build = gauge('mca_build_info', 'Always 1: which version of the bot runs, on which Node', {
    version: null,
    node: null,
  });
  const turns = histogram(
    'mca_turn_duration_seconds',
    'Turns by how they came and how they were answered',
    TURN_SECONDS,
    { kind: known.TURN_KINDS, outcome: known.TURN_OUTCOMES },
  );
  const slowInvokes = counter('mca_slow_invokes_total', 'Invokes answered later than 5 s after they came in');
  const refused = counter('mca_refused_calls_total', 'Calls refused at the door', {
    reason: known.REFUSAL_REASONS,
  });
  const partnerCenter = counter('mca_partner_center_calls_total', 'Calls to Partner Center and its sign-in', {
    call: known.PARTNER_CENTER_CALLS,
    outcome: known.PARTNER_CENTER_OUTCOMES,
  });
  const partnerCenterTimes = histogram(
    'mca_partner_center_call_duration_seconds',
    'Exchanges with Partner Center and its sign-in, without the wait for the budget',
    CALL_SECONDS,
    { call: known.PARTNER_CENTER_CALLS },
  );
  const teams = counter('mca_teams_calls_total', 'Calls to Teams by how they ended', {
    call: known.TEAMS_CALLS,
    outcome: known.TEAMS_OUTCOMES,
  });
  const teamsTimes = histogram('mca_teams_call_duration_seconds', 'Calls to Teams', CALL_SECONDS, {
    call: known.TEAMS_CALLS,
  });
  const statements = histogram(
    'mca_database_statement_duration_seconds',
    'Statements of the database, without the wait for a connection',
    STATEMENT_SECONDS,
    { pool: known.DATABASE_POOLS },
  );
  const spoken = counter(
    'mca_teams_messages_total',
    'Messages posted and edited unasked, and chats opened, by what became of them',
    { what: known.SPOKEN, outcome: known.SPOKEN_OUTCOMES },
  );
  const jobRuns = histogram(
    'mca_job_duration_seconds',
    'Runs of jobs in this process, by how they ended',
    JOB_SECONDS,
    { job: known.JOBS, outcome: known.JOB_OUTCOMES },
  );
  const stored = {
    jobs: gauge('mca_jobs', 'Jobs by kind and state', {
      job: [...known.JOBS, known.DEAD_LETTERS],
      state: known.JOB_STATES,
    }),
    confirmations: gauge('mca_confirmations', 'Confirmations by state', { state: CONFIRMATION_STATES }),
    customers: gauge('mca_customers', 'Customers by the state of their agreement', {
      state: CUSTOMER_STATES,
    }),
    deliveries: gauge('mca_deliveries', 'Reminders of the last seven days by state', {
      state: DELIVERY_STATES,
    }),
    missing: gauge('mca_customers_missing', 'Customers that a list lacks which is not believed yet'),
    needingAttention: gauge(
      'mca_confirmations_needing_attention',
      'Confirmations no longer tried by themselves that no person has dealt with yet',
    ),
    lastGoodSync: gauge(
      'mca_last_good_sync_timestamp_seconds',
      'When customers and agreements were last read from Partner Center with nothing missing',
    ),
    oldestOpen: gauge(
      'mca_oldest_open_confirmation_seconds',
      'Age of the oldest confirmation still being worked on',
    ),
    filingPaused: gauge(
      'mca_filing_paused_seconds',
      'How long a fault of the partner’s own account has kept everything from being filed',
    ),
  };
  const databaseUp = gauge('mca_database_up', 'Whether the database answers');
  const budget = { budget: known.BUDGETS };
  const budgetLeft = gauge('mca_budget_left', 'Calls that could be made just now', budget);
  const budgetLimit = gauge('mca_budget_limit', 'Calls allowed in a period', budget);
  const connections = gauge('mca_database_connections', 'Connections of this process', {
    state: known.CONNECTION_STATES,
  });

  let sources: MetricSources | undefined;
  const reason = bounded(known.REFUSAL_REASONS);
  const call = bounded(known.PARTNER_CENTER_CALLS);
  const outcome = bounded([...known.PARTNER_CENTER_OUTCOMES, ...known.SPOKEN_OUTCOMES]);
  const job = bounded(known.JOBS);

  async function look({ stored: readStored, connections: readConnections }: MetricSources) {
    for (const { state, count } of readConnections()) connections.set({ state }, count);
    const { figures, isUp } = await readStored();
    databaseUp.set(isUp ? 1 : 0);
    if (!figures) return;
    for (const each of figures.jobs) stored.jobs.set({ job: each.job, state: each.state }, each.count);
    for (const name of ['confirmations', 'customers', 'deliveries'] as const) {
      for (const { state, count } of figures[name]) stored[name].set({ state }, count);
    }
    stored.missing.set(figures.missingCustomers);
    stored.needingAttention.set(figures.needingAttention);
    stored.lastGoodSync.set(figures.lastGoodSyncSeconds);
    stored.oldestOpen.set(figures.oldestOpenSeconds);
    stored.filingPaused.set(figures.filingPausedSeconds);
    for (const [budget, { left, limit }] of Object.entries(figures.budgets)) {
      budgetLeft.set({ budget }, left);
      budgetLimit.set({ budget }, limit);
    }
  }

  return {
    build: (version, node) => build.set({ version, node }, 1),
    turn: (kind, ended, ms) => turns.observe({ kind, outcome: ended }, ms / 1_000),
    invokeAnswered: (ms) => {
      if (ms > SLOW_INVOKE_MS) slowInvokes.inc();
    },
    refusedCall: (why) => refused.inc({ reason: reason(why) }),
    partnerCenterCall: (name, ended) => partnerCenter.inc({ call: call(name), outcome: outcome(ended) }),
    partnerCenterExchange: (name, ms) => partnerCenterTimes.observe({ call: call(name) }, ms / 1_000),
    teamsCall: (name, ended, ms) => {
      teams.inc({ call: name, outcome: ended });
      teamsTimes.observe({ call: name }, ms / 1_000);
    },
    databaseStatement: (pool, ms) => statements.observe({ pool }, ms / 1_000),
    spoke: (what, ended) => spoken.inc({ what, outcome: outcome(ended) }),
    jobRun: (name, ended, ms) => jobRuns.observe({ job: job(name), outcome: ended }, ms / 1_000),
    watch: (given) => void (sources = given),
    read: async () => {
      if (sources) await look(sources);
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
    described,
  };
}

/** Limits the number of a label's values, in case a stranger ever gets to choose them. */
function bounded(values: readonly string[], most = 40): (value: string) => string {
  const seen = new Set<string>(values);
  return (value) => {
    if (!seen.has(value) && seen.size >= most) return 'other';
    seen.add(value);
    return value;
  };
}
