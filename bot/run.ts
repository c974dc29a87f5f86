import {
  isRunByNpm,
  openLog,
  readSettings,
  stopWith,
  survivePrintingToNobody,
} from '../src/composition/console.ts';
import { startBot, type RunningBot } from './bot.ts';
import type { Playground } from './playground/playground.ts';
import { startMessage } from './start-message.ts';

/** Everything is gone by then, whatever hangs. */
const STOP_WITHIN_MS = 9_500;

const ORPHAN_CHECK_MS = 500;

const say = (line: string) => process.stdout.write(`${line}\n`);
const report = (step: string) => say(`  … ${step}`);

survivePrintingToNobody();
const config = readSettings();
const isLocal = config.registration === undefined;
const { log, logFile } = openLog(config);
let bot: RunningBot | undefined;
let playground: Playground | undefined;
const stopping = new AbortController();

process.on('SIGINT', () => void stop('SIGINT'));
process.on('SIGTERM', () => void stop('SIGTERM'));
// The terminal was closed. Without one it is left alone: `nohup` wants it ignored.
if (process.stdout.isTTY) process.on('SIGHUP', () => void stop('SIGHUP'));
stopWhenOrphaned();
process.on('unhandledRejection', (error) => log.error({ err: error }, 'A promise failed unheard'));
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'An error nobody caught');
  void stop('an error nobody caught', 1);
});

const starting = start();
await starting.catch((error: unknown) => {
  // A start that was given up fails: no news.
  if (!stopping.signal.aborted) stopWith(error);
});

async function start(): Promise<void> {
  say('Starting the MCA acceptance bot');
  const onTakenOver = () => void stop('another bot took over this data directory', 1);
  const { signal } = stopping;
  bot = await startBot({ config, log, applicationName: 'mca-bot', report, onTakenOver, signal });
  const { messagesUrl, sandboxUrl, acceptanceUrl } = bot;
  if (signal.aborted) return;
  if (isLocal && config.playground && sandboxUrl) {
    report('starting the Agents Playground');
    const { startPlayground } = await import('./playground/playground.ts');
    playground = await startPlayground(messagesUrl);
    if (!playground) say('  The Agents Playground did not start; the bot works without it.');
  }
  if (!signal.aborted)
    say(
      startMessage({
        messagesUrl,
        playgroundUrl: playground?.url,
        logFile,
        isLocal,
        sandboxUrl,
        acceptanceUrl,
      }),
    );
}

/** Turns and jobs in hand are finished first. A second signal changes nothing. */
async function stop(reason: string, exitCode = 0): Promise<void> {
  if (stopping.signal.aborted) return;
  say(`\nStopping (${reason})`);
  stopping.abort();
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await starting.catch(() => undefined);
  await Promise.all([playground?.stop(), bot?.stop()]);
  process.exit(exitCode);
}

/**
 * npm hands a signal to the shell between it and us, which dies of it without a word to us. Started by npm, a bot whose
 * parent is gone has been stopped.
 */
function stopWhenOrphaned(): void {
  if (!isRunByNpm()) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stop('npm was stopped');
  }, ORPHAN_CHECK_MS).unref();
}
