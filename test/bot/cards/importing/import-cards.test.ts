import { describe, expect, it } from '@jest/globals';
import { importPreviewCard } from '../../../../bot/cards/importing/import-preview.ts';
import { importProgressCard } from '../../../../bot/cards/importing/import-progress.ts';
import { importRefusedCard } from '../../../../bot/cards/importing/import-refused.ts';
import { noCounts, type ImportView } from '../../../../src/domain/importing/import.ts';
import type { FileNotes } from '../../../../src/domain/importing/import-file.ts';
import { buttonsIn, cards, contentOf, textIn, type Node } from '../support.ts';

const view = (notes: Partial<FileNotes>): ImportView => ({
  import: {
    ...{
      id: 'i',
      purpose: 'acceptances',
      state: 'preview',
      owner: { id: 'p', name: 'Ada' },
      conversationId: 'a:chat',
    },
    ...{
      activityId: null,
      language: 'en',
      timeZone: 'UTC',
      country: null,
      fileName: 'a.xlsx',
      problem: null,
    },
    notes: { blankRows: 0, hiddenRows: 0, sheet: null, ...notes },
    createdAt: new Date('2018-11-01T10:00:00Z'),
  },
  isHeld: false,
  counts: { ...noCounts(), ready: 1 },
  ready: [],
  problems: [],
});
const preview = (notes: Partial<FileNotes>, language: 'en' | 'fr' = 'en') =>
  textIn(contentOf(importPreviewCard(cards, language, view(notes))));

describe('the preview of a file', () => {
  it('names the sheet that was read, and says when others were not', () => {
    expect(preview({})).not.toContain('sheet');
    expect(preview({ sheet: 'May' })).toContain('I read the sheet “May”.');
    expect(preview({ sheet: 'May', hasMoreSheets: true })).toContain(
      'I read the sheet “May” only; the other sheets are not included.',
    );
    expect(preview({ sheet: 'Mai', hasMoreSheets: true }, 'fr')).toContain('les autres ne sont pas prises');
  });
});

describe('the progress of a file', () => {
  const progress = (isHeld: boolean, language: 'en' | 'fr' = 'en') => {
    const running = view({});
    running.import.state = 'running';
    return textIn(contentOf(importProgressCard(cards, language, { ...running, isHeld })));
  };

  it('says that it waits for an administrator while all filing is paused, in the place of going on', () => {
    expect(progress(true)).toContain('Waiting for your administrator');
    expect(progress(true)).not.toContain('I go on by myself, also after a restart');
    expect(progress(true, 'fr')).toContain('En attente de votre administrateur');
    expect(progress(false)).not.toContain('administrator');
  });
});

describe('the rows that will be sent', () => {
  const line = {
    ...{ number: 2, customer: 'Contoso', acceptedOn: '2018-10-03', firstName: 'Hélène', lastName: 'Dupré' },
    maskedEmail: 'h…@client.example',
  };
  const told = (notes: Partial<FileNotes>, language: 'en' | 'fr' = 'en') =>
    textIn(contentOf(importPreviewCard(cards, language, { ...view(notes), ready: [line] })));

  it('are shown with customer, name, masked address and day', () => {
    expect(told({})).toContain('Row 2, Contoso: Hélène Dupré, h…@client.example, 3 October 2018');
    expect(told({}, 'fr')).toContain('Hélène Dupré, h…@client.example, 3 octobre 2018');
    expect(told({})).not.toContain('how its letters are written');
  });

  it.each([
    ['en', 'Row 2, Contoso: H. D., 3 October 2018'],
    ['fr', 'Ligne 2, Contoso\u00a0: H. D., 3 octobre 2018'],
  ] as const)('tell the person by initials where others read along, in %s', (language, told) => {
    const { number, customer, acceptedOn } = line;
    const shared = { number, customer, acceptedOn, initials: 'H. D.' };

    const text = textIn(contentOf(importPreviewCard(cards, language, { ...view({}), ready: [shared] })));

    expect(text).toContain(told);
    expect(text).not.toContain('@');
  });

  it('are to be looked at where the letters were guessed', () => {
    expect(told({ isGuessedWestern: true })).toContain('Please check these names.');
  });
});

