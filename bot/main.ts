import { isRunByNpm, openLog, readSettings, stopWith, ignoreLostReader } from '../src/composition/console.ts';
import { openTracing } from '../src/composition/open-tracing.ts';
import { productVersion } from '../src/composition/product-version.ts';
import { readArguments } from '../src/composition/read-arguments.ts';
import { announceInLog, announceInProse } from './announce.ts';
import { startBot, type RunningBot } from './bot.ts';
import { keepHeapSmall } from './keep-heap-small.ts';
import type { Playground } from './playground/playground.ts';

/** How long a stop may take: then the process ends, whatever hangs. */
const STOP_WITHIN_MS = 9_500;

const ORPHAN_CHECK_MS = 500;

ignoreLostReader();
const { values: asked } = readArguments({
  options: { 'no-open': { type: 'boolean' } },
  usage: 'Usage: npm start, or npm start -- --no-open for no browser',
});
const config = readSettings();
const isLocal = config.registration === undefined;
const { log, logFile } = openLog(config);
const announce = isLocal
  ? announceInProse((line) => process.stdout.write(`${line}\n`))
  : announceInLog(log, productVersion());
let bot: RunningBot | undefined;
let playground: Playground | undefined;
const stopping = new AbortController();

process.on('SIGINT', () => void stop('SIGINT'));
process.on('SIGTERM', () => void stop('SIGTERM'));
// Sent when the terminal closes. Without a terminal it is not handled: `nohup` wants it ignored.
if (process.stdout.isTTY) process.on('SIGHUP', () => void stop('SIGHUP'));
stopWhenOrphaned();
process.on('unhandledRejection', (error) =>
  log.error({ err: error }, 'A promise was rejected and not handled'),
);
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'An error was not caught');
  void stop('an uncaught error', 1);
});

const endTracing = await openTracing(config);
const starting = start();
await starting.catch((error: unknown) => {
  // A start that a stop interrupts fails: that is no error to report.
  if (!stopping.signal.aborted) stopWith(error);
});

async function start(): Promise<void> {
  announce.starting();
  const onTakenOver = () => void stop('another bot took over this data directory', 1);
  const { signal } = stopping;
  const report = announce.step;
  bot = await startBot({ config, log, applicationName: 'mca-bot', report, onTakenOver, signal });
  const { messagesUrl, metricsUrl, sandboxUrl, acceptanceUrl } = bot;
  if (signal.aborted) return;
  keepHeapSmall();
  if (bot.besidePlayground) {
    report('starting the Agents Playground');
    const { startPlayground } = await import('./playground/playground.ts');
    playground = await startPlayground(messagesUrl);
    if (!playground) announce.withoutPlayground();
  }
  if (signal.aborted) return;
  announce.started({
    messagesUrl,
    metricsUrl,
    playgroundUrl: playground?.url,
    logFile,
    isLocal,
    sandboxUrl,
    acceptanceUrl,
  });
  if (playground && !asked['no-open']) {
    const { openBrowser } = await import('./playground/open-browser.ts');
    openBrowser(playground.url);
  }
}

/** Stops the bot and ends the process. Turns and jobs in hand are finished first; a second signal changes nothing. */
async function stop(reason: string, exitCode = 0): Promise<void> {
  if (stopping.signal.aborted) return;
  announce.stopping(reason);
  stopping.abort();
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await starting.catch(() => undefined);
  await Promise.all([playground?.stop(), bot?.stop()]);
  await endTracing();
  announce.stopped();
  process.exit(exitCode);
}

/**
 * Stops a bot whose npm was stopped. npm sends a signal to the shell between itself and the bot, and the shell dies
 * without passing it on. So a bot that npm started stops when its parent is gone.
 */
function stopWhenOrphaned(): void {
  if (!isRunByNpm()) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stop('npm was stopped');
  }, ORPHAN_CHECK_MS).unref();
}
