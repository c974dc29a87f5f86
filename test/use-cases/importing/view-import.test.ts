import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationKind } from '../../../src/domain/conversations/conversation.ts';
import type { ReadyLine } from '../../../src/domain/importing/import.ts';
import type { FileNotes } from '../../../src/domain/importing/import-file.ts';
import { eraseContact } from '../../../src/use-cases/privacy/erase-contact.ts';
import { viewImport } from '../../../src/use-cases/importing/view-import.ts';
import { testDatabase } from '../../support/database.ts';
import { newImport, readyRow } from '../../support/imports.ts';
import { plainConversation } from '../../support/plain-conversation.ts';

const data = await testDatabase();
const { database, clear } = data;
const NOW = new Date('2026-03-10T09:00:00Z');

beforeEach(clear);

/** A file of ready rows, checked, in a conversation of a kind. */
async function previewOf(names: readonly string[], kind: ConversationKind, notes: Partial<FileNotes> = {}) {
  const arrived = newImport();
  await database.conversations.remember(plainConversation(arrived.conversationId, kind));
  await database.imports.arrive(arrived);
  const listed = names.map((_, place) => ({
    id: `customer-${place + 2}`,
    name: `Customer ${place + 2}`,
    domain: `c${place}.example`,
  }));
  await database.customers.saveListed(listed, NOW);
  const rows = names.map((firstName, place) => {
    const row = readyRow(place + 2, `${firstName.toLowerCase()}@client.example`);
    return {
      ...row,
      confirmation: { ...row.confirmation!, contact: { ...row.confirmation!.contact, firstName } },
    };
  });
  await database.imports.addRows(arrived.id, rows);
  const checked = { blankRows: 0, hiddenRows: 0, sheet: null, ...notes };
  await database.imports.endCheck(arrived.id, { kind: 'checked', notes: checked, expiresAt: NOW });
  return arrived.id;
}
const view = async (id: string) => viewImport({ database }, (await database.imports.find(id))!);

describe('a file whose rows are on their way', () => {
  it('waits for an administrator while filing is paused', async () => {
    const id = await previewOf(['Ana'], 'personal');
    const before = (await view(id)).isHeld;
    await database.imports.move(id, ['preview'], { state: 'running', at: NOW, expiresAt: null });
    const running = (await view(id)).isHeld;
    await database.filingPause.begin({ reason: 'mfa-missing', code: '900421' }, NOW);

    expect([before, running, (await view(id)).isHeld]).toEqual([false, false, true]);
    await database.imports.move(id, ['running'], { state: 'paused', at: NOW, expiresAt: null });
    expect((await view(id)).isHeld).toBe(false);
  });
});

const namesOf = (line: ReadyLine) => ('firstName' in line ? line.firstName : line.initials);

describe('the rows of a file that are ready', () => {
  it('are shown to their owner before they are sent, the first ones, with a masked address', async () => {
    const id = await previewOf(['Ana', 'Bo', 'Cy', 'Di'], 'personal');

    const { ready } = await view(id);

    expect(ready.map(namesOf)).toEqual(['Ana', 'Bo', 'Cy']);
    expect(ready[0]).toEqual({
      number: 2,
      customer: 'Customer 2',
      acceptedOn: '2018-10-03',
      firstName: 'Ana',
      lastName: 'Hopper',
      maskedEmail: 'a…@client.example',
    });
  });

  it('are those with accents where their letters were guessed', async () => {
    const id = await previewOf(['Ana', 'Bo', 'Cy', 'Zoë'], 'personal', { isGuessedWestern: true });

    expect((await view(id)).ready.map(({ number }) => number)).toEqual([5, 2, 3]);
  });

  it.each(['channel', 'groupChat'] as const)('tell their people by initials alone in a %s', async (kind) => {
    const { ready } = await view(await previewOf(['Ana'], kind));

    expect(ready).toEqual([
      { number: 2, customer: 'Customer 2', acceptedOn: '2018-10-03', initials: 'A. H.' },
    ]);
  });

  it('are shown no more once they are being sent', async () => {
    const id = await previewOf(['Ana'], 'personal');
    await database.imports.move(id, ['preview'], { state: 'running', at: NOW, expiresAt: null });

    expect((await view(id)).ready).toEqual([]);
  });

  it('leave the card with their person’s details', async () => {
    const id = await previewOf(['Ana', 'Bo'], 'personal');

    await eraseContact({ database, clock: { now: () => NOW } }, 'ana@client.example');

    expect((await view(id)).ready.map(namesOf)).toEqual(['Bo']);
    expect(await data.sentJobs()).toMatchObject([{ name: 'show-import', payload: { importId: id } }]);
  });
});
