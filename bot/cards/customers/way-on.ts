import { z } from 'zod';
import type { ViewData } from '../../../src/domain/confirming/confirmation.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { captionNaming } from '../kit/caption.ts';
import { userText } from '../kit/user-text.ts';

/** How many letters fit on the button for the next customer, beside the way back. */
const CAPTION_LETTERS = 22;

interface Input {
  /** The list or reminder the person came from, if any. */
  view?: ViewData | undefined;
  /** The next customer there. */
  next?: Pick<Customer, 'id' | 'name'> | undefined;
}

/** The data of the buttons that lead on from something done: to the next customer, and back. */
export const wayOn = z.object({
  list: z.record(z.string(), z.union([userText, z.number(), z.boolean()])),
  backTitle: z.string(),
  next: z.object({ customerId: userText, title: z.string(), tip: z.string(), verb: z.string() }).optional(),
});

/** Builds that data for a card that says how something ended. */
export function wayOnData(cards: Cards, language: Language, { view, next }: Input): z.input<typeof wayOn> {
  return {
    list: view ?? { page: 1 },
    backTitle: cards.phrase(language, backKey(view)),
    next: next && {
      customerId: next.id,
      title: captionNaming(cards, language, 'common.nextCustomer', next.name, CAPTION_LETTERS),
      tip: cards.phrase(language, 'common.confirmOne', { customer: next.name }),
      verb: 'confirmation.open',
    },
  };
}

function backKey(view: ViewData | undefined) {
  if (!view) return 'common.seeUnconfirmed';
  return view.digest ? 'common.backToDigest' : 'common.backToList';
}
