import { statusCard } from '../cards/status.ts';
import { unconfirmedCard } from '../cards/unconfirmed.ts';
import type { BotNeeds } from '../needs.ts';
import { card, numberIn, type Answer, type PressData, type Turn } from '../turn.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'clock'>;

const ROWS = 10;

/** The customers still unconfirmed, most urgent first, one page. */
export async function listUnconfirmed(needs: Needs, turn: Turn, data: PressData = {}): Promise<Answer> {
  const { database, cards, clock } = needs;
  const { unconfirmed, total } = await database.customers.figures();
  const pages = Math.max(1, Math.ceil(unconfirmed / ROWS));
  const page = Math.min(Math.max(1, numberIn(data, 'page') ?? 1), pages);
  const customers = await database.customers.unconfirmed({ offset: (page - 1) * ROWS, limit: ROWS });
  const shown = { customers, page, pages, unconfirmed, total, now: clock.now() };
  return card(unconfirmedCard(cards, turn.language, shown));
}

/** The figures: how many customers, how many still unconfirmed. */
export async function showStatus({ database, cards, clock }: Needs, turn: Turn): Promise<Answer> {
  const figures = await database.customers.figures();
  return card(statusCard(cards, turn.language, { figures, now: clock.now() }));
}
