import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How something came in: typed, pressed, typed into a choice, another call that wants an answer, or just told. */
export type TurnKind = 'message' | 'press' | 'search' | 'invoke' | 'event';

/** `failed`: by a fault of ours, said so. `undelivered`: the answer did not reach Teams. */
export type TurnOutcome =
  'card' | 'choices' | 'finds' | 'toast' | 'error' | 'nothing' | 'failed' | 'undelivered';

export interface Count {
  state: string;
  count: number;
}

/** What the database says. It is the same in every process: of several take the maximum, not the sum. */
export interface StoredFigures {
  jobs: readonly (Count & { job: string })[];
  confirmations: readonly Count[];
  customers: readonly Count[];
  deliveries: readonly Count[];
  /** How many customers a list lacks that is not believed yet; 0 when there is none. */
  missingCustomers: number;
  /** Age of the oldest confirmation still being worked on; 0 when there is none. */
  oldestOpenSeconds: number;
  /** How long a fault of our own account has kept everything from being filed; 0 when none does. */
  filingPausedSeconds: number;
  /** By the name of the budget, shared by all processes. */
  budgets: Readonly<Record<string, BudgetState>>;
}

/** How many calls could be made just now, of how many. */
export interface BudgetState {
  left: number;
  limit: number;
}

/** What is asked for when the metrics are read. None of it may throw. */
export interface MetricSources {
  /** `figures`: the latest there are, undefined before the first. `isUp`: the database answers. */
  stored(): Promise<{ figures: StoredFigures | undefined; isUp: boolean }>;
  connections(): readonly Count[];
}

/** Everything the bot counts. Labels are words of our own lists: never an id, never anything a person said. */
export interface Metrics {
  turn(kind: TurnKind, outcome: TurnOutcome, ms: number): void;
  /** An invoke was answered, this long after it came in: Teams gives up after some seconds. */
  invokeAnswered(ms: number): void;
  refusedCall(reason: string): void;
  partnerCenterCall(call: string, outcome: string): void;
  /** What the bot said unasked, and what became of it. */
  spoke(what: 'post' | 'edit' | 'open', outcome: string): void;
  jobRun(job: string, outcome: 'done' | 'failed', ms: number): void;
  /** Where the figures come from that are looked up at every reading. */
  watch(sources: MetricSources): void;
  /** The Prometheus text; what cannot be known just now is left out. Never rejects for that. */
  read(): Promise<{ contentType: string; text: string }>;
  /** Our own metrics by name, with their labels. */
  described(): { name: string; type: string; labels: string[] }[];
}

/** Teams gives an invoke up after so long, and asks again. */
const SLOW_INVOKE_MS = 5_000;

const TURN_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const JOB_SECONDS = [0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800];

/** A registry of its own for each bot, Node's process metrics included. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const ours: { name: string; type: string; labels: string[] }[] = [];
  const known = <Type extends string>(type: Type, name: string, help: string, labelNames: string[]) => {
    ours.push({ name, type, labels: labelNames });
    return { name, help, labelNames, registers };
  };
  const counter = (name: string, help: string, ...labels: string[]) =>
    new Counter(known('counter', name, help, labels));
  const gauge = (name: string, help: string, ...labels: string[]) =>
    new Gauge(known('gauge', name, help, labels));
  const histogram = (name: string, help: string, buckets: number[], ...labels: string[]) =>
    new Histogram({ ...known('histogram', name, help, labels), buckets });

  const turns = histogram(
    'mca_turn_duration_seconds',
    'Turns by how they came and how they were answered',
    TURN_SECONDS,
    'kind',
    'outcome',
  );
  const slowInvokes = counter('mca_slow_invokes_total', 'Invokes answered later than 5 s after they came in');
  const refused = counter('mca_refused_calls_total', 'Calls refused at the door', 'reason');
  const partnerCenter = counter(
    'mca_partner_center_calls_total',
    'Calls to Partner Center and its sign-in',
    'call',
    'outcome',
  );
  const spoken = counter(
    'mca_teams_messages_total',
    'Messages posted and edited unasked, and chats opened, by what became of them',
    'what',
    'outcome',
  );
  const jobRuns = histogram(
    'mca_job_duration_seconds',
    'Runs of jobs in this process, by how they ended',
    JOB_SECONDS,
    'job',
    'outcome',
  );
  const stored = {
    jobs: gauge('mca_jobs', 'Jobs by kind and state', 'job', 'state'),
    confirmations: gauge('mca_confirmations', 'Confirmations by state', 'state'),
    customers: gauge('mca_customers', 'Customers by the state of their agreement', 'state'),
    deliveries: gauge('mca_deliveries', 'Reminders of the last seven days by state', 'state'),
    missing: gauge('mca_customers_missing', 'Customers that a list lacks which is not believed yet'),
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
  const budgetLeft = gauge('mca_budget_left', 'Calls that could be made just now', 'budget');
  const budgetLimit = gauge('mca_budget_limit', 'Calls allowed in a period', 'budget');
  const connections = gauge('mca_database_connections', 'Connections of this process', 'state');

  let sources: MetricSources | undefined;
  const [reason, call, outcome, job] = [bounded(), bounded(), bounded(), bounded()];

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
    stored.oldestOpen.set(figures.oldestOpenSeconds);
    stored.filingPaused.set(figures.filingPausedSeconds);
    for (const [budget, { left, limit }] of Object.entries(figures.budgets)) {
      budgetLeft.set({ budget }, left);
      budgetLimit.set({ budget }, limit);
    }
  }

  return {
    turn: (kind, ended, ms) => turns.observe({ kind, outcome: ended }, ms / 1_000),
    invokeAnswered: (ms) => {
      if (ms > SLOW_INVOKE_MS) slowInvokes.inc();
    },
    refusedCall: (why) => refused.inc({ reason: reason(why) }),
    partnerCenterCall: (name, ended) => partnerCenter.inc({ call: call(name), outcome: outcome(ended) }),
    spoke: (what, ended) => spoken.inc({ what, outcome: outcome(ended) }),
    jobRun: (name, ended, ms) => jobRuns.observe({ job: job(name), outcome: ended }, ms / 1_000),
    watch: (given) => void (sources = given),
    read: async () => {
      if (sources) await look(sources);
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
    described: () => ours,
  };
}

/** Were a label ever made of what a stranger sends, its number of values would end here. */
function bounded(most = 40): (value: string) => string {
  const seen = new Set<string>();
  return (value) => {
    if (!seen.has(value) && seen.size >= most) return 'other';
    seen.add(value);
    return value;
  };
}
