import { z } from 'zod';
import type { ErrorCode } from '../../../src/domain/errors.ts';
import type { AccountReason } from '../../../src/domain/confirming/confirmation.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from './cards.ts';
import { buttonRows, buttonSchema, type ButtonName } from './buttons.ts';
import { weekdayAt } from './dates.ts';
import { signBefore, type Sign } from './signs.ts';
import type { StringKey } from './strings.ts';
import type { Card } from '../../teams/card.ts';

type Tone = 'default' | 'good' | 'warning' | 'attention';
interface Look {
  sign?: Sign | undefined;
  tone: Tone;
  text: StringKey;
  heading?: StringKey;
  /** At most three. */
  buttons: readonly ButtonName[];
}

const failed = (code: ErrorCode): Look => ({
  sign: '⚠️',
  tone: 'attention',
  heading: 'remark.error-title',
  text: `errors.${code}`,
  buttons: ['help'],
});

const LOOKS = {
  'database-unavailable': failed('database-unavailable'),
  'database-full': failed('database-full'),
  'outcome-unknown': failed('outcome-unknown'),
  'record-held': failed('record-held'),
  'partner-center-unavailable': { ...failed('partner-center-unavailable'), buttons: ['unconfirmed', 'help'] },
  'too-slow': failed('too-slow'),
  unexpected: failed('unexpected'),
  'not-allowed': look('🔒', 'warning', 'not-allowed', ['unconfirmed', 'help']),
  'not-allowed-guest': look('🔒', 'warning', 'not-allowed-guest', ['help']),
  'members-only': look('🔒', 'warning', 'members-only', ['help']),
  'not-allowed-to-release': look('🔒', 'warning', 'not-allowed-to-release', ['unconfirmed', 'help']),
  'details-gone': look(undefined, 'warning', 'details-gone', ['confirm', 'unconfirmed']),
  'details-not-shown': look('🔒', 'warning', 'details-not-shown', ['unconfirmed', 'help']),
  'role-unknown': {
    sign: '🔒',
    tone: 'warning',
    heading: 'remark.role-unknown-title',
    text: 'errors.role-unknown',
    buttons: ['help'],
  },
  'unknown-customer': look(undefined, 'warning', 'unknown-customer', ['confirm', 'unconfirmed']),
  'unknown-entry': look(undefined, 'warning', 'unknown-entry', ['help']),
  'unknown-verb': look(undefined, 'warning', 'unknown-verb', ['confirm', 'unconfirmed', 'help']),
  snoozed: look('✅', 'good', 'snoozed', ['goOn', 'unconfirmed', 'settings']),
  resumed: look('✅', 'good', 'resumed', ['unconfirmed', 'settings']),
  'snooze-failed-no-reminder': look(undefined, 'default', 'snooze-failed-no-reminder', ['settings']),
  'reminders-off': look('✅', 'good', 'reminders-off', ['turnOn', 'settings', 'unconfirmed']),
  'reminders-on': look('✅', 'good', 'reminders-on', ['turnOff', 'settings']),
  'import-how': look(undefined, 'default', 'import-how', ['template', 'help']),
  'language-set': look('✅', 'good', 'language-set', ['help']),
  greeting: look(undefined, 'default', 'greeting', ['confirm', 'unconfirmed', 'help']),
  thanks: { tone: 'default', text: 'remark.thanks', buttons: ['confirm', 'unconfirmed', 'help'] },
  goodbye: { tone: 'default', text: 'remark.goodbye', buttons: ['unconfirmed', 'help'] },
  'who-are-you': look(undefined, 'default', 'who-are-you', ['help']),
  'reminder-posted': { sign: '✅', tone: 'good', text: 'remark.reminder-posted', buttons: ['unconfirmed'] },
  'reminder-nothing-to-say': look('✅', 'good', 'reminder-nothing-to-say', ['status']),
  'reminder-nobody': look(undefined, 'default', 'reminder-nobody', ['status']),
  'question-passed': look('📨', 'good', 'question-passed', ['help']),
  'question-gone': look(undefined, 'warning', 'question-gone', ['help']),
  'question-failed': look('⚠️', 'attention', 'question-failed', ['help']),
  'used-for-experts': look('✅', 'good', 'used-for-experts', ['status', 'help']),
  'used-for-escalation': look('✅', 'good', 'used-for-escalation', ['status', 'help']),
  'used-twice-experts': look('⚠️', 'warning', 'used-twice-experts', ['status', 'help']),
  'used-twice-escalation': look('⚠️', 'warning', 'used-twice-escalation', ['status', 'help']),
  'used-elsewhere-experts': look('⚠️', 'warning', 'used-elsewhere-experts', ['status', 'help']),
  'used-elsewhere-escalation': look('⚠️', 'warning', 'used-elsewhere-escalation', ['status', 'help']),
  'no-longer-used': look('✅', 'good', 'no-longer-used', ['status', 'help']),
  'no-files': look(undefined, 'warning', 'no-files', ['unconfirmed', 'help']),
  'import-checking': look('⏳', 'default', 'import-checking', ['help']),
  'import-elsewhere': look('🔒', 'warning', 'import-elsewhere', ['confirm', 'help']),
  'import-edited': look(undefined, 'warning', 'import-edited', ['template', 'help']),
  'file-not-handed': look('⚠️', 'warning', 'file-not-handed', ['template', 'help']),
  'import-gone': look(undefined, 'warning', 'import-gone', ['template', 'help']),
  'import-cancelled': look(undefined, 'default', 'import-cancelled', ['confirm', 'template', 'help']),
  'import-expired': look(undefined, 'default', 'import-expired', ['confirm', 'template', 'help']),
  'file-elsewhere': look('🔒', 'warning', 'file-elsewhere', ['unconfirmed', 'help']),
  'file-linked': look(undefined, 'good', 'file-linked', ['unconfirmed', 'help']),
  'file-failed': look('⚠️', 'attention', 'file-failed', ['unconfirmed', 'help']),
  'file-sent': look('✅', 'good', 'file-sent', ['unconfirmed', 'help']),
  'file-declined': look(undefined, 'default', 'file-declined', ['unconfirmed', 'help']),
  'file-gone': look(undefined, 'warning', 'file-gone', ['unconfirmed', 'help']),
  'filing-paused': look('⛔', 'attention', 'filing-paused', ['status']),
  'filing-resumed': look('✅', 'good', 'filing-resumed', ['status']),
} as const satisfies Record<string, Look>;

