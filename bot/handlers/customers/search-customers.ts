import type { Language } from '../../../src/domain/language.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Answer } from '../../turn/answer.ts';

/** How many choices Teams' drop-down shows. */
const SHOWN = 15;

/** Type-ahead over customers and resellers. Nothing typed yet gives the most urgent customers. */
export async function searchCustomers(
  { cards, database, names }: Pick<BotNeeds, 'cards' | 'database' | 'names'>,
  language: Language,
  query: { dataset: string; typed: string },
): Promise<Answer> {
  if (query.dataset === 'resellers') {
    const resellers = await database.customers.searchResellers(query.typed.slice(0, 200), SHOWN);
    names.note(resellers);
    return { kind: 'choices', results: resellers.map(({ id, name }) => ({ title: name, value: id })) };
  }
  if (query.dataset !== 'customers') {
    return { kind: 'error', code: 'UnknownDataset', message: cards.say(language, 'common.unknownList') };
  }
  const found = query.typed.trim()
    ? await database.customers.search(query.typed.slice(0, 200), SHOWN, { forgives: true })
    : await database.customers.unconfirmed({ offset: 0, limit: SHOWN });
  names.note(found);
  return {
    kind: 'choices',
    results: found.slice(0, SHOWN).map(({ id, name }) => ({ title: name, value: id })),
  };
}
