import { composeVoice } from '../../bot/compose.ts';
import { runCommand } from '../composition/run-command.ts';
import { sendReminders } from '../use-cases/send-reminders.ts';

await runCommand('remind', async (foundation, signal) => {
  const { messenger } = composeVoice(foundation);
  const all = process.argv.includes('--all');
  const { escalation } = foundation.config;
  const run = await sendReminders({ ...foundation, messenger, escalation }, { all, signal });
  console.log(
    `${run.posted} sent, ${run.skipped} with nothing to send, ${run.unreachable} unreachable, ` +
      `${run.later} to be tried again, ${run.unknown} unknown.`,
  );
});
