import { openLog, readSettings, stopWith } from '../src/composition/console.ts';
import { startBot, type RunningBot } from './bot.ts';
import { startPlayground, type Playground } from './playground.ts';
import { startMessage } from './start-message.ts';

/** Everything is gone by then, whatever hangs. */
const STOP_WITHIN_MS = 9_000;

const say = (line: string) => process.stdout.write(`${line}\n`);
const report = (step: string) => say(`  … ${step}`);

const config = readSettings();
const isLocal = config.registration === undefined;
const { log, logFile } = openLog(config);
let bot: RunningBot | undefined;
let playground: Playground | undefined;
let isStopping = false;

process.on('SIGINT', () => void stop('SIGINT'));
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('unhandledRejection', (error) => log.error({ err: error }, 'A promise failed unheard'));

const starting = start();
await starting.catch(stopWith);

async function start(): Promise<void> {
  say('Starting the MCA acceptance bot');
  const onTakenOver = () => {
    log.error('Another bot took over this data directory');
    void stop('taken over');
  };
  bot = await startBot({ config, log, applicationName: 'mca-bot', report, onTakenOver });
  const { messagesUrl, sandboxUrl } = bot;
  if (isStopping) return;
  if (isLocal && config.playground && sandboxUrl) {
    report('starting the Agents Playground');
    playground = await startPlayground(messagesUrl);
    if (!playground) say('  The Agents Playground did not start; the bot works without it.');
  }
  if (!isStopping)
    say(startMessage({ messagesUrl, playgroundUrl: playground?.url, logFile, isLocal, sandboxUrl }));
}

/** Turns and jobs in hand are finished first. A second signal changes nothing. */
async function stop(reason: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  say(`\nStopping (${reason})`);
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await starting.catch(() => undefined);
  await playground?.stop();
  await bot?.stop();
  process.exit(0);
}
