import { searchable } from '../customers/customer.ts';
import type { Language } from '../language.ts';

export type CommandName =
  | 'help'
  | 'confirm'
  | 'unconfirmed'
  | 'my-unconfirmed'
  | 'status'
  | 'remind-now'
  | 'reminders-off'
  | 'reminders-on'
  | 'pause-reminders'
  | 'settings'
  | 'language-fr'
  | 'language-en'
  | 'assign-to-me'
  | 'export'
  | 'import'
  | 'template'
  | 'use-for'
  | 'stop-using-for';

/** A command as typed. `language` is that of the word, undefined where the word is the same in both. */
export interface Command {
  name: CommandName;
  language: Language | undefined;
  /** What follows the word, as typed; empty when nothing does. In plain words the customer's name, as typed. */
  argument: string;
}

interface Word {
  name: CommandName;
  words: Partial<Record<Language, readonly string[]>>;
  takesArgument?: boolean;
  /** The command's argument, where the words themselves say it. */
  argument?: string;
}

/** The words of commands, folded: no accents, no case, no punctuation. A button's title can be typed as well. */
const WORDS: readonly Word[] = [
  {
    name: 'help',
    words: {
      en: ['help', 'hi', 'hello'],
      fr: ['aide', 'bonjour', 'salut'],
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
  { name: 'language-fr', words: { en: ['language fr'], fr: ['langue fr'] } },
  { name: 'language-en', words: { en: ['language en'], fr: ['langue en'] } },
  {
    name: 'reminders-off',
    words: {
      en: ['turn off reminders', 'turn reminders off'],
      fr: ['desactiver les rappels', 'arreter les rappels'],
    },
  },
  {
    name: 'template',
    words: {
      en: ['get the template', 'template'],
      fr: ['obtenir le modele', 'modele'],
    },
  },
  { name: 'import', words: { en: ['import'], fr: ['importer'] } },
  { name: 'export', words: { en: ['export'], fr: ['exporter'] } },
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
  { name: 'status', words: { en: ['overview'], fr: ['vue d ensemble'] } },
  { name: 'confirm', words: { en: ['confirm'], fr: ['confirmer'] }, takesArgument: true },
  { name: 'status', words: { en: ['status'], fr: ['statut'] }, takesArgument: true },
];

/** Returns the command that a text without mentions is, or undefined. Case, accents and punctuation do not matter. */
export function commandInWords(typed: string): Command | undefined {
  const folded = searchable(typed);
  for (const { name, words, takesArgument, argument = '' } of WORDS) {
    for (const language of ['en', 'fr'] as const) {
      for (const word of words[language] ?? []) {
        if (folded === word) {
          return { name, language, argument };
        }
        if (takesArgument && folded.startsWith(`${word} `)) {
          return { name, language, argument: argumentAfter(word, typed) };
        }
      }
    }
  }
  return undefined;
}

/** What was typed after the command's word, its accents and punctuation kept. */
function argumentAfter(word: string, typed: string): string {
  const start = typed.search(/[\p{L}\p{N}]/u);
  return typed
    .slice(start + word.length)
    .replace(/^[\s:,;-]+/, '')
    .trim();
}
