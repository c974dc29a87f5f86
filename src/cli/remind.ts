import { composeVoice } from '../../bot/compose.ts';
import { openLog, readSettings, stopWith } from '../composition/console.ts';
import { openFoundation } from '../composition/foundation.ts';
import { sendReminders } from '../use-cases/send-reminders.ts';

const config = readSettings();
const { log } = openLog(config, 'command');

try {
  const foundation = await openFoundation({
    config,
    log,
    applicationName: 'mca-remind',
    report: () => undefined,
  });
  try {
    const { messenger } = composeVoice(foundation);
    const all = process.argv.includes('--all');
    const run = await sendReminders({ ...foundation, messenger }, { all });
    console.log(
      `${run.posted} sent, ${run.skipped} with nothing to send, ${run.unreachable} unreachable, ` +
        `${run.later} to be tried again, ${run.unknown} unknown.`,
    );
  } finally {
    await foundation.close();
  }
} catch (error) {
  stopWith(error);
}
