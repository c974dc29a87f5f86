import type { Language } from '../../../src/domain/language.ts';
import type { Reseller } from '../../../src/domain/customers/customer.ts';
import type { ErrorCode } from '../../../src/domain/errors.ts';
import {
  defaultSettings,
  haltOfReminder,
  type ReminderSettings,
} from '../../../src/domain/reminding/reminder.ts';
import { EVERYONE, type Scope } from '../../../src/domain/reminding/scope.ts';
import {
  saveSettings,
  switchOffReminder,
  switchOnReminder,
} from '../../../src/use-cases/reminding/change-reminder.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import { ALL, MINE } from '../../cards/customers/customer-choices.ts';
import { savedNote, settingsCard, type SettingsField } from '../../cards/conversations/settings.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import type { PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { viewBehind } from '../../cards/customers/list-view.ts';
import { sayDone } from '../customers/say-done.ts';
import { viewAnswer } from '../customers/view-answer.ts';
import { nextSaid } from '../reminding/next-said.ts';
import { readSettingsInputs } from './settings-inputs.ts';

/** The settings card with what is chosen now. */
export async function showSettings(needs: BotNeeds, turn: Turn): Promise<Answer> {
  const reminder = await needs.database.reminders.find(turn.conversation.id);
  const shown = {
    ...(await placeData(needs, turn)),
    language: languageHere(turn),
    settings: reminder?.settings ?? settingsBefore(turn),
    problems: [],
    saved: false,
    nextDueAt: reminder?.dueAt,
    halt: haltOfReminder(reminder, needs.clock.now()),
  };
  return card(settingsCard(needs.cards, turn.language, shown));
}

/** Saves what the settings card says. A field that a client left out stays as it was. */
export async function saveSettingsPress(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const { wanted, wrong } = readSettingsInputs(data);
  const place = await placeData(needs, turn);
  const reminder = await needs.database.reminders.find(turn.conversation.id);
  const current = reminder?.settings ?? settingsBefore(turn);
  const language = wanted.language ?? languageHere(turn);
  const scope = wanted.customers === undefined ? current.scope : scopeIn(wanted.customers, turn, place);
  const settings: ReminderSettings = {
    on: wanted.reminders ?? current.on,
    days: wanted.days ?? current.days,
    hour: wanted.hour ?? current.hour,
    timeZone: wanted.timeZone ?? current.timeZone,
    scope: scope ?? current.scope,
  };
  const problems = problemsOf(wrong, settings, scope === undefined);
  if (problems.length > 0) {
    const shown = { ...place, language, settings, problems, saved: false };
    return card(settingsCard(needs.cards, turn.language, shown), { inPlace: true });
  }
  const conversationId = turn.conversation.id;
  const { isPersonal } = place;
  const change = { conversationId, isPersonal, language, settings, actor: turn.person };
  const nextDueAt = await saveSettings(needs, change);
  needs.conversations.forget(conversationId);
  const halt = haltOfReminder(await needs.database.reminders.find(conversationId), needs.clock.now());
  const saved = { ...place, language, settings, problems: [], saved: true, nextDueAt, halt };
  const view = viewBehind(data, turn.person.id);
  if (view) return viewAnswer(needs, { ...turn, language }, view, savedNote(needs.cards, language, saved));
  return card(settingsCard(needs.cards, language, saved), { inPlace: true });
}

/** The card as it was filled in, with why nothing was saved. Needs no database. */
export function settingsGivenBack(
  { cards, names, clock }: Pick<BotNeeds, 'cards' | 'names' | 'clock'>,
  turn: Turn,
  data: PressData,
  why: ErrorCode,
): Answer {
  const { wanted } = readSettingsInputs(data);
  const { language, reminders, customers = ALL, ...rest } = wanted;
  const isReseller = customers !== ALL && customers !== MINE;
  const reseller = names.of(customers) ?? cards.say(turn.language, 'common.chosenReseller');
  const scope = isReseller
    ? ({ kind: 'reseller', resellerId: customers } as const)
    : customers === MINE
      ? ({ kind: 'mine', personId: turn.person.id } as const)
      : EVERYONE;
  const before = settingsBefore(turn);
  const shown = {
    isPersonal: turn.conversation.kind === 'personal',
    resellers: isReseller ? [{ id: customers, name: reseller }] : [],
    typeAhead: turn.hasTypeAhead,
    now: clock.now(),
    language: language ?? languageHere(turn),
    settings: { ...before, ...rest, on: reminders ?? before.on, scope },
    problems: [],
    saved: false,
    setback: { why, isComplete: true },
  };
  return card(settingsCard(cards, turn.language, shown), { inPlace: true });
}

/** Switches the reminders of this conversation off. */
export async function switchOff(needs: BotNeeds, turn: Turn, data: PressData = {}): Promise<Answer> {
  const { conversation, person, timeZone } = turn;
  const isPersonal = conversation.kind === 'personal';
  const change = { conversationId: conversation.id, isPersonal, timeZone, actor: person };
  await switchOffReminder(needs, change);
  return sayDone(needs, turn, data, { remark: 'reminders-off', isForAll: !isPersonal });
}

/** Switches the reminders of this conversation on again, as they were set before. */
export async function switchOn(needs: BotNeeds, turn: Turn, data: PressData = {}): Promise<Answer> {
  const { conversation, person, timeZone } = turn;
  const isPersonal = conversation.kind === 'personal';
  const change = { conversationId: conversation.id, isPersonal, timeZone, actor: person };
  const next = nextSaid(needs, turn, await switchOnReminder(needs, change));
  return sayDone(needs, turn, data, { remark: 'reminders-on', isForAll: !isPersonal, next });
}

/** `language fr`, `language en`: the conversation's language from now on. */
export async function setLanguage(needs: BotNeeds, turn: Turn, language: Language): Promise<Answer> {
  await needs.database.conversations.setLanguage(turn.conversation.id, language);
  needs.conversations.forget(turn.conversation.id);
  return card(remarkCard(needs.cards, language, { remark: 'language-set' }));
}

function problemsOf(
  wrong: ReadonlySet<string>,
  settings: ReminderSettings,
  isScopeUnknown: boolean,
): SettingsField[] {
  const fields = new Set(wrong);
  if (settings.on && settings.days.length === 0) fields.add('days');
  if (isScopeUnknown) fields.add('customers');
  return (['days', 'hour', 'timeZone', 'customers'] as const).filter((field) => fields.has(field));
}

/** What the card says beside the settings themselves. */
async function placeData({ database, names, clock }: BotNeeds, turn: Turn) {
  const resellers = await database.customers.resellers();
  names.note(resellers);
  return {
    isPersonal: turn.conversation.kind === 'personal',
    resellers,
    typeAhead: turn.hasTypeAhead,
    now: clock.now(),
  };
}

/** The scope that was chosen; undefined for one that is not offered here. */
function scopeIn(
  choice: string,
  turn: Turn,
  { isPersonal, resellers }: { isPersonal: boolean; resellers: readonly Reseller[] },
): Scope | undefined {
  if (choice === ALL) return EVERYONE;
  if (choice === MINE) return isPersonal ? { kind: 'mine', personId: turn.person.id } : undefined;
  const reseller = resellers.find(({ id }) => id === choice);
  return reseller && { kind: 'reseller', resellerId: reseller.id };
}

const settingsBefore = ({ timeZone }: Turn): ReminderSettings => defaultSettings({ on: false, timeZone });

const languageHere = (turn: Turn): Language => turn.conversation.language ?? turn.language;