/** The names of all remarks. */
export type RemarkName = keyof typeof LOOKS;
export const REMARK_NAMES = Object.keys(LOOKS) as RemarkName[];

/** What any remark may say beside its text. */
interface RemarkExtras {
  /** Whether what it says holds for everyone in the conversation, not for its reader alone. */
  isForAll?: boolean;
  /** When the next reminder comes, as a finished sentence. */
  next?: string | undefined;
  /** The way to a message that it speaks of. */
  link?: string | undefined;
}

/** A remark by name, with the values of its text. */
export type RemarkInput = RemarkExtras & Told;

type Told =
  | { remark: 'snoozed'; until: Date; timeZone?: string | undefined }
  | { remark: 'question-passed'; expert: string }
  /** `start`: how the question begins. */
  | { remark: 'question-failed'; start: string }
  | { remark: 'file-sent' | 'file-declined'; name: string }
  /** `url`: where this machine fetches the file. */
  | { remark: 'file-linked'; name: string; url: string }
  | { remark: 'filing-paused' | 'filing-resumed'; reason: AccountReason; code: string }
  | { remark: PlainRemark };

type PlainRemark = Exclude<
  RemarkName,
  | 'snoozed'
  | 'question-passed'
  | 'question-failed'
  | 'file-sent'
  | 'file-declined'
  | 'file-linked'
  | 'filing-paused'
  | 'filing-resumed'
>;

const remarkData = z.object({
  signOfHeading: signBefore,
  signOfText: signBefore,
  tone: z.enum(['default', 'good', 'warning', 'attention']),
  heading: z.string().optional(),
  text: z.string(),
  next: z.string().optional(),
  link: z.url({ protocol: /^https$/ }).optional(),
  file: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }).optional(),
  buttonRows: z.array(z.object({ buttons: z.array(buttonSchema).max(2) })).max(2),
});

/** A card with one short text and buttons that lead on. */
export function remarkCard(cards: Cards, language: Language, input: RemarkInput): Card {
  const { sign, tone, heading, buttons: names }: Look = LOOKS[input.remark];
  const data = remarkData.parse({
    signOfHeading: heading && sign,
    signOfText: heading ? undefined : sign,
    tone,
    heading: heading && cards.phrase(language, heading),
    text: remarkText(cards, language, input),
    next: input.next,
    link: input.link,
    file: input.remark === 'file-linked' ? input.url : undefined,
    buttonRows: buttonRows(cards, language, names),
  });
  return cards.render('remark', language, data);
}

/** Returns a remark's text without its heading, for another card. */
export function remarkText(cards: Cards, language: Language, input: RemarkInput): string {
  const { text }: Look = LOOKS[input.remark];
  return cards.phrase(language, textFor(text, input), valuesOf(cards, language, input));
}

/** Texts for remarks that hold for everyone in the conversation. */
const FOR_ALL = {
  'remark.snoozed': 'remark.snoozed-all',
  'remark.resumed': 'remark.resumed-all',
  'remark.reminders-off': 'remark.reminders-off-all',
  'remark.reminders-on': 'remark.reminders-on-all',
} as const;

const textFor = (text: StringKey, { isForAll }: RemarkInput): StringKey =>
  isForAll && text in FOR_ALL ? FOR_ALL[text as keyof typeof FOR_ALL] : text;

function valuesOf(cards: Cards, language: Language, input: RemarkInput): Record<string, string> {
  if (input.remark === 'filing-paused' || input.remark === 'filing-resumed') {
    return { reason: cards.phrase(language, `account-faults.${input.reason}`), code: input.code };
  }
  if (input.remark === 'snoozed') return { until: weekdayAt(language, input.until, input.timeZone) };
  if (input.remark === 'question-passed') return { expert: input.expert };
  if (input.remark === 'question-failed') return { start: input.start };
  if ('name' in input) return { name: input.name };
  return {};
}

function look(
  sign: Sign | undefined,
  tone: Tone,
  name: TitledRemark,
  buttonNames: readonly ButtonName[],
): Look {
  return { sign, tone, text: `remark.${name}`, heading: `remark.${name}-title`, buttons: buttonNames };
}

/** Remarks whose text has a title beside it. */
type TitledRemark<Key = StringKey> = Key extends `remark.${infer Name}-title`
  ? Exclude<Name, 'error' | 'role-unknown'>
  : never;
