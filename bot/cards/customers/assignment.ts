import { z } from 'zod';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { userText } from '../kit/user-text.ts';

/** Who reads a card; `isAlone`: no one else sees it. */
export interface Viewer {
  id: string;
  isAlone: boolean;
}

/** What the buttons about a customer's assignee need. */
export const assignment = z.object({
  /** The assignee's id when the card was drawn; empty when unassigned. */
  from: userText,
  /** False where the customer is already assigned to the only reader. */
  canTake: z.boolean(),
  takeTitle: z.string(),
  takeTip: z.string(),
  isAssigned: z.boolean(),
});

/** How a customer can be taken: while unassigned, or over from its assignee. */
export function assignmentOf(
  cards: Cards,
  language: Language,
  { name, assignee }: Pick<Customer, 'name' | 'assignee'>,
  viewer?: Viewer,
): z.input<typeof assignment> {
  const isMine = viewer?.isAlone === true && assignee?.id === viewer.id;
  const words = { customer: name, from: assignee?.name ?? '' };
  return {
    from: assignee?.id ?? '',
    canTake: !isMine,
    takeTitle: cards.phrase(language, assignee ? 'common.takeOver' : 'common.assignToMe'),
    takeTip: assignee
      ? cards.phrase(language, 'common.takeOverTip', words)
      : cards.phrase(language, 'common.assignTip', words),
    isAssigned: assignee !== null,
  };
}
