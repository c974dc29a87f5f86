import { describe, expect, it } from '@jest/globals';
import { launchBot, startBotProcess } from '../support/bot-process.ts';
import { eventually } from '../support/eventually.ts';
import { filedCustomers } from './chat.ts';
import { dataDirs } from './data-dirs.ts';
import { schedulesIn } from './embedded-query.ts';
import { processesOf } from './processes-of.ts';

// They start processes that share nothing: several run at the same time.
const folders = dataDirs({ endedAfter: 'file' });
const REFUSAL = 'Another bot is running on this data directory: stop it, or set another DATA_DIR\n';

describe('a second bot on a data directory', () => {
  it.concurrent(
    'is refused with one line, at once or later, and the first keeps its schedule and its sandbox',
    async () => {
      const dataDir = await folders.empty();

      const bots = [await launchBot({}, { dataDir }), await launchBot({}, { dataDir })];
      const refused = await eventually(
        () => {
          const [ended, ...more] = bots.filter((bot) => !bot.isRunning());
          if (!ended || more.length > 0) throw new Error('It is not exactly one that lives');
          return ended;
        },
        { withinMs: 90_000 },
      );
      const first = bots.find((bot) => bot !== refused)!;
      await first.started();
      const schedules = await schedulesIn(dataDir);
      const later = await launchBot({}, { dataDir });

      expect([await refused.ended, refused.complaint()]).toEqual([1, REFUSAL]);
      expect([await later.ended, later.complaint()]).toEqual([1, REFUSAL]);
      expect(schedules.length).toBeGreaterThan(0);
      expect(await schedulesIn(dataDir)).toEqual(schedules);
      expect(await filedCustomers(first)).toEqual([]);
      expect(await first.statusOf('/readyz')).toBe(200);
      expect(await first.end('SIGTERM')).toBe(0);
      expect(await processesOf(dataDir)).toEqual([]);
    },
    180_000,
  );

  it.concurrent(
    'may start while the first is stopping, and has everything of its own',
    async () => {
      const dataDir = await folders.withDatabase();
      const first = await startBotProcess({}, { dataDir });
      const port = String(first.port);

      const stopped = first.end('SIGTERM');
      const second = await startBotProcess({ PORT: port }, { dataDir });

      expect(await stopped).toBe(0);
      expect(await second.statusOf('/readyz')).toBe(200);
      expect(await filedCustomers(second)).toEqual([]);
      expect(await second.end('SIGTERM')).toBe(0);
      expect(await processesOf(dataDir)).toEqual([]);
    },
    180_000,
  );
});
