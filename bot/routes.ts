import type { Language } from '../src/domain/language.ts';
import { languageOfLocale } from '../src/domain/language.ts';
import { parseCommand, type Command, type CommandName } from './commands.ts';
import { assignToColleague, assignToMe, chooseAssignee, releaseCustomer } from './handlers/assign.ts';
import { botCame, botWent, goodbye, welcome } from './handlers/come-and-go.ts';
import { confirmCommand, openForm, openFormAgain } from './handlers/confirm.ts';
import { answerPress, askPress } from './handlers/expert.ts';
import { keepVote, noneOfThese, showAnswer } from './handlers/faq-buttons.ts';
import { answerEdited, answerTyped, wasEdited } from './handlers/edited-message.ts';
import { findCustomers } from './handlers/find-customers.ts';
import { answerConsent, exportUnconfirmed, offerResult, offerTemplate } from './handlers/hand-over-file.ts';
import { showStatus } from './handlers/overview.ts';
import { receiveFile } from './handlers/receive-file.ts';
import { remindCommand, snooze } from './handlers/reminders.ts';
import { saveSettingsPress, setLanguage, showSettings, switchOff } from './handlers/settings.ts';
import { customerCommand, showCustomer } from './handlers/show-customer.ts';
import { showDetails } from './handlers/show-details.ts';
import { showHelp } from './handlers/show-help.ts';
import { importPress } from './handlers/steer-import.ts';
import { submitForm } from './handlers/submit-form.ts';
import { followTeam, teamChanged } from './handlers/team-changes.ts';
import { keepThumb } from './handlers/thumbs.ts';
import { releasePress, reviewPress } from './handlers/release.ts';
import { listMine, listUnconfirmed } from './handlers/unconfirmed.ts';
import { nothing, type Answer, type PressData, type Turn } from './turn.ts';
import type { BotNeeds } from './needs.ts';
import type { Verb } from './verbs.ts';

type OnCommand = (needs: BotNeeds, turn: Turn, command: Command) => Promise<Answer>;
type OnPress = (needs: BotNeeds, turn: Turn, data: PressData) => Promise<Answer>;
type OnEvent = (needs: BotNeeds, turn: Turn) => Promise<Answer>;

/** What people type. */
export const COMMANDS: Record<CommandName, OnCommand> = {
  help: showHelp,
  confirm: (needs, turn, { argument }) => confirmCommand(needs, turn, argument),
  unconfirmed: (needs, turn) => listUnconfirmed(needs, turn),
  'my-unconfirmed': listMine,
  status: (needs, turn, { argument }) => customerCommand(needs, turn, argument),
  'remind-now': remindCommand,
  settings: showSettings,
  'reminders-off': switchOff,
  template: offerTemplate,
  'set-language': (needs, turn, { argument }) =>
    setLanguage(needs, turn, languageOfLocale(argument) ?? turn.language),
};

/** What people press. */
export const PRESSES: Record<Verb, OnPress> = {
  'confirmation.open': openForm,
  'confirmation.submit': submitForm,
  'confirmation.again': openFormAgain,
  'confirmation.release': releasePress,
  'confirmation.review': reviewPress,
  'confirmation.details': showDetails,
  'customer.status': showCustomer,
  'customer.assign': assignToColleague,
  'customer.chooseAssignee': chooseAssignee,
  'customer.release': releaseCustomer,
  'customers.page': listUnconfirmed,
  'faq.show': showAnswer,
  'faq.feedback': keepVote,
  'faq.none': noneOfThese,
  'faq.ask': askPress,
  'faq.answer': answerPress,
  'help.show': showHelp,
  'status.show': showStatus,
  'reminder.snooze': snooze,
  'reminder.assign': assignToMe,
  'reminder.off': switchOff,
  'settings.open': showSettings,
  'settings.save': saveSettingsPress,
  'import.confirm': importPress('start'),
  'import.cancel': importPress('cancel'),
  'import.pause': importPress('pause'),
  'import.resume': importPress('resume'),
  'import.result': offerResult,
  'import.template': offerTemplate,
  'customers.export': exportUnconfirmed,
};

/** What Teams itself asks for on a person's behalf, by the invoke's name. */
const INVOKES: ReadonlyMap<string | undefined, OnEvent> = new Map<string | undefined, OnEvent>([
  ['message/submitAction', keepThumb],
  ['composeExtension/query', findCustomers],
  ['fileConsent/invoke', answerConsent],
]);

/** What happens to the bot. Events not named here are accepted and left alone. */
export const EVENTS: { when: (turn: Pick<Turn, 'activity'>) => boolean; run: OnEvent }[] = [
  {
    when: wasEdited,
    run: (needs, turn) => answerEdited(needs, turn, (own, command) => runCommand(needs, own, command)),
  },
  { when: botCame, run: welcome },
  { when: botWent, run: goodbye },
  { when: teamChanged, run: followTeam },
];

/** Answers what was sent or typed: a file or its rows, a command, else a question. A command's own language goes before the conversation's. */
export async function answerMessage(needs: BotNeeds, turn: Turn): Promise<Answer> {
  const received = await receiveFile(needs, turn);
  if (received) return received;
  const command = parseCommand(turn.activity.text);
  return command ? runCommand(needs, turn, command) : answerTyped(needs, turn);
}

async function runCommand(needs: BotNeeds, turn: Turn, command: Command): Promise<Answer> {
  const language: Language = command.language ?? turn.language;
  return COMMANDS[command.name](needs, { ...turn, language }, command);
}

/** Handles an invoke that is no press; undefined when nobody knows it. */
export async function answerInvoke(needs: BotNeeds, turn: Turn): Promise<Answer | undefined> {
  return INVOKES.get(turn.activity.name)?.(needs, turn);
}

/** Handles an event of the conversation. */
export async function answerEvent(needs: BotNeeds, turn: Turn): Promise<Answer> {
  const event = EVENTS.find(({ when }) => when(turn));
  return event ? event.run(needs, turn) : nothing;
}
