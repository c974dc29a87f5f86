import { daysBetween } from '../../src/domain/time/calendar-date.ts';
import { ALL_CUSTOMERS, type CustomerFilter } from '../../src/domain/customers/customer-filter.ts';
import type { Customer } from '../../src/domain/customers/customer.ts';
import { MOST_ROWS } from '../../src/domain/importing/import-table.ts';
import type { Language } from '../../src/domain/language.ts';
import type { BotNeeds } from '../turn/needs.ts';
import { csvFile, type TextFile } from './text-file.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'clock'>;

const PAGE = 500;

/**
 * A file of a filter's unconfirmed customers, those waiting longest first: since when, which acceptance has to be
 * renewed, assignee and reseller.
 */
export async function unconfirmedFile(
  needs: Needs,
  language: Language,
  filter: CustomerFilter,
): Promise<TextFile> {
  const { cards, database, clock } = needs;
  const say = (key: Parameters<typeof cards.say>[1]) => cards.say(language, key);
  const hasResellers = (await database.customers.searchResellers('', 1)).length > 0;
  const header = [
    say('import-template.customer'),
    say('import-template.customerId'),
    say('unconfirmed.column-domain'),
    say('unconfirmed.column-since'),
    say('unconfirmed.column-days'),
    say('unconfirmed.column-renew'),
    say('unconfirmed.column-assignee'),
    ...(hasResellers ? [say('unconfirmed.resellerLabel')] : []),
  ];
  const now = clock.now();
  const rows = (await allUnconfirmed(database, filter)).map(
    ({ name, id, domain, waitingSince, acceptedOn, assignee, reseller }) => [
      name,
      id,
      domain,
      waitingSince?.toISOString().slice(0, 10) ?? null,
      waitingSince ? daysBetween(waitingSince, now) : null,
      acceptedOn,
      assignee?.name ?? null,
      ...(hasResellers ? [reseller?.name ?? null] : []),
    ],
  );
  return csvFile(language, say('unconfirmed.exportName'), [header, ...rows]);
}

/** Reads them a page at a time, so that other work gets its turn; at most as many as a file may have rows. */
export async function allUnconfirmed(
  { customers }: BotNeeds['database'],
  filter: CustomerFilter = ALL_CUSTOMERS,
): Promise<Customer[]> {
  const all: Customer[] = [];
  for (let page = PAGE; page === PAGE && all.length < MOST_ROWS;) {
    const some = await customers.unconfirmed({ offset: all.length, limit: PAGE }, filter);
    all.push(...some);
    page = some.length;
  }
  return all;
}
