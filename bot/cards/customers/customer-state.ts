import { z } from 'zod';
import type { AgreementState, Customer } from '../../../src/domain/customers/customer.ts';
import { toBeRenewed } from '../../../src/domain/customers/renewal.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { recentDay, recentDayAt, renewalInWords, waitInWords } from '../kit/dates.ts';
import { signBefore, type Sign } from '../kit/signs.ts';
import { userText } from '../kit/user-text.ts';

export type CustomerState = AgreementState | 'in-progress';

const LOOKS: Record<CustomerState, { sign?: Sign; tone: string }> = {
  confirmed: { sign: '✅', tone: 'good' },
  'in-progress': { sign: '📨', tone: 'accent' },
  unconfirmed: { sign: '⏳', tone: 'warning' },
  unknown: { tone: 'emphasis' },
  exempt: { tone: 'emphasis' },
};

interface Input {
  customer: Omit<Customer, 'checkedAt'>;
  now: Date;
  /** The reader's; UTC when not given. */
  timeZone?: string | undefined;
}

/** What every card about one customer says of its state. */
export const customerState = z.object({
  sign: signBefore,
  tone: z.enum(['good', 'accent', 'warning', 'emphasis']),
  headline: z.string(),
  customerId: userText,
  customer: userText,
  domain: userText.optional(),
  acceptedOn: z.string().optional(),
  confirmedOn: z.string().optional(),
  route: z.string().optional(),
  wait: z.string().optional(),
});

/** Builds that data; `state`: `in-progress` while a confirmation is on its way. */
export function customerStateData(
  cards: Cards,
  language: Language,
  state: CustomerState,
  { customer, now, timeZone }: Input,
) {
  const { acceptedOn, confirmedAt, confirmedVia, waitingSince } = customer;
  return {
    ...LOOKS[state],
    headline: headlineOf(cards, language, state, customer),
    customerId: customer.id,
    customer: customer.name,
    domain: customer.domain || undefined,
    ...(state === 'confirmed' && {
      acceptedOn: acceptedOn ? recentDay(language, acceptedOn, now) : undefined,
      confirmedOn: confirmedAt ? recentDayAt(language, confirmedAt, { timeZone, now }) : undefined,
      route: confirmedVia ? cards.phrase(language, `common.route-${confirmedVia}`) : undefined,
    }),
    wait:
      state === 'unconfirmed' && waitingSince ? waitInWords(cards, language, waitingSince, now) : undefined,
  };
}

/** The state in a few words; of an acceptance that has to be renewed, its day. */
function headlineOf(
  cards: Cards,
  language: Language,
  state: CustomerState,
  customer: Input['customer'],
): string {
  const renewal = state === 'unconfirmed' ? renewalInWords(cards, language, customer) : undefined;
  return renewal ?? cards.phrase(language, `customer.${state}`);
}

/** What being unconfirmed means for a customer. */
export const unconfirmedText = (customer: Pick<Customer, 'agreementState' | 'acceptedOn'>) =>
  toBeRenewed(customer) ? 'customer.toRenewText' : 'customer.unconfirmedText';
