import { z } from 'zod';
import type { ImportView } from '../../../src/domain/importing/import.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import type { StringKey } from '../kit/strings.ts';
import { countFacts, factsData, problemsData, rowLine } from './import-rows.ts';
import { fileNamed } from './import-preview.ts';
import { signBefore } from '../kit/signs.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

const LOOKS = {
  running: { sign: '📨', tone: 'accent' },
  held: { sign: '⏳', tone: 'warning' },
  paused: { tone: 'warning' },
  finished: { sign: '✅', tone: 'good' },
  asks: { tone: 'warning' },
} as const;

const SHOWN = [
  'asked',
  'confirmed',
  'found',
  'on-its-way',
  'ready',
  'refused',
  'attention',
  'wrong',
  'unknown-customer',
  'already-confirmed',
  'in-progress',
  'exempt',
  'duplicate',
  'conflict',
  'dropped',
] as const;

const progressData = z.object({
  importId: userText,
  state: z.enum(['running', 'paused', 'finished', 'asks']),
  sign: signBefore,
  tone: z.enum(['accent', 'warning', 'good']),
  heading: z.string(),
  explanation: z.string(),
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  facts: factsData,
  problems: problemsData,
  results: z.array(
    z.object({ title: z.string(), data: z.record(z.string(), z.union([userText, z.string()])) }),
  ),
  /** How many rows a person would give up. */
  left: z.int().nonnegative(),
  canSendDropped: z.boolean(),
  dropped: z.int().nonnegative(),
});

/**
 * How far an import has got, in numbers, and once it is done how it ended. `view.import` must have been started. `asks`:
 * whether the card asks if the rest is really to be given up.
 */
export function importProgressCard(
  cards: Cards,
  language: Language,
  view: ImportView,
  { asks } = { asks: false },
): Card {
  const { counts, problems, isHeld } = view;
  const { id, fileName } = view.import;
  const state = asks ? 'asks' : progressData.shape.state.parse(view.import.state);
  const total = SHOWN.reduce((sum, name) => sum + counts[name], 0);
  const file = cards.phrase(language, 'import-rows.fileTitle');
  const words = isHeld && !asks ? 'held' : state;
  const confirmed = counts.asked + counts.confirmed + counts.found + counts['already-confirmed'];
  const needsCare = state === 'finished' && confirmed < total;
  const ends = { confirmed, total, left: counts.ready };
  const data = progressData.parse({
    importId: id,
    state,
    ...LOOKS[words],
    ...(needsCare && { sign: '⚠️', tone: 'warning' }),
    heading: cards.phrase(language, `import-progress.${words}`, ends),
    explanation: cards.phrase(language, `import-progress.${words}Text`, ends),
    done: total - counts.ready - counts['on-its-way'],
    total,
    facts: [
      { title: file, value: fileNamed(cards, language, fileName) },
      ...countFacts(cards, language, counts, SHOWN),
    ],
    // While it runs the figures tell enough; the rows are worth a look at the end.
    left: counts.ready,
    canSendDropped: view.canSendDropped ?? false,
    dropped: counts.dropped,
    problems: state === 'finished' ? problems.map((line) => rowLine(cards, language, line)) : [],
    results: state === 'finished' ? resultFiles(cards, language, view.import) : [],
  });
  return cards.render('import-progress', language, data);
}

/**
 * The files to fetch once an import is done. After a list of customers to ask: the messages, the reader's language first.
 */
function resultFiles(cards: Cards, language: Language, { id: importId, purpose }: ImportView['import']) {
  if (purpose === 'acceptances') {
    return [{ title: cards.phrase(language, 'import-progress.result'), data: { importId } }];
  }
  const others = LANGUAGES.filter((each) => each !== language);
  return [language, ...others].map((messageLanguage) => ({
    title: cards.phrase(language, MESSAGES_IN[messageLanguage]),
    data: { importId, messageLanguage },
  }));
}

const MESSAGES_IN = {
  en: 'import-progress.messagesInEnglish',
  fr: 'import-progress.messagesInFrench',
} as const satisfies Record<Language, StringKey>;
