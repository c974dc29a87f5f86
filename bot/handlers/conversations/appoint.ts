import type { Purpose } from '../../../src/domain/conversations/appointment.ts';
import { appointedFor } from '../../../src/use-cases/conversations/appointed-conversation.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, type Answer } from '../../turn/answer.ts';

/** `use this conversation for experts`, `for escalation`: appoints it, and says what that changes. */
export async function useFor(needs: BotNeeds, turn: Turn, purpose: Purpose): Promise<Answer> {
  const { database, cards, clock } = needs;
  const { conversation, person, language } = turn;
  const say = (remark: PurposeRemark) => card(remarkCard(cards, language, { remark }));
  if (!(await turn.isConversationKept())) {
    return card(remarkCard(cards, language, { remark: 'database-unavailable' }));
  }
  await database.conversations.appoint(purpose, conversation.id, person, clock.now());
  const found = await appointedFor(database, purpose, wantedOf(needs)[purpose]);
  if (found.kind === 'several') return say(`used-twice-${purpose}`);
  const isThis = found.kind === 'one' && found.conversation.id === conversation.id;
  return say(isThis ? `used-for-${purpose}` : `used-elsewhere-${purpose}`);
}

/** `stop using this conversation for …`: takes the appointment back. */
export async function stopUsingFor(
  { database, cards }: Pick<BotNeeds, 'database' | 'cards'>,
  { conversation, language }: Turn,
  purpose: Purpose,
): Promise<Answer> {
  await database.conversations.dismiss(purpose, conversation.id);
  return card(remarkCard(cards, language, { remark: 'no-longer-used' }));
}

type PurposeRemark = `used-${'twice' | 'for' | 'elsewhere'}-${Purpose}`;

/** The conversations that the settings name, by purpose. */
export const wantedOf = ({
  expertConversation,
  escalation,
}: Pick<BotNeeds, 'expertConversation' | 'escalation'>) => ({
  experts: expertConversation,
  escalation: escalation.conversation,
});
