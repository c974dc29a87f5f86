import { z } from 'zod';
import type { Reseller } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import { LANGUAGES } from '../../../src/domain/language.ts';
import type { ReminderHalt, ReminderSettings } from '../../../src/domain/reminding/reminder.ts';
import type { Cards } from '../kit/cards.ts';
import { choiceOf, customerChoices, RESELLERS_SHOWN } from '../customers/customer-choices.ts';
import { capitalised } from '../kit/capitalised.ts';
import { plannedMoment } from '../kit/dates.ts';
import { haltData, haltOf } from '../reminding/halt-line.ts';
import { setbackText, type Setback } from '../kit/setback.ts';
import type { StringKey } from '../kit/strings.ts';
import { timeZoneChoices } from './time-zones.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

/** The card's inputs by id, beside `reminders` (`true` or `false`). */
export const SETTINGS_FIELDS = ['language', 'days', 'hour', 'timeZone', 'customers'] as const;
export type SettingsField = (typeof SETTINGS_FIELDS)[number];

export interface SettingsInput {
  /** The conversation's language. */
  language: Language;
  settings: ReminderSettings;
  /** Inputs that hold nothing usable. */
  problems: readonly SettingsField[];
  /** Whether it was just saved: the card says so, and when the next reminder comes. */
  saved: boolean;
  nextDueAt?: Date | null | undefined;
  /** The resellers to choose from; absent with a partner that has none. */
  resellers?: readonly Reseller[];
  /** Whether this is one person's own chat, which may be about their customers. */
  isPersonal?: boolean;
  /** Whether the client asks for choices as one types. */
  typeAhead?: boolean;
  /** What keeps the reminders from coming, and who stopped them. */
  halt?: ReminderHalt | undefined;
  /** Why the card comes back with nothing saved. */
  setback?: Setback | undefined;
  now: Date;
}

const choices = z.array(z.object({ title: z.string(), value: z.string() }));

const settingsData = z.object({
  conversationLanguage: z.enum(LANGUAGES),
  languages: choices,
  reminders: z.enum(['true', 'false']),
  days: z.string(),
  dayChoices: choices,
  hour: z.int().min(0).max(23),
  hourChoices: choices,
  timeZone: userText,
  zoneChoices: z.array(z.object({ title: userText, value: userText })),
  hasCustomers: z.boolean(),
  customers: userText,
  customerChoices: choices,
  customerStyle: z.enum(['filtered', 'compact']),
  customerQuery: z.object({ type: z.literal('Data.Query'), dataset: z.literal('resellers') }).nullable(),
  halt: haltData.optional(),
  problems: z.partialRecord(z.enum(SETTINGS_FIELDS), z.string()),
  note: z.string().optional(),
  setback: z.string().optional(),
});

const ERRORS = {
  language: 'settings.languageError',
  days: 'settings.daysError',
  hour: 'settings.hourError',
  timeZone: 'settings.zoneError',
  customers: 'settings.customersError',
} as const satisfies Record<SettingsField, StringKey>;

/** Each language in its own words, whatever the reader's. */
const LANGUAGE_NAMES = { en: 'English', fr: 'Français' } as const;

/** What a conversation chose and may change: language, reminders, days, hour, time zone, which customers. */
export function settingsCard(cards: Cards, language: Language, input: SettingsInput): Card {
  const { settings, problems, now } = input;
  const data = settingsData.parse({
    conversationLanguage: input.language,
    languages: LANGUAGES.map((each) => ({ title: LANGUAGE_NAMES[each], value: each })),
    reminders: String(settings.on),
    days: settings.days.join(','),
    dayChoices: dayChoices(language),
    hour: settings.hour,
    hourChoices: Array.from({ length: 24 }, (_, hour) => ({
      title: cards.phrase(language, 'settings.hourChoice', { hour }),
      value: String(hour),
    })),
    timeZone: settings.timeZone,
    zoneChoices: timeZoneChoices(settings.timeZone, now),
    ...customersData(cards, language, input),
    halt: input.halt && haltOf(cards, language, input.halt, now),
    problems: Object.fromEntries(problems.map((field) => [field, cards.phrase(language, ERRORS[field])])),
    setback: input.setback && setbackText(cards, language, input.setback),
    note: input.saved ? savedNote(cards, language, input) : undefined,
  });
  return cards.render('settings', language, data);
}

/** That the settings were saved, and when the next reminder comes by them. */
export function savedNote(
  cards: Cards,
  language: Language,
  { settings, nextDueAt, now }: Pick<SettingsInput, 'settings' | 'nextDueAt' | 'now'>,
): string {
  if (!settings.on) return cards.phrase(language, 'settings.savedOff');
  if (!nextDueAt) return cards.phrase(language, 'settings.saved');
  return cards.phrase(language, 'settings.savedNext', {
    nextDue: plannedMoment(language, nextDueAt, { timeZone: settings.timeZone, now }),
  });
}

function customersData(cards: Cards, language: Language, input: SettingsInput) {
  const { settings, resellers = [], isPersonal = false, typeAhead = false } = input;
  const choices = customerChoices(cards, language, { scope: settings.scope, isPersonal, resellers });
  const isSearched = typeAhead && resellers.length > RESELLERS_SHOWN;
  return {
    // Without the database nothing is known of the resellers; what was chosen is kept all the same.
    hasCustomers: choices.length > 1 || input.setback !== undefined,
    customers: choiceOf(settings.scope),
    customerChoices: choices,
    customerStyle: isSearched ? 'filtered' : 'compact',
    customerQuery: isSearched ? { type: 'Data.Query', dataset: 'resellers' } : null,
  };
}

/** Monday first; 1 January 2024 was one. */
function dayChoices(language: Language): { title: string; value: string }[] {
  const names = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, index) => {
    const name = names.format(new Date(Date.UTC(2024, 0, index + 1)));
    return { title: capitalised(language, name), value: String(index + 1) };
  });
}
