import { CommandError, stopWith } from '../composition/console.ts';
import { readArguments } from '../composition/read-arguments.ts';
import { runCommand } from '../composition/run-command.ts';
import { KEEP_TEXTS_MS } from '../use-cases/privacy/erase-old-contacts.ts';
import { faqReport, type FaqReport } from '../use-cases/asking/faq-report.ts';
import { plainLine, table } from './table.ts';

/** How many days a report may reach back: nothing older is kept. */
const LONGEST_DAYS = KEEP_TEXTS_MS / (24 * 60 * 60_000);
/** How many of the latest comments stand beside the votes on one answer. */
const COMMENTS = 5;

const days = daysAsked();
const period = days === 1 ? 'the last day' : `the last ${days} days`;

await runCommand('faq-report', async ({ database, clock }) => {
  const report = await faqReport({ database, clock }, days);
  console.log(`${missesText(report)}\n\n${votesText(report)}`);
});

function daysAsked(): number {
  const usage = 'Only --days is understood: npm run faq:report -- --days 30';
  const asked = Number(readArguments({ options: { days: { type: 'string' } }, usage }).values.days ?? 30);
  if (Number.isInteger(asked) && asked >= 1 && asked <= LONGEST_DAYS) return asked;
  return stopWith(new CommandError(`--days must be a whole number from 1 to ${LONGEST_DAYS}`));
}

function missesText({ misses }: FaqReport): string {
  if (misses.length === 0) return `No question went without an answer in ${period}.`;
  const rows = misses.map(({ times, suggested, languages, question }) => [
    times,
    suggested,
    languages.join(' '),
    question,
  ]);
  return [
    `Questions without an answer in ${period}, most frequent first.`,
    '"Guessed": how often the bot asked "did you mean" instead of knowing nothing.',
    '',
    table(['Times', 'Guessed', 'Language', 'Question'], rows),
  ].join('\n');
}

function votesText({ votes }: FaqReport): string {
  if (votes.length === 0) return `No vote on an answer in ${period}.`;
  const rows = votes.map(({ notHelpful, helpful, entryId }) => [notHelpful, helpful, entryId]);
  const comments = votes
    .filter((vote) => vote.comments.length > 0)
    .map((vote) =>
      [
        plainLine(vote.entryId),
        ...vote.comments.slice(0, COMMENTS).map((text) => `  - ${plainLine(text, 400)}`),
      ].join('\n'),
    );
  return [
    `Votes on answers in ${period}, most often not helpful first.`,
    '',
    table(['Not helpful', 'Helpful', 'Entry'], rows),
    ...(comments.length > 0 ? ['', 'What people wrote beside them, latest first:', '', ...comments] : []),
  ].join('\n');
}
