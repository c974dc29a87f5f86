import { z } from 'zod';
import type { Person, Reseller } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { ANY, BY_WAITING, ME, NOBODY, SORTS, WAITING_DAYS, type ListView } from './list-view.ts';
import type { Viewer } from './assignment.ts';
import { markUserText, userText } from '../kit/user-text.ts';

interface Input {
  view: ListView;
  viewer?: Viewer | undefined;
  assignee?: Person | undefined;
  reseller?: Reseller | undefined;
  people?: readonly Person[];
  resellers?: readonly Reseller[];
  hasTypeAhead?: boolean;
}

const choices = z.array(z.object({ title: z.string(), value: userText }));

/** The three inputs: what each holds now and what it offers. */
export const filterInputs = z.object({
  assignee: userText,
  assignees: choices,
  waiting: z.string(),
  waitings: choices,
  reseller: userText,
  resellers: choices,
  resellerQuery: z.object({ type: z.literal('Data.Query'), dataset: z.string() }).nullable(),
  hasResellers: z.boolean(),
  sort: z.string(),
  sorts: choices,
});

/** The inputs that narrow the list. */
export function filterChoices(cards: Cards, language: Language, input: Input): z.input<typeof filterInputs> {
  const { view, viewer, assignee, reseller, people = [], resellers = [], hasTypeAhead } = input;
  const any = (title: 'any' | 'anybody' | 'anyReseller') => ({
    title: cards.phrase(language, `unconfirmed.${title}`),
    value: ANY,
  });
  const others = withChosen(people, assignee).filter(({ id }) => id !== viewer?.id);
  return {
    assignee: view.assignee === undefined ? ANY : view.assignee === viewer?.id ? ME : view.assignee,
    assignees: [
      any('anybody'),
      { title: cards.phrase(language, 'unconfirmed.me'), value: ME },
      { title: cards.phrase(language, 'unconfirmed.nobody'), value: NOBODY },
      ...others.map(({ id, name }) => ({ title: markUserText(name), value: id })),
    ],
    waiting: view.waiting === undefined ? ANY : String(view.waiting),
    waitings: [
      any('any'),
      ...waitingDays(view).map((days) => ({
        title: cards.phrase(language, 'unconfirmed.moreThan', { days }),
        value: String(days),
      })),
    ],
    reseller: view.reseller ?? ANY,
    resellers: [
      any('anyReseller'),
      ...withChosen(resellers, reseller).map(({ id, name }) => ({ title: markUserText(name), value: id })),
    ],
    resellerQuery: hasTypeAhead ? { type: 'Data.Query', dataset: 'resellers' } : null,
    hasResellers: resellers.length > 0,
    sort: view.sort ?? BY_WAITING,
    sorts: ([BY_WAITING, ...SORTS] as const).map((sort) => ({
      title: cards.phrase(language, `unconfirmed.sort-${sort}`),
      value: sort,
    })),
  };
}

/** What the list is narrowed to, in one line. */
export function filterLine(cards: Cards, language: Language, { view, assignee, reseller }: Input): string {
  const { name, waiting, attention, collected, renew, everyone } = view;
  return [
    name !== undefined && cards.phrase(language, 'unconfirmed.searched', { name }),
    everyone && cards.phrase(language, 'settings.customersAll'),
    attention && cards.phrase(language, 'unconfirmed.needsAttention'),
    collected && cards.phrase(language, 'unconfirmed.hasCollected'),
    renew && cards.phrase(language, 'unconfirmed.toRenew'),
    view.assignee === NOBODY && cards.phrase(language, 'unconfirmed.ofNobody'),
    assignee && cards.phrase(language, 'common.assignedTo', { assignee: assignee.name }),
    waiting !== undefined && cards.phrase(language, 'unconfirmed.waitingMoreThan', { days: waiting }),
    reseller && cards.phrase(language, 'common.via', { reseller: reseller.name }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** An input shows no value that is not among its choices. */
const waitingDays = ({ waiting = WAITING_DAYS[0] }: ListView): number[] =>
  [...new Set([...WAITING_DAYS, waiting])].sort((one, other) => one - other);

/** As `waitingDays`, for people and resellers. */
function withChosen<Item extends { id: string }>(items: readonly Item[], chosen: Item | undefined): Item[] {
  const isListed = !chosen || items.some(({ id }) => id === chosen.id);
  return isListed ? [...items] : [chosen, ...items];
}
