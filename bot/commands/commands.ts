import { searchable } from '../../src/domain/customers/customer.ts';
import type { Language } from '../../src/domain/language.ts';
import { withoutElements } from '../teams/said-text.ts';

export type CommandName =
  | 'help'
  | 'confirm'
  | 'unconfirmed'
  | 'my-unconfirmed'
  | 'status'
  | 'remind-now'
  | 'settings'
  | 'set-language'
  | 'reminders-off'
  | 'template'
  | 'use-for'
  | 'stop-using-for';

/** A command as typed. `language` is that of the word, undefined where the word is the same in both. */
export interface Command {
  name: CommandName;
  language: Language | undefined;
  /** What follows the word, as typed; empty when nothing does. */
  argument: string;
}

interface Word {
  name: CommandName;
  words: Partial<Record<Language, readonly string[]>>;
  takesArgument?: boolean;
  /** What the words say beside the command, where they say it all. */
  argument?: string;
}

/** Written folded: no accents, no case, no punctuation. What stands on a button can be typed as well. */
const WORDS: readonly Word[] = [
  {
    name: 'help',
    words: {
      en: ['help', 'hi', 'hello', 'what i can do'],
      fr: ['aide', 'bonjour', 'salut', 'ce que je sais faire'],
    },
  },
  {
    name: 'unconfirmed',
    words: {
      en: ['unconfirmed', 'unconfirmed customers', 'show unconfirmed', 'show unconfirmed customers'],
      fr: [
        'non confirmes',
        'non confirme',
        'clients non confirmes',
        'voir les clients non confirmes',
        'afficher les clients non confirmes',
      ],
    },
  },
  {
    name: 'my-unconfirmed',
    words: {
      en: ['unconfirmed mine', 'my unconfirmed'],
      fr: ['mes non confirmes', 'non confirmes a moi'],
    },
  },
  { name: 'remind-now', words: { en: ['remind now'], fr: ['rappeler maintenant'] } },
  { name: 'settings', words: { en: ['settings', 'language'], fr: ['parametres', 'langue'] } },
  { name: 'set-language', words: { en: ['language fr', 'language en'], fr: ['langue fr', 'langue en'] } },
  {
    name: 'reminders-off',
    words: { en: ['turn off reminders', 'turn reminders off'], fr: ['arreter les rappels'] },
  },
  {
    name: 'template',
    words: {
      en: ['get the template', 'template', 'import'],
      fr: ['obtenir le modele', 'modele', 'importer'],
    },
  },
  {
    name: 'use-for',
    argument: 'experts',
    words: {
      en: ['use this conversation for experts', 'use this channel for experts', 'use this chat for experts'],
      fr: [
        'utiliser cette conversation pour les experts',
        'utilise cette conversation pour les experts',
        'utiliser ce canal pour les experts',
      ],
    },
  },
  {
    name: 'use-for',
    argument: 'escalation',
    words: {
      en: [
        'use this conversation for escalation',
        'use this conversation for escalations',
        'use this channel for escalation',
        'use this chat for escalation',
      ],
      fr: [
        'utiliser cette conversation pour les escalades',
        'utiliser cette conversation pour l escalade',
        'utilise cette conversation pour les escalades',
        'utiliser ce canal pour les escalades',
      ],
    },
  },
  {
    name: 'stop-using-for',
    argument: 'experts',
    words: {
      en: ['stop using this conversation for experts', 'stop using this channel for experts'],
      fr: [
        'ne plus utiliser cette conversation pour les experts',
        'ne plus utiliser ce canal pour les experts',
      ],
    },
  },
  {
    name: 'stop-using-for',
    argument: 'escalation',
    words: {
      en: ['stop using this conversation for escalation', 'stop using this channel for escalation'],
      fr: [
        'ne plus utiliser cette conversation pour les escalades',
        'ne plus utiliser cette conversation pour l escalade',
        'ne plus utiliser ce canal pour les escalades',
      ],
    },
  },
  { name: 'status', words: { en: ['see the figures'], fr: ['voir les chiffres'] } },
  { name: 'confirm', words: { en: ['confirm'], fr: ['confirmer'] }, takesArgument: true },
  { name: 'status', words: { en: ['status'], fr: ['statut'] }, takesArgument: true },
];

/** The command a message is, or undefined. Case, accents, punctuation and a leading mention do not matter. */
export function parseCommand(message: string): Command | undefined {
  const typed = withoutMentions(message);
  const folded = searchable(typed);
  for (const { name, words, takesArgument, argument = '' } of WORDS) {
    for (const language of ['en', 'fr'] as const) {
      for (const word of words[language] ?? []) {
        if (folded === word) {
          return { name, language, argument: name === 'set-language' ? folded.slice(-2) : argument };
        }
        if (takesArgument && folded.startsWith(`${word} `)) {
          return { name, language, argument: argumentAfter(word, typed) };
        }
      }
    }
  }
  return undefined;
}

/** Words that may stand before a customer's name, or in its place: « status of contoso », « confirmer un client ». */
const FILLER =
  /^(?:(?:a|the|of|for|customers?|une?|les?|la|de|du|des|clients?)(?:\s+|[^\p{L}\p{N}]*$)|[ld]['’]\s*)/iu;

/** Nobody puts more of them before a name. */
const MOST_FILLERS = 5;

/** A command's argument as typed, then with one such word less each time; the last is empty when nothing else is left. */
export function argumentReadings(argument: string): [string, ...string[]] {
  const readings: [string, ...string[]] = [argument];
  for (let bare = argument; readings.length <= MOST_FILLERS;) {
    const less = bare.replace(FILLER, '');
    if (less === bare) break;
    readings.push((bare = less));
  }
  return readings;
}

/** The message without mentions and surrounding blanks. Takes time in proportion to its length, whatever it holds. */
export function withoutMentions(message: string): string {
  return withoutElements(message, 'at')
    .replace(/\u00a0|&nbsp;/g, ' ')
    .trim();
}

/** What was typed after the command's word, its accents and punctuation kept. */
function argumentAfter(word: string, typed: string): string {
  const start = typed.search(/[\p{L}\p{N}]/u);
  return typed
    .slice(start + word.length)
    .replace(/^[\s:,;-]+/, '')
    .trim();
}
