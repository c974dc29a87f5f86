import { customersOf } from '../../src/domain/scope.ts';
import { scopeOf } from '../../src/use-cases/scope-of.ts';
import { statusCard } from '../cards/status.ts';
import { UNCONFIRMED_PAGE_SIZE, unconfirmedCard } from '../cards/unconfirmed.ts';
import type { BotNeeds } from '../needs.ts';
import { card, numberIn, type Answer, type PressData, type Turn } from '../turn.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'clock'>;

/** So many of those waiting longest are named beside the figures. */
const OLDEST = 3;

/** The customers still unconfirmed, most urgent first, one page. */
export async function listUnconfirmed(needs: Needs, turn: Turn, data: PressData = {}): Promise<Answer> {
  const { database, cards, clock } = needs;
  const here = customersOf(await scopeOf(database, turn.conversation.id));
  const { unconfirmed } = await database.customers.figures(here);
  const pages = Math.max(1, Math.ceil(unconfirmed / UNCONFIRMED_PAGE_SIZE));
  const page = Math.min(Math.max(1, numberIn(data, 'page') ?? 1), pages);
  const offset = (page - 1) * UNCONFIRMED_PAGE_SIZE;
  const customers = await database.customers.unconfirmed({ offset, limit: UNCONFIRMED_PAGE_SIZE }, here);
  const shown = { customers, page, total: unconfirmed, now: clock.now() };
  return card(unconfirmedCard(cards, turn.language, shown));
}

/** The figures: how many customers, how many still unconfirmed. */
export async function showStatus({ database, cards, clock }: Needs, turn: Turn): Promise<Answer> {
  const here = customersOf(await scopeOf(database, turn.conversation.id));
  const figures = await database.customers.figures(here);
  const oldest = await database.customers.unconfirmed({ offset: 0, limit: OLDEST }, here);
  return card(statusCard(cards, turn.language, { figures, oldest, now: clock.now() }));
}
