import type { Purpose } from '../src/domain/conversations/appointment.ts';
import type { Right } from '../src/domain/rights/rights.ts';
import type { Command, CommandName } from './commands/commands.ts';
import { stopUsingFor, useFor } from './handlers/conversations/appoint.ts';
import {
  assignToColleague,
  assignToMe,
  chooseAssignee,
  releaseCustomer,
} from './handlers/customers/assign.ts';
import { checkNow } from './handlers/customers/ask.ts';
import { botCame, botWent, goodbye, welcome } from './handlers/conversations/come-and-go.ts';
import { onWay, wayOf } from './handlers/confirming/ways.ts';
import { answerPress, askPress } from './handlers/asking/expert.ts';
import { keepVote, noneOfThese, showAnswer } from './handlers/asking/faq-buttons.ts';
import { answerEdited, answerTyped, wasEdited } from './handlers/asking/edited-message.ts';
import { findCustomers } from './handlers/customers/find-customers.ts';
import {
  answerConsent,
  explainImport,
  exportUnconfirmed,
  offerResult,
  offerTemplate,
} from './handlers/importing/hand-over-file.ts';
import { isRatherQuestion } from './handlers/asking/is-question.ts';
import { openNote, resume, saveNote } from './handlers/customers/set-aside.ts';
import { showStatus } from './handlers/customers/overview.ts';
import { refreshShared } from './handlers/customers/refresh-shared.ts';
import { FILES_RIGHTS, refusalTo } from './handlers/permission.ts';
import { receiveFile } from './handlers/importing/receive-file.ts';
import { pauseCommand, remindCommand, snooze } from './handlers/reminding/reminders.ts';
import { searchCustomers } from './handlers/customers/search-customers.ts';
import {
  saveSettingsPress,
  setLanguage,
  showSettings,
  switchOff,
  switchOn,
} from './handlers/conversations/settings.ts';
import { customerCommand, showCustomer } from './handlers/customers/show-customer.ts';
import { leaveRecorded } from './handlers/confirming/leave-recorded.ts';
import { showDetails } from './handlers/confirming/show-details.ts';
import { showHelp } from './handlers/asking/show-help.ts';
import { cancelImport, importPress } from './handlers/importing/steer-import.ts';
import { followTeam, teamChanged } from './handlers/conversations/team-changes.ts';
import { keepThumb } from './handlers/asking/thumbs.ts';
import { takeCustomer } from './handlers/customers/take-customer.ts';
import { listMine, listUnconfirmed } from './handlers/customers/unconfirmed.ts';
import { showView } from './handlers/customers/view-answer.ts';
import type { Turn } from './turn/turn.ts';
import type { PressData } from './commands/press-data.ts';
import { nothing, type Answer } from './turn/answer.ts';
import type { BotNeeds } from './turn/needs.ts';
import type { Verb } from './commands/verbs.ts';

type OnCommand = (needs: BotNeeds, turn: Turn, command: Command) => Promise<Answer>;
type OnPress = (needs: BotNeeds, turn: Turn, data: PressData) => Promise<Answer>;
type OnEvent = (needs: BotNeeds, turn: Turn) => Promise<Answer>;

/** What runs, and the right it needs. The right is checked in this file, before anything runs. */
interface Route<Run> {
  right: Right;
  /** The right it needs where customers accept with Microsoft itself, if it differs. */
  rightOnDirect?: Right;
  run: Run;
}

/** A file confirms customers, or notes which ones a person asked. */
const FILES = { right: FILES_RIGHTS.classic, rightOnDirect: FILES_RIGHTS.direct };

/** What typed words do. */
export const COMMANDS: Record<CommandName, Route<OnCommand>> = {
  help: { right: 'none', run: showHelp },
  confirm: { right: 'fill', run: (needs, turn, { argument }) => wayOf(needs).typed(needs, turn, argument) },
  unconfirmed: { right: 'read', run: (needs, turn) => listUnconfirmed(needs, turn) },
  'my-unconfirmed': { right: 'read', run: listMine },
  status: { right: 'read', run: (needs, turn, { argument }) => customerCommand(needs, turn, argument) },
  'remind-now': { right: 'member', run: remindCommand },
  settings: { right: 'read', run: showSettings },
  'reminders-off': { right: 'save', run: (needs, turn) => switchOff(needs, turn) },
  'reminders-on': { right: 'save', run: (needs, turn) => switchOn(needs, turn) },
  'pause-reminders': { right: 'here', run: pauseCommand },
  'assign-to-me': {
    right: 'confirm',
    run: (needs, turn, { argument }) => takeCustomer(needs, turn, argument),
  },
  export: { right: 'confirm', run: (needs, turn) => exportUnconfirmed(needs, turn, {}) },
  import: { ...FILES, run: explainImport },
  template: { ...FILES, run: offerTemplate },
  'use-for': {
    right: 'admin',
    run: (needs, turn, { argument }) => useFor(needs, turn, purposeIn(argument)),
  },
  'stop-using-for': {
    right: 'admin',
    run: (needs, turn, { argument }) => stopUsingFor(needs, turn, purposeIn(argument)),
  },
  'language-fr': { right: 'here', run: (needs, turn) => setLanguage(needs, turn, 'fr') },
  'language-en': { right: 'here', run: (needs, turn) => setLanguage(needs, turn, 'en') },
};

const purposeIn = (argument: string): Purpose => (argument === 'experts' ? argument : 'escalation');

