import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { COMMANDS, PRESSES } from '../../bot/routes.ts';
import { RIGHTS } from '../../src/domain/rights/rights.ts';
import { ROOT } from '../support/source-files.ts';

const page = readFileSync(join(ROOT, 'docs', 'rights.md'), 'utf8');

/** What a row of the table says: the names in one of its cells. */
function namesIn(right: string, cell: number): string[] {
  const row = page.split('\n').find((line) => line.startsWith(`| \`${right}\` `)) ?? '';
  return [...(row.split('|')[cell] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name!).sort();
}

it.each(RIGHTS)('the page of rights lists the commands and buttons that need « %s »', (right) => {
  const needing = (routes: Record<string, { right: string }>) =>
    Object.keys(routes)
      .filter((name) => routes[name]!.right === right)
      .sort();

  expect([namesIn(right, 3), namesIn(right, 4)]).toEqual([needing(COMMANDS), needing(PRESSES)]);
});