describe('what the preview says of columns and phone numbers', () => {
  it('names the columns that are not used, and the rows to be looked at', () => {
    const shown = preview({
      unusedColumns: ['Cell', 'Fax'],
      phones: { 'left-out': { count: 1, rows: [2] }, incomplete: { count: 12, rows: [3, 5] } },
    });

    expect(shown).toContain('I do not use: Cell, Fax.');
    expect(shown).toContain('What is entered as a phone number is not one, so it is left out. Rows: 2.');
    expect(shown).toContain('it is sent as written. Rows: 3, 5 and 10 more.');
    expect(preview({ unusedColumns: ['Portable 2'] }, 'fr')).toContain('Je n’utilise pas\u00a0: Portable 2.');
    expect(preview({})).not.toContain('phone');
  });
});

describe('a file that cannot be used', () => {
  it.each(['en', 'fr'] as const)(
    'is asked for as CSV UTF-8 where its letters cannot be told: %s',
    (language) => {
      const refused = importRefusedCard(cards, language, { problem: { kind: 'unknown-encoding' } });

      expect(textIn(contentOf(refused))).toContain('CSV UTF-8');
    },
  );

  it('is told both columns that mean the same, and the sheet where there are several', () => {
    const problem = { kind: 'columns-twice', names: ['E-mail', 'Courriel'] } as const;
    const told = (sheet?: string) =>
      textIn(
        contentOf(
          importRefusedCard(cards, 'en', {
            problem: { ...problem, names: [...problem.names], ...(sheet && { sheet }) },
          }),
        ),
      );

    expect(told()).toContain('Two columns mean the same: E-mail, Courriel. Keep one of them.');
    expect(told()).not.toContain('sheet');
    expect(told('May')).toContain('This is about the sheet “May”.');
  });
});

describe('the end of a file', () => {
  const ended = (counts: Partial<ImportView['counts']>, more: Partial<ImportView> = {}) => {
    const finished = { ...view({}), ...more, counts: { ...noCounts(), ...counts } };
    finished.import.state = 'finished';
    return contentOf(importProgressCard(cards, 'en', finished));
  };
  const toneOf = (card: Node) => ((card.body as Node[])[0] as { style: string }).style;

  it('is said in numbers, and is green only where all are confirmed', () => {
    const all = ended({ confirmed: 38, found: 1, 'already-confirmed': 1 });
    const some = ended({ confirmed: 38, wrong: 2 });

    expect([textIn(all), toneOf(all)]).toEqual([expect.stringContaining('40 of 40 confirmed'), 'good']);
    expect([textIn(some), toneOf(some)]).toEqual([expect.stringContaining('38 of 40 confirmed'), 'warning']);
  });

  it('offers to send what was given up while that is possible', () => {
    const titles = (card: Node) => buttonsIn(card).map(({ title }) => title);

    expect(titles(ended({ confirmed: 1, dropped: 9 }, { canSendDropped: true }))).toContain(
      'Send the 9 discarded rows',
    );
    expect(titles(ended({ confirmed: 1, dropped: 9 })).join()).not.toContain('discarded');
  });
});

it('asks before the rest is given up, with the way to keep it', () => {
  const paused = { ...view({}), counts: { ...noCounts(), ready: 37, confirmed: 3 } };
  paused.import.state = 'paused';
  const card = contentOf(importProgressCard(cards, 'en', paused, { asks: true }));

  expect(textIn(card)).toContain('Discard the remaining 37 rows?');
  expect(buttonsIn(card).map(({ title, verb, data }) => [title, verb, (data as Node).sure])).toEqual([
    ['Discard 37 rows', 'import.cancel', true],
    ['Keep them', 'import.pause', undefined],
  ]);
});
