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
  const { unconfirmed } = await database.customers.figures();
  const pages = Math.max(1, Math.ceil(unconfirmed / UNCONFIRMED_PAGE_SIZE));
  const page = Math.min(Math.max(1, numberIn(data, 'page') ?? 1), pages);
  const customers = await database.customers.unconfirmed({
    offset: (page - 1) * UNCONFIRMED_PAGE_SIZE,
    limit: UNCONFIRMED_PAGE_SIZE,
  });
  const canExport = turn.conversation.kind === 'personal';
  const shown = { customers, page, total: unconfirmed, now: clock.now(), canExport };
  return card(unconfirmedCard(cards, turn.language, shown));
}

/** The figures: how many customers, how many still unconfirmed. */
export async function showStatus({ database, cards, clock }: Needs, turn: Turn): Promise<Answer> {
  const figures = await database.customers.figures();
  const oldest = await database.customers.unconfirmed({ offset: 0, limit: OLDEST });
  return card(statusCard(cards, turn.language, { figures, oldest, now: clock.now() }));
}
