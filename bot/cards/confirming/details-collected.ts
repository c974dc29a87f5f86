import { z } from 'zod';
import type { Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import { initialsOf } from '../../../src/domain/confirming/contact.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import { captionNaming } from '../kit/caption.ts';
import type { Cards } from '../kit/cards.ts';
import { recentDay } from '../kit/dates.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

export interface DetailsCollectedInput {
  customer: Pick<Customer, 'id' | 'name'>;
  confirmation: Pick<Confirmation, 'id' | 'acceptedOn' | 'contact' | 'collected'>;
  /** Whether its reader may release the details, rather than having filled them in. */
  forRelease: boolean;
  /** Whether one person sees the card alone: it shows all details then, initials otherwise. */
  isPrivate: boolean;
  /** Whether they were released without the database having said that this was kept. */
  isUnknown?: boolean;
  /** Whether what was typed for a phone number was left out, for it is none. */
  phoneLeftOut?: boolean | undefined;
}

const collectedData = z.object({
  customerId: userText,
  confirmationId: userText,
  customer: userText,
  acceptedOn: z.string(),
  contact: userText.optional(),
  email: userText.optional(),
  phone: userText.optional(),
  collectedBy: userText,
  forRelease: z.boolean(),
  phoneLeftOut: z.boolean(),
  lead: z.string().optional(),
  releaseTitle: z.string(),
  statusTitle: z.string(),
});

/** Details that wait for a person who may confirm. */
export function detailsCollectedCard(
  cards: Cards,
  language: Language,
  { customer, confirmation, forRelease, isPrivate, isUnknown, phoneLeftOut = false }: DetailsCollectedInput,
): Card {
  const { contact, collected } = confirmation;
  const data = collectedData.parse({
    customerId: customer.id,
    confirmationId: confirmation.id,
    customer: customer.name,
    acceptedOn: recentDay(language, confirmation.acceptedOn, collected?.at),
    ...(contact && isPrivate
      ? {
          contact: `${contact.firstName} ${contact.lastName}`,
          email: contact.email,
          phone: contact.phoneNumber || undefined,
        }
      : { contact: contact ? initialsOf(contact) : undefined }),
    collectedBy: collected?.by.name || cards.say(language, 'common.someone'),
    forRelease,
    phoneLeftOut,
    releaseTitle: captionNaming(cards, language, 'details-collected.release', customer.name),
    statusTitle: captionNaming(cards, language, 'common.statusOf', customer.name),
    lead: isUnknown ? cards.phrase(language, 'common.pressAgain') : undefined,
  });
  return cards.render('details-collected', language, data);
}
