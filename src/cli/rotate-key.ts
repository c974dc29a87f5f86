import { readArguments } from '../composition/read-arguments.ts';
import { runCommand } from '../composition/run-command.ts';
import { rotateKey, ROTATION, type RotationEnd } from '../composition/rotate-key.ts';

/** How many contacts and secrets are done between two lines of progress. */
const STEP = 1_000;

readArguments({ options: {}, usage: 'Usage: npm run rotate-key' });
await runCommand(ROTATION, async (foundation, signal) => {
  let told = 0;
  const report = (done: number, of: number) => {
    if (done < told + STEP && done < of) return;
    told = done;
    console.log(`${done} of ${of}`);
  };
  const end = await rotateKey(foundation, { report, signal });
  if (end.kind !== 'stopped') console.log(lineOf(end));
});

function lineOf(end: Exclude<RotationEnd, { kind: 'stopped' }>): string {
  if (end.kind === 'one-key') {
    return (
      'Everything is encrypted with the key in ENCRYPTION_KEY. To change it, put a new one and a comma before it, ' +
      'start the bot with that, and run this again.'
    );
  }
  const done = `Encrypted anew: ${end.values} contacts and secrets.`;
  return end.isLocal
    ? `${done} The new key is in DATA_DIR, the old one is gone.`
    : `${done} Nothing needs the old key any more: take it out of ENCRYPTION_KEY.`;
}