/** What pressed buttons do. */
export const PRESSES: Record<Verb, Route<OnPress>> = {
  'confirmation.open': { right: 'fill', run: onWay('open') },
  'confirmation.submit': { right: 'fill', run: onWay('submit') },
  'confirmation.again': { right: 'confirm', run: onWay('again') },
  'confirmation.release': { right: 'release', run: onWay('release') },
  'confirmation.review': { right: 'confirm', run: onWay('review') },
  'confirmation.details': { right: 'own', run: showDetails },
  'confirmation.retry': { right: 'confirm', run: onWay('retry') },
  'customer.status': { right: 'read', run: showCustomer },
  'customer.assign': { right: 'confirm', run: assignToColleague },
  'customer.chooseAssignee': { right: 'confirm', run: chooseAssignee },
  'customer.release': { right: 'confirm', run: releaseCustomer },
  'customer.ask': { right: 'fill', run: onWay('ask') },
  'customer.asked': { right: 'fill', run: onWay('asked') },
  'customer.check': { right: 'fill', run: checkNow },
  'customer.refresh': { right: 'read', run: refreshShared },
  'customer.openNote': { right: 'confirm', run: openNote },
  'customer.note': { right: 'confirm', run: saveNote },
  'customer.resume': { right: 'confirm', run: resume },
  'customers.page': { right: 'read', run: showView },
  'faq.show': { right: 'none', run: showAnswer },
  'faq.feedback': { right: 'none', run: keepVote },
  'faq.none': { right: 'none', run: noneOfThese },
  'faq.ask': { right: 'none', run: askPress },
  'faq.answer': { right: 'member', run: answerPress },
  'help.show': { right: 'none', run: showHelp },
  'status.show': { right: 'read', run: showStatus },
  'reminder.snooze': { right: 'here', run: snooze },
  'reminder.assign': { right: 'confirm', run: assignToMe },
  'reminder.off': { right: 'save', run: switchOff },
  'reminder.on': { right: 'save', run: switchOn },
  'settings.open': { right: 'read', run: showSettings },
  'settings.save': { right: 'save', run: saveSettingsPress },
  'import.confirm': { ...FILES, run: onWay('startImport') },
  'import.cancel': { ...FILES, run: cancelImport },
  'import.pause': { ...FILES, run: importPress('pause') },
  'import.resume': { ...FILES, run: onWay('resumeImport') },
  'import.again': { ...FILES, run: onWay('sendDropped') },
  'import.result': { ...FILES, run: offerResult },
  'import.template': { ...FILES, run: offerTemplate },
  'customers.export': { right: 'confirm', run: exportUnconfirmed },
};

/** What Teams itself asks for on a person's behalf, by the invoke's name. */
export const INVOKES: ReadonlyMap<string | undefined, Route<OnEvent>> = new Map<
  string | undefined,
  Route<OnEvent>
>([
  ['message/submitAction', { right: 'none', run: keepThumb }],
  ['composeExtension/query', { right: 'read', run: findCustomers }],
  ['fileConsent/invoke', { right: 'own', run: answerConsent }],
]);

/** The right that type-ahead needs, whatever is looked for. */
const SEARCH_RIGHT: Right = 'read';

/** What events do. Those not named here are accepted and ignored. */
const EVENTS: { when: (turn: Pick<Turn, 'activity'>) => boolean; run: OnEvent }[] = [
  {
    when: wasEdited,
    run: (needs, turn) => answerEdited(needs, turn, (own, command) => runCommand(needs, own, command)),
  },
  { when: botCame, run: welcome },
  { when: botWent, run: goodbye },
  { when: teamChanged, run: followTeam },
];

/** Answers what was sent or typed: a file or its rows, a command, else a question. */
export async function answerMessage(needs: BotNeeds, turn: Turn): Promise<Answer> {
  const received = await receiveFile(needs, turn);
  if (received) return received;
  const understood = turn.understood();
  return understood.kind === 'command'
    ? runCommand(needs, turn, understood.command)
    : answerTyped(needs, turn);
}

/** Runs a command. Its own language goes before the conversation's. What turns out to be a question is answered as one. */
async function runCommand(needs: BotNeeds, turn: Turn, command: Command): Promise<Answer> {
  const inLanguage = { ...turn, language: command.language ?? turn.language };
  if (await isRatherQuestion(needs, inLanguage, command)) return answerTyped(needs, inLanguage);
  const route = COMMANDS[command.name];
  const { run } = route;
  return (await refusalTo(needs, inLanguage, rightTo(needs, route))) ?? run(needs, inLanguage, command);
}

/** Handles a press of one of our buttons. */
export async function answerVerb(needs: BotNeeds, turn: Turn, verb: Verb, data: PressData): Promise<Answer> {
  const route = PRESSES[verb];
  await leaveRecorded(needs, turn, data);
  return (await refusalTo(needs, turn, rightTo(needs, route))) ?? route.run(needs, turn, data);
}

const rightTo = ({ confirmationRoute }: BotNeeds, { right, rightOnDirect }: Route<unknown>): Right =>
  confirmationRoute === 'direct' ? (rightOnDirect ?? right) : right;

/** Handles an invoke that is no press; undefined when it is unknown. */
export async function answerInvoke(needs: BotNeeds, turn: Turn): Promise<Answer | undefined> {
  const route = INVOKES.get(turn.activity.name);
  return route && ((await refusalTo(needs, turn, route.right)) ?? route.run(needs, turn));
}

/** Handles typing into an input that asks the bot for its choices. */
export async function answerSearch(
  needs: BotNeeds,
  turn: Turn,
  query: { dataset: string; typed: string },
): Promise<Answer> {
  return (await refusalTo(needs, turn, SEARCH_RIGHT)) ?? searchCustomers(needs, turn.language, query);
}

/** Handles an event of the conversation. */
export async function answerEvent(needs: BotNeeds, turn: Turn): Promise<Answer> {
  const event = EVENTS.find(({ when }) => when(turn));
  return event ? event.run(needs, turn) : nothing;
}
