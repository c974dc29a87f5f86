import { LIST_FIELDS, TEMPLATE_FIELDS } from '../../src/domain/importing/import-columns.ts';
import type { Language } from '../../src/domain/language.ts';
import type { BotNeeds } from '../turn/needs.ts';
import { csvFile, type TextFile } from './text-file.ts';
import { allUnconfirmed } from './unconfirmed.ts';

/**
 * A file with a row for each customer still unconfirmed. To confirm customers, a person fills it in; rows left as they are
 * do no harm. To ask customers, a person removes the rows of the others.
 */
export async function templateFile(
  { cards, database }: Pick<BotNeeds, 'cards' | 'database'>,
  language: Language,
): Promise<TextFile> {
  const fields = cards.route === 'direct' ? LIST_FIELDS : TEMPLATE_FIELDS;
  const rows = (await allUnconfirmed(database)).map(({ name, id }) =>
    fields.map((field) => (field === 'customer' ? name : field === 'customerId' ? id : null)),
  );
  const header = fields.map((field) => cards.say(language, `import-template.${field}`));
  return csvFile(language, cards.say(language, 'import-refused.templateName'), [header, ...rows]);
}
