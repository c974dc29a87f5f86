import type { ConfirmationRoute } from '../../../src/domain/confirming/route.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import type { PressData } from '../../commands/press-data.ts';
import type { Answer } from '../../turn/answer.ts';
import { importPress } from '../importing/steer-import.ts';
import { showCustomer } from '../customers/show-customer.ts';
import { noteAsked, showAsk } from '../customers/ask.ts';
import { confirmCommand, openForm, openFormAgain } from './confirm.ts';
import { askCommand, askInsteadOfDetails, askInsteadOfForm, askInsteadOfSubmit } from './direct.ts';
import { releasePress, reviewPress } from './release-details.ts';
import { submitForm } from './submit-form.ts';
import { tryAgain } from './try-again.ts';

type OnPress = (needs: BotNeeds, turn: Turn, data: PressData) => Promise<Answer>;

/** What people can do towards a customer's confirmation, on one route. */
interface Way {
  /** `confirm`, with what was typed after it. */
  typed: (needs: BotNeeds, turn: Turn, typed: string) => Promise<Answer>;
  open: OnPress;
  again: OnPress;
  submit: OnPress;
  retry: OnPress;
  release: OnPress;
  review: OnPress;
  ask: OnPress;
  asked: OnPress;
  startImport: OnPress;
  resumeImport: OnPress;
  sendDropped: OnPress;
}

const WAYS: Record<ConfirmationRoute, Way> = {
  /** The partner confirms with a form. Buttons on cards of the other way lead to it. */
  classic: {
    typed: confirmCommand,
    open: openForm,
    again: openFormAgain,
    submit: submitForm,
    retry: tryAgain,
    release: releasePress,
    review: reviewPress,
    ask: openForm,
    asked: showCustomer,
    startImport: importPress('start', 'acceptances'),
    resumeImport: importPress('resume', 'acceptances'),
    sendDropped: importPress('again', 'acceptances'),
  },
  /** The customer accepts with Microsoft itself: nothing is recorded, and every button leads to asking the customer. */
  direct: {
    typed: askCommand,
    open: askInsteadOfForm,
    again: askInsteadOfForm,
    submit: askInsteadOfSubmit,
    retry: askInsteadOfForm,
    release: askInsteadOfDetails,
    review: askInsteadOfDetails,
    ask: showAsk,
    asked: noteAsked,
    startImport: importPress('start', 'asks'),
    resumeImport: importPress('resume', 'asks'),
    sendDropped: importPress('again', 'asks'),
  },
};

/** Returns the way of confirming that the settings chose. */
export const wayOf = ({ confirmationRoute }: Pick<BotNeeds, 'confirmationRoute'>): Way =>
  WAYS[confirmationRoute];

/** Returns what a press does on the way that the settings chose. */
export const onWay =
  (step: Exclude<keyof Way, 'typed'>): OnPress =>
  (needs, turn, data) =>
    wayOf(needs)[step](needs, turn, data);
