import { z } from 'zod';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import {
  DEFAULT_HOUR,
  nextDueAfter,
  WORKING_DAYS,
  type Weekday,
} from '../../src/domain/reminder-schedule.ts';
import type { ReminderSettings } from '../../src/domain/reminder.ts';
import { saveSettings } from '../../src/use-cases/change-reminder.ts';
import { noticeCard } from '../cards/notice.ts';
import { settingsCard } from '../cards/settings.ts';
import type { BotNeeds } from '../needs.ts';
import { card, type Answer, type PressData, type Turn } from '../turn.ts';
import { refusalToSave } from './permission.ts';

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** The inputs of the settings card, as clients send them: everything is text. */
const inputsSchema = z.object({
  language: z.enum(LANGUAGES).optional(),
  reminders: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')])
    .optional(),
  days: z
    .string()
    .transform((value) => value.split(',').filter((day) => day !== ''))
    .pipe(z.array(z.enum(WEEKDAYS)))
    .transform((days) => days.map((day) => Number(day) as Weekday))
    .optional(),
  hour: z.coerce.number().int().min(0).max(23).optional(),
  timeZone: z.string().refine(isTimeZone).optional(),
});

/** What can be chosen here, with what is chosen now. */
export async function showSettings(needs: BotNeeds, turn: Turn): Promise<Answer> {
  const settings = await currentSettings(needs, turn);
  const reminder = await needs.database.reminders.find(turn.conversation.id);
  const shown = {
    language: languageHere(turn),
    settings,
    problems: [],
    saved: false,
    now: needs.clock.now(),
  };
  return card(settingsCard(needs.cards, turn.language, { ...shown, nextDueAt: reminder?.dueAt }));
}

/** Saves what the settings card says; what a client left out stays as it was. */
export async function saveSettingsPress(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const refused = await refusalToSave(needs, turn);
  if (refused) return refused;
  const parsed = inputsSchema.safeParse(data);
  const current = await currentSettings(needs, turn);
  const wanted = parsed.data ?? {};
  const language = wanted.language ?? languageHere(turn);
  const settings: ReminderSettings = {
    on: wanted.reminders ?? current.on,
    days: wanted.days ?? current.days,
    hour: wanted.hour ?? current.hour,
    timeZone: wanted.timeZone ?? current.timeZone,
  };
  const problems = problemsOf(parsed.error, settings);
  if (problems.length > 0) {
    const shown = { language, settings, problems, saved: false, now: needs.clock.now() };
    return card(settingsCard(needs.cards, turn.language, shown), { inPlace: true });
  }
  const conversationId = turn.conversation.id;
  await saveSettings(needs, { conversationId, language, settings, actor: turn.person });
  needs.conversations.forget(conversationId);
  const nextDueAt = settings.on ? nextDueAfter(settings, needs.clock.now()) : null;
  const saved = { language, settings, problems: [], saved: true, nextDueAt, now: needs.clock.now() };
  return card(settingsCard(needs.cards, language, saved), { inPlace: true });
}

/** `language fr`, `language en`: the conversation's language from now on. */
export async function setLanguage(needs: BotNeeds, turn: Turn, language: Language): Promise<Answer> {
  await needs.database.conversations.setLanguage(turn.conversation.id, language);
  needs.conversations.forget(turn.conversation.id);
  return card(noticeCard(needs.cards, language, { notice: 'language-set' }));
}

type SettingsField = 'days' | 'hour' | 'timeZone';

function problemsOf(error: z.ZodError | undefined, settings: ReminderSettings): SettingsField[] {
  const fields = new Set((error?.issues ?? []).map((issue) => issue.path[0]));
  if (settings.on && settings.days.length === 0) fields.add('days');
  return (['days', 'hour', 'timeZone'] as const).filter((field) => fields.has(field));
}

async function currentSettings({ database }: BotNeeds, turn: Turn): Promise<ReminderSettings> {
  const reminder = await database.reminders.find(turn.conversation.id);
  return (
    reminder?.settings ?? {
      on: false,
      days: WORKING_DAYS,
      hour: DEFAULT_HOUR,
      timeZone: turn.timeZone,
    }
  );
}

const languageHere = (turn: Turn): Language => turn.conversation.language ?? turn.language;

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
