import type { Server } from 'restify';
import { openLog, readSettings, stopWith } from '../src/composition/console.ts';
import { openFoundation, type Foundation } from '../src/composition/foundation.ts';
import { holdSingleBot } from '../src/database/single-bot.ts';
import { StartError } from '../src/database/start-error.ts';
import { composeTurns, composeVoice, gateRules } from './compose.ts';
import { startPlayground } from './playground.ts';
import { createServer } from './server.ts';
import { startMessage } from './start-message.ts';
import { startWorkers } from './workers.ts';

/** Everything is gone by then, whatever hangs. */
const STOP_WITHIN_MS = 9_000;

const say = (line: string) => process.stdout.write(`${line}\n`);
const report = (step: string) => say(`  … ${step}`);

const config = readSettings();
const isLocal = config.registration === undefined;
const { log, logFile } = openLog(config);
const closers: (() => unknown)[] = [];
let isStopping = false;

process.on('SIGINT', () => void stop('SIGINT'));
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('unhandledRejection', (error) => log.error({ err: error }, 'A promise failed unheard'));

say('Starting the MCA acceptance bot');
await start().catch(async (error: unknown) => {
  await closeAll();
  stopWith(error);
});

async function start(): Promise<void> {
  const foundation = await openFoundation({ config, log, applicationName: 'mca-bot', report });
  closers.push(() => foundation.close());
  if (foundation.isEmbedded) await stayAlone(foundation);

  report('loading the answers and cards');
  const voice = composeVoice(foundation);
  const onTurn = composeTurns(foundation, voice);
  const isReady = async () =>
    !isStopping && foundation.queue.isRunning() && (await foundation.database.ping());
  const server = createServer({ adapter: voice.adapter, gate: gateRules(foundation), onTurn, isReady, log });
  const url = await listen(server);
  closers.push(() => closeServer(server));

  const stopping = new AbortController();
  await startWorkers(foundation, voice.messenger, stopping.signal);
  closers.push(() => stopping.abort());

  const playground =
    isLocal && config.playground && foundation.sandboxUrl ? await openPlayground(url) : undefined;
  say(
    startMessage({
      url,
      playgroundUrl: playground?.url,
      logFile,
      isLocal,
      sandboxUrl: foundation.sandboxUrl,
    }),
  );
}

async function stayAlone({ databaseUrl }: Foundation): Promise<void> {
  const onTakenOver = () => {
    log.error('Another bot took over this data directory');
    void stop('SIGTERM');
  };
  const alone = await holdSingleBot({ url: databaseUrl, onTakenOver });
  closers.push(() => alone.release());
}

async function listen(server: Server): Promise<string> {
  const { port, host } = config.http;
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', (error: NodeJS.ErrnoException) => {
      reject(listenError(error, port));
    });
    server.listen(port, host, resolve);
  });
  return `http://${host}:${server.address().port}/api/messages`;
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartError(`PORT ${port} is in use: stop what listens there, or set another PORT`);
  }
  if (error.code === 'EACCES') return new StartError(`PORT ${port} may not be used: set another PORT`);
  if (error.code === 'EADDRNOTAVAIL') return new StartError('HOST is not an address of this machine');
  return error;
}

async function openPlayground(url: string) {
  report('starting the Agents Playground');
  const playground = await startPlayground(url);
  if (playground) closers.push(() => playground.stop());
  else say('  The Agents Playground did not start; the bot works without it.');
  return playground;
}

async function closeServer(server: Server): Promise<void> {
  server.server.closeIdleConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** Turns and jobs in hand are finished, in the reverse order of their opening. A second signal changes nothing. */
async function stop(signal: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  say(`\nStopping (${signal})`);
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await closeAll();
  process.exit(0);
}

async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) {
    try {
      await close();
    } catch (error) {
      log.warn({ err: error }, 'A part did not close cleanly');
    }
  }
}
