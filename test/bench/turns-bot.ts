import { startBot } from '../../bot/bot.ts';
import { loadConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { reportCpu } from './report-cpu.ts';

/** The whole bot, as `npm start` starts it, with its log in a file. */
const config = loadConfig(process.env);
const { messagesUrl, stop } = await startBot({
  config,
  log: createLogger(config.logLevel, `${config.database.dataDir}/bench.log`),
  applicationName: 'bench-bot',
  report: () => undefined,
  onTakenOver: () => undefined,
});
process.on('disconnect', () => void stop().then(() => process.exit()));
reportCpu(messagesUrl);
