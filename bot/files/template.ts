import { TEMPLATE_FIELDS } from '../../src/domain/importing/import-columns.ts';
import type { Language } from '../../src/domain/language.ts';
import type { BotNeeds } from '../turn/needs.ts';
import { csvFile, type TextFile } from './text-file.ts';
import { allUnconfirmed } from './unconfirmed.ts';

/** A file to fill in: the columns, and a row for each customer still unconfirmed. Rows left as they are do no harm. */
export async function templateFile(
  { cards, database }: Pick<BotNeeds, 'cards' | 'database'>,
  language: Language,
): Promise<TextFile> {
  const rows = (await allUnconfirmed(database)).map(({ name, id }) =>
    TEMPLATE_FIELDS.map((field) => (field === 'customer' ? name : field === 'customerId' ? id : null)),
  );
  const header = TEMPLATE_FIELDS.map((field) => cards.say(language, `import-template.${field}`));
  return csvFile(language, cards.say(language, 'import-refused.templateName'), [header, ...rows]);
}
