import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from 'restify';
import { openFoundation, type Foundation, type FoundationOptions } from '../src/composition/foundation.ts';
import { routeWarning } from '../src/composition/route-warning.ts';
import { StartError } from '../src/database/core/start-error.ts';
import { createMetrics } from '../src/metrics.ts';
import { appointmentDoubts } from '../src/use-cases/conversations/appointed-conversation.ts';
import { composeDoor, composeMetrics, composeTurns, composeVoice, type Turns } from './compose.ts';
import { createPeopleFirst } from './rate-limit/people-first.ts';
import { createReadiness } from './endpoint/readiness.ts';
import { createServer } from './endpoint/server.ts';
import { startWorkers } from './workers.ts';

/** A bot that answers. */
export interface RunningBot {
  /** Where Teams sends activities to. */
  messagesUrl: string;
  sandboxUrl: string | undefined;
  /** Where the sandbox plays Microsoft's page for customers that accept there. */
  acceptanceUrl: string | undefined;
  /** Finishes turns and jobs in hand, then closes everything it opened. */
  stop(): Promise<void>;
}

interface Options extends Omit<FoundationOptions, 'asBot' | 'metrics'> {
  /** Another bot took over the embedded database while the server was away. */
  onTakenOver: () => void;
}

/**
 * A balancer sends calls for a moment longer to a bot that was told to stop, and each must be answered. In local mode
 * there is no balancer, and a person who waits.
 */
const STILL_ANSWERING_MS = 1_000;

/** Turns in hand get so long to be answered before their connections are closed. */
const TURNS_GRACE_MS = 2_500;
/** What turns left to be written gets so long, for the database may say nothing. */
const SETTLE_GRACE_MS = 2_000;

/** A connection whose last answer is given is closed this soon. */
const LOOK_FOR_IDLE_MS = 50;

/** Starts the bot as the settings say. Throws StartError with one clear line, and leaves nothing open then. */
export async function startBot({ onTakenOver, ...options }: Options): Promise<RunningBot> {
  const metrics = createMetrics();
  const foundation = await openFoundation({ ...options, asBot: { onTakenOver }, metrics });
  const { config, log, queue, database, sandboxUrl } = foundation;
  const stopping = new AbortController();
  let server: Server | undefined;
  let turns: Turns | undefined;
  /** Everything has started. */
  let runs = false;
  const stop = async () => {
    stopping.abort();
    await Promise.all([queue.takeNoMore(), stopListening(server, config.registration !== undefined)]);
    await Promise.race([turns?.settle(), pause(SETTLE_GRACE_MS, undefined, { ref: false })]);
    await foundation.close();
  };
  try {
    options.report('loading the answers and cards');
    const voice = await composeVoice(foundation, metrics);
    composeMetrics(metrics, foundation);
    const people = createPeopleFirst();
    turns = composeTurns(foundation, voice, metrics);
    const { onTurn } = turns;
    const isStopping = () => stopping.signal.aborted || options.signal?.aborted === true;
    const canDatabaseKeep = createReadiness(() => database.canKeep());
    const isReady = async () =>
      runs && !isStopping() && queue.isRunning() && (await canDatabaseKeep()) && !isStopping();
    server = createServer({
      channel: voice.channel,
      ...composeDoor(foundation),
      onTurn: (context) => people.answer(() => onTurn(context)),
      isReady,
      metrics,
      metricsAccess: config.http.metricsAccess,
      log,
    });
    const messagesUrl = await listen(server, foundation);
    await startWorkers(foundation, { ...voice, people }, stopping.signal);
    await voice.cards.parseAll();
    await warnOfDoubts(foundation);
    const retired = routeWarning(config);
    if (retired) log.warn(retired);
    runs = true;
    return { messagesUrl, sandboxUrl, acceptanceUrl: foundation.acceptanceUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Says at the start what `status` says in chat: a conversation that was meant for something cannot be told. */
async function warnOfDoubts({ config, database, log }: Foundation): Promise<void> {
  const wanted = { experts: config.faq.expertConversation, escalation: config.escalation.conversation };
  const doubts = await appointmentDoubts(database, wanted).catch(() => []);
  for (const doubt of doubts) log.warn(doubt, 'A conversation of the settings is not used: see status');
}

async function listen(server: Server, { config, log }: Foundation): Promise<string> {
  const { port, host } = config.http;
  await new Promise<void>((resolve, reject) => {
    // Not only until it listens: an error without a listener would end the process.
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (server.server.listening) log.error({ err: error }, 'The HTTP server failed');
      else reject(listenError(error, port));
    });
    server.listen(port, host, resolve);
  });
  const { port: openPort } = server.address();
  return `http://${host}:${openPort}/api/messages`;
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(`PORT ${port} is in use: stop what listens there, or set another PORT`);
    case 'EACCES':
      return new StartError(`PORT ${port} may not be used: set another PORT`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError('HOST is not an address of this machine');
    default:
      return error;
  }
}

/** A moment later, where there is a balancer: takes nothing new, and waits for the answers under way. */
async function stopListening(server: Server | undefined, hasBalancer: boolean): Promise<void> {
  if (!server?.server.listening) return;
  // Who keeps a connection and calls on it again and again would be served for ever.
  server.server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  if (hasBalancer) await pause(STILL_ANSWERING_MS);
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const tidy = setInterval(() => server.server.closeIdleConnections(), LOOK_FOR_IDLE_MS);
  const hangUp = setTimeout(() => server.server.closeAllConnections(), TURNS_GRACE_MS);
  await closed;
  clearInterval(tidy);
  clearTimeout(hangUp);
}
