import { describe, expect, it } from '@jest/globals';
import { startBotProcess } from '../support/bot-process.ts';
import { dataDirs } from './data-dirs.ts';
import { processesOf } from './processes-of.ts';

const folders = dataDirs();
const asRoot = process.getuid?.() === 0 ? it : it.skip;

describe('root', () => {
  asRoot(
    'starts and stops a bot whose files are where only root can enter (skipped for other users)',
    async () => {
      const bot = await startBotProcess({}, { dataDir: await folders.empty('/root') });

      expect(await bot.statusOf('/readyz')).toBe(200);
      expect(await bot.end('SIGTERM')).toBe(0);
      expect(await processesOf(bot.dataDir)).toEqual([]);
    },
    180_000,
  );
});
