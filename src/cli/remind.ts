import { composeVoice } from '../../bot/compose.ts';
import { readArguments } from '../composition/read-arguments.ts';
import { runCommand } from '../composition/run-command.ts';
import { sendReminders } from '../use-cases/reminding/send-reminders.ts';

const { all = false } = readArguments({
  options: { all: { type: 'boolean' } },
  usage: 'Usage: npm run remind, or npm run remind -- --all for every conversation with reminders on',
}).values;
await runCommand('remind', async (foundation, signal) => {
  const { messenger } = await composeVoice(foundation);
  const { escalation } = foundation.config;
  const run = await sendReminders({ ...foundation, messenger, escalation }, { all, signal });
  console.log(
    `${run.posted} sent, ${run.skipped} with nothing to send, ${run.unreachable} unreachable, ` +
      `${run.later} to be tried again, ${run.unknown} unknown.`,
  );
});
