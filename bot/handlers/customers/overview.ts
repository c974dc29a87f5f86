import { ALL_CUSTOMERS } from '../../../src/domain/customers/customer-filter.ts';
import type { Breakdown } from '../../../src/domain/customers/breakdown.ts';
import { trendStart, weeklyTrend } from '../../../src/domain/customers/trend.ts';
import { appointmentDoubts as doubtsOf } from '../../../src/use-cases/conversations/appointed-conversation.ts';
import { SHARES_SHOWN, statusCard } from '../../cards/customers/status.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { wantedOf } from '../conversations/appoint.ts';
import { customersHere } from './customers-here.ts';

type Needs = Pick<
  BotNeeds,
  'cards' | 'database' | 'clock' | 'expertConversation' | 'escalation' | 'confirmationRoute'
>;

/** How many of those waiting longest are named beside the figures. */
const OLDEST = 3;
/** How long the card names people whose customers were unassigned because they left. */
const TOLD_MS = 7 * 86_400_000;
const LEAVERS = 3;
const NO_SHARES: Breakdown = { top: [], more: 0 };

/** The figures: how many customers, how many still unconfirmed, how that changes, and whose they are. */
export async function showStatus(needs: Needs, turn: Turn): Promise<Answer> {
  const { database, cards, clock } = needs;
  const now = clock.now();
  const { customers: here, about } = await customersHere(needs, turn);
  // The daily figures and the shares of resellers are of all customers only.
  const isWhole = here === ALL_CUSTOMERS;
  const { customers, assignees } = database;
  const [figures, oldest, days, resellers, people, nobodys, asked, released, troubles] = await Promise.all([
    customers.figures(here),
    customers.unconfirmed({ offset: 0, limit: OLDEST }, here),
    isWhole ? customers.days(trendStart(now)) : [],
    isWhole ? customers.byReseller(SHARES_SHOWN) : NO_SHARES,
    here.assigneeId === undefined ? customers.byAssignee(SHARES_SHOWN, here) : NO_SHARES,
    customers.countUnconfirmed({ ...here, assigneeId: null }, Number.MAX_SAFE_INTEGER),
    needs.confirmationRoute === 'direct' ? database.asks.count(here) : undefined,
    assignees.unassignedSince(new Date(now.getTime() - TOLD_MS), LEAVERS),
    troublesOf(needs, isWhole),
  ]);
  const trend = weeklyTrend(days, now);
  const shown = { figures, oldest, trend, resellers, people, nobodys, asked, released, about, now };
  return card(statusCard(cards, turn.language, { ...shown, ...troubles, timeZone: turn.timeZone }));
}

/**
 * Returns what keeps the bot from its work, as far as it knows. Unused conversations of the settings are named where all
 * customers are meant.
 */
async function troublesOf(needs: Needs, isWhole: boolean) {
  const { database } = needs;
  const [doubt, pause, appointmentDoubts] = await Promise.all([
    database.customers.listingDoubt(),
    database.filingPause.current(),
    isWhole ? doubtsOf(database, wantedOf(needs)) : [],
  ]);
  return { missing: doubt?.missing, pause, appointmentDoubts };
}
