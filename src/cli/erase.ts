import { createInterface } from 'node:readline';
import { CommandError, stopWith } from '../composition/console.ts';
import { readArguments } from '../composition/read-arguments.ts';
import { runCommand } from '../composition/run-command.ts';
import { cleanEmail } from '../domain/text/clean-text.ts';
import { isEmailAddress } from '../domain/confirming/email-address.ts';
import { eraseContact, type Erased } from '../use-cases/privacy/erase-contact.ts';

const USAGE =
  'Say whose details to erase: npm run -s erase -- <email>, or - to give the address on standard input';

const email = await addressGiven().catch(stopWith);
await runCommand('erase', async (foundation) => {
  console.log(lineOf(await eraseContact(foundation, email)));
});

/** Reads the address. A single dash in its place keeps it out of the shell's history and of the list of processes. */
async function addressGiven(): Promise<string> {
  const [argument = ''] = readArguments({ options: {}, words: 1, usage: USAGE }).positionals;
  const address = cleanEmail(argument === '-' ? await firstLine() : argument);
  if (!isEmailAddress(address)) throw new CommandError(USAGE);
  return address;
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}

function lineOf({ erased, underWay, texts, rows, files }: Erased): string {
  return [
    `${erased} confirmations erased`,
    ...(underWay > 0
      ? [`${underWay} still being filed with Partner Center, to be erased within an hour of their end`]
      : []),
    ...(rows > 0 ? [`${rows} rows of files given up before they were sent`] : []),
    ...(files > 0 ? [`${files} files being checked, whose rows with the address will be given up`] : []),
    ...(texts > 0 ? [`${texts} questions, answers or comments with the address removed`] : []),
  ].join('; ');
}
