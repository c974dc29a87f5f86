import { z } from 'zod';
import { customerFind } from '../../cards/customers/customer-shared.ts';
import { botLink } from '../../teams/bot-link.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import type { Answer, Find } from '../../turn/answer.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'agreementType' | 'clock'>;

/** How many customers are shown: one page, for scrolling brings no more. */
const SHOWN = 15;
const FURTHEST = 300;
/** How many typed letters count: longer names are found by their beginning. */
const LONGEST_TYPED = 80;
/** How many bytes the finds may have: Teams takes 28 KB, its envelope included. */
const MOST_BYTES = 27_000;

/** The parameter that Teams sends while nothing is typed yet. */
const BEFORE_TYPING = 'initialRun';

/** What Teams sends as a person types, and with `initialRun` before that. Values of wrong types count as absent. */
const querySchema = z
  .object({
    parameters: z
      .array(z.object({ name: z.string(), value: z.string() }).catch({ name: '', value: '' }))
      .catch([]),
    queryOptions: z.object({ skip: z.number().int().min(0).catch(0) }).catch({ skip: 0 }),
  })
  .catch({ parameters: [], queryOptions: { skip: 0 } });

/**
 * The message extension: customers to choose from, each with the card that is inserted; nothing typed yet gives those
 * waiting longest. A person who may ask for a customer's status may use it, for it tells less.
 */
export async function findCustomers(needs: Needs, turn: Turn): Promise<Answer> {
  const { parameters, queryOptions } = querySchema.parse(turn.activity.value);
  if (queryOptions.skip > FURTHEST) return { kind: 'finds', finds: [] };
  // The Playground names its one parameter in its own way.
  const said = parameters.find(({ name }) => name !== BEFORE_TYPING);
  const typed = (said?.value ?? '').trim().slice(0, LONGEST_TYPED);
  const finds = await pageOf(needs, turn, typed, queryOptions.skip);
  if (finds.length > 0 || queryOptions.skip > 0) return { kind: 'finds', finds };
  return { kind: 'finds', finds, text: await nothingFound(needs, turn, typed) };
}

async function pageOf(needs: Needs, turn: Turn, typed: string, skip: number): Promise<Find[]> {
  const { customers, confirmations } = needs.database;
  const page = typed
    ? (await customers.search(typed, skip + SHOWN, { forgives: true })).slice(skip)
    : await customers.unconfirmed({ offset: skip, limit: SHOWN });
  const inProgress = await confirmations.openAmong(
    page.map(({ id }) => id),
    needs.agreementType,
  );
  const now = needs.clock.now();
  const botUrl = botLink(turn.activity);
  const finds = page.map((customer) =>
    customerFind(needs.cards, turn.language, {
      ...{ customer, now, timeZone: turn.timeZone, botUrl },
      isInProgress: inProgress.has(customer.id),
    }),
  );
  return thatFit(finds);
}

/** As many as an answer holds: names may be long. */
function thatFit(finds: readonly Find[]): Find[] {
  let bytes = 0;
  return finds.filter((find) => (bytes += Buffer.byteLength(JSON.stringify(find))) <= MOST_BYTES);
}

async function nothingFound({ cards, database }: Needs, { language }: Turn, typed: string): Promise<string> {
  if (typed) return cards.say(language, 'customer-matches.none', { typed });
  const { total, unknown } = await database.customers.figures();
  const isReading = total === 0 || unknown > 0;
  return cards.say(language, isReading ? 'customer-shared.reading' : 'customer-shared.allDone');
}
