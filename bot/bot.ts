import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from 'restify';
import { openFoundation, type Foundation, type FoundationOptions } from '../src/composition/foundation.ts';
import { productVersion } from '../src/composition/product-version.ts';
import { routeWarning } from '../src/composition/route-warning.ts';
import { createMetrics } from '../src/metrics.ts';
import { appointmentDoubts } from '../src/use-cases/conversations/appointed-conversation.ts';
import { composeDoor, composeMetrics, composeTurns, composeVoice, type Turns } from './compose.ts';
import { createPeopleFirst } from './rate-limit/people-first.ts';
import { loadCarrier } from './teams/open-channel.ts';
import { listen, stopListening } from './listen.ts';
import type { LinkedFiles } from './playground/linked-files.ts';
import { createProxyCheck } from './endpoint/proxy-check.ts';
import { createReadiness, type Readiness } from './endpoint/readiness.ts';
import { createMetricsServer, createServer } from './endpoint/server.ts';
import { watchReadiness } from './endpoint/watch-readiness.ts';
import { REAL_TIME } from '../src/monotonic-time.ts';
import { catchUp, startWorkers } from './workers.ts';

/** A bot that answers. */
export interface RunningBot {
  /** Where Teams sends activities to. */
  messagesUrl: string;
  /** Where the metrics are read, if not beside the messages. */
  metricsUrl: string | undefined;
  sandboxUrl: string | undefined;
  /** Whether the Agents Playground is meant to stand in for Teams. */
  besidePlayground: boolean;
  /** Where the sandbox plays Microsoft's page for customers that accept there. */
  acceptanceUrl: string | undefined;
  /** Finishes turns and jobs in hand, then closes everything it opened. */
  stop(): Promise<void>;
}

interface Options extends Omit<FoundationOptions, 'asBot' | 'metrics'> {
  /** Another bot took over the embedded database while the server was away. */
  onTakenOver: () => void;
}

/** How long a stop waits for what turns left to be written: a database that is away may never answer. */
const SETTLE_GRACE_MS = 2_000;

/** Starts the bot as the settings say. Throws StartError with one clear line, and leaves nothing open then. */
export async function startBot({ onTakenOver, ...options }: Options): Promise<RunningBot> {
  const metrics = createMetrics();
  metrics.build(productVersion(), process.versions.node);
  loadCarrier(options.config.teamsChannel);
  const foundation = await openFoundation({ ...options, asBot: { onTakenOver }, metrics });
  const { config, log, queue, database, sandboxUrl } = foundation;
  const stopping = new AbortController();
  let server: Server | undefined;
  let metricsServer: Server | undefined;
  let unwatch: () => void = () => undefined;
  let turns: Turns | undefined;
  const besidePlayground = !config.registration && config.playground && sandboxUrl !== undefined;
  let linkedFiles: LinkedFiles | undefined;
  /** Whether everything has started. */
  let runs = false;
  const stop = async () => {
    stopping.abort();
    unwatch();
    await Promise.all([
      queue.takeNoMore(),
      stopListening(server, config.registration !== undefined),
      stopListening(metricsServer, false),
    ]);
    await Promise.race([turns?.settle(), pause(SETTLE_GRACE_MS, undefined, { ref: false })]);
    await linkedFiles?.close();
    await foundation.close();
  };
  try {
    options.report('loading the answers and cards');
    const voice = await composeVoice(foundation, metrics);
    composeMetrics(metrics, foundation);
    const people = createPeopleFirst();
    if (besidePlayground) {
      const { createLinkedFiles } = await import('./playground/linked-files.ts');
      linkedFiles = createLinkedFiles();
    }
    turns = composeTurns(foundation, voice, metrics, linkedFiles && { linkedFiles });
    const { onTurn } = turns;
    const isStopping = () => stopping.signal.aborted || options.signal?.aborted === true;
    const canDatabaseKeep = createReadiness(() => database.canKeep());
    const canGoOut = createReadiness(createProxyCheck(config.proxy.address, log));
    const readiness = async (): Promise<Readiness> => {
      const canKeep = runs && !isStopping() && queue.isRunning() && (await canDatabaseKeep());
      const isOnline = await canGoOut();
      if (isStopping()) return { kind: 'not-ready', because: 'stopping' };
      if (!runs) return { kind: 'not-ready', because: 'starting' };
      if (!queue.isRunning()) return { kind: 'not-ready', because: 'queue' };
      if (!canKeep) return { kind: 'not-ready', because: 'database' };
      return isOnline ? { kind: 'ready' } : { kind: 'not-ready', because: 'proxy' };
    };
    const { port, host, metricsPort, metricsAccess } = config.http;
    server = createServer({
      channel: voice.channel,
      ...composeDoor(foundation),
      onTurn: (context) => people.answer(() => onTurn(context)),
      readiness,
      metrics,
      metricsAccess: metricsPort === undefined ? metricsAccess : undefined,
      log,
    });
    const address = await listen(server, { port, host, setting: 'PORT', log });
    let metricsUrl: string | undefined;
    if (metricsPort !== undefined) {
      metricsServer = createMetricsServer({ metrics, metricsAccess, log });
      const where = { port: metricsPort, host, setting: 'METRICS_PORT', log } as const;
      metricsUrl = `${await listen(metricsServer, where)}/metrics`;
    }
    await startWorkers(foundation, { ...voice, people }, stopping.signal);
    runs = true;
    unwatch = watchReadiness({ readiness, log, time: REAL_TIME });
    await voice.cards.parseAll(options.signal);
    await catchUp(foundation);
    await warnOfDoubts(foundation);
    const retired = routeWarning(config);
    if (retired) log.warn(retired);
    const messagesUrl = `${address}/api/messages`;
    const { acceptanceUrl } = foundation;
    return { messagesUrl, metricsUrl, sandboxUrl, besidePlayground, acceptanceUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Warns at the start, as `status` does in chat, of conversations in the settings that are not used. */
async function warnOfDoubts({ config, database, log }: Foundation): Promise<void> {
  const wanted = { experts: config.faq.expertConversation, escalation: config.escalation.conversation };
  const doubts = await appointmentDoubts(database, wanted).catch(() => []);
  for (const doubt of doubts) log.warn(doubt, 'A conversation of the settings is not used: see status');
}
