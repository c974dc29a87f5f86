import { z } from 'zod';
import { LIST_FIELDS, TEMPLATE_FIELDS } from '../../../src/domain/importing/import-columns.ts';
import type { FileProblem } from '../../../src/domain/importing/import-file.ts';
import { CSV_DELIMITER } from '../../../src/domain/text/csv.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import type { Card } from '../../teams/card.ts';

export interface ImportRefusedInput {
  problem: FileProblem;
}

/** How many column names are shown: longer lists help no further. */
const NAMES_SHOWN = 8;
const LONGEST_NAME = 60;

const refusedData = z.object({ reason: z.string(), about: z.string().optional(), columns: z.string() });

/** Why a file cannot be used, and how a usable one looks: in text as well, for a person who cannot take a file. */
export function importRefusedCard(cards: Cards, language: Language, { problem }: ImportRefusedInput): Card {
  const data = refusedData.parse({
    reason: reasonOf(cards, language, problem),
    about: problem.sheet && cards.phrase(language, 'import-refused.sheet', { sheet: problem.sheet }),
    columns: (cards.route === 'direct' ? LIST_FIELDS : TEMPLATE_FIELDS)
      .map((field) => cards.say(language, `import-template.${field}`))
      .join(`${CSV_DELIMITER[language]} `),
  });
  return cards.render('import-refused', language, data);
}

function reasonOf(cards: Cards, language: Language, problem: FileProblem): string {
  switch (problem.kind) {
    case 'columns-missing': {
      const names = problem.fields.map((field) => cards.say(language, `import-template.${field}`));
      return cards.phrase(language, 'import-refused.columns-missing', {
        count: names.length,
        names: names.join(', '),
      });
    }
    case 'columns-twice': {
      const names = problem.names.slice(0, NAMES_SHOWN).map((name) => name.slice(0, LONGEST_NAME));
      return cards.phrase(language, 'import-refused.columns-twice', { names: names.join(', ') });
    }
    case 'open-quote':
      return cards.phrase(language, 'import-refused.open-quote', { row: problem.row });
    default:
      return cards.phrase(language, `import-refused.problem-${problem.kind}`);
  }
}
