import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  argumentReadings,
  parseCommand,
  withoutMentions,
  type CommandName,
} from '../../../bot/commands/commands.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';

type Row = [typed: string, name: CommandName, language: Language, argument?: string];

describe('a command', () => {
  it.each<Row>([
    ['help', 'help', 'en'],
    ['unconfirmed customers', 'unconfirmed', 'en'],
    ['show unconfirmed customers', 'unconfirmed', 'en'],
    ['Clients non confirmés', 'unconfirmed', 'fr'],
    ['turn off reminders', 'reminders-off', 'en'],
    ['arrêter les rappels', 'reminders-off', 'fr'],
    ['confirm a customer', 'confirm', 'en', 'a customer'],
    ['status of contoso', 'status', 'en', 'of contoso'],
    ['language', 'settings', 'en'],
    ['langue', 'settings', 'fr'],
    ['import', 'import', 'en'],
    ['exporter', 'export', 'fr'],
    ['modèle', 'template', 'fr'],
    ['hi', 'help', 'en'],
    ['hello', 'help', 'en'],
    ['aide', 'help', 'fr'],
    ['bonjour', 'help', 'fr'],
    ['salut', 'help', 'fr'],
    ['confirm', 'confirm', 'en'],
    ['confirmer', 'confirm', 'fr'],
    ['confirm Contoso', 'confirm', 'en', 'Contoso'],
    ['confirmer Contoso', 'confirm', 'fr', 'Contoso'],
    ['unconfirmed', 'unconfirmed', 'en'],
    ['non confirmés', 'unconfirmed', 'fr'],
    ['status', 'status', 'en'],
    ['statut', 'status', 'fr'],
    ['status Contoso', 'status', 'en', 'Contoso'],
    ['statut Contoso', 'status', 'fr', 'Contoso'],
    ['remind now', 'remind-now', 'en'],
    ['rappeler maintenant', 'remind-now', 'fr'],
    ['settings', 'settings', 'en'],
    ['paramètres', 'settings', 'fr'],
    ['language fr', 'language-fr', 'en'],
    ['language en', 'language-en', 'en'],
    ['langue fr', 'language-fr', 'fr'],
    ['langue en', 'language-en', 'fr'],
  ])('is "%s"', (typed, name, language, argument = '') => {
    expect(parseCommand(typed)).toEqual({ name, language, argument });
  });

  it.each<Row>([
    ['HELP', 'help', 'en'],
    ['Bonjour !', 'help', 'fr'],
    ['  salut\n', 'help', 'fr'],
    ['Hello 👋', 'help', 'en'],
    ['NON CONFIRMES', 'unconfirmed', 'fr'],
    ['Non-confirmés.', 'unconfirmed', 'fr'],
    ['non confirme\u0301s', 'unconfirmed', 'fr'],
    ['parametres', 'settings', 'fr'],
    ['Paramètres…', 'settings', 'fr'],
    ['« statut »', 'status', 'fr'],
    ['Status?', 'status', 'en'],
    ['remind\u00a0now', 'remind-now', 'en'],
    ['remind  now!', 'remind-now', 'en'],
    ['Language: FR', 'language-fr', 'en'],
    ['langue : en', 'language-en', 'fr'],
    ['/help', 'help', 'en'],
  ])('is read whatever its case, accents and punctuation: "%s"', (typed, name, language, argument = '') => {
    expect(parseCommand(typed)).toEqual({ name, language, argument });
  });

  it.each<Row>([
    ['<at>MCA</at> help', 'help', 'en'],
    ['<at id="28:bot">MCA Acceptance</at>&nbsp;confirmer', 'confirm', 'fr'],
    ['<at>MCA</at>statut', 'status', 'fr'],
    ['<AT>MCA</AT>\u00a0non confirmés', 'unconfirmed', 'fr'],
    ['<at>MCA</at> <at>MCA</at> confirm Contoso', 'confirm', 'en', 'Contoso'],
    ['<at>Bot\nMCA</at>\nsettings', 'settings', 'en'],
    ['help <at>MCA</at>', 'help', 'en'],
  ])('is read after a mention: "%s"', (typed, name, language, argument = '') => {
    expect(parseCommand(typed)).toEqual({ name, language, argument });
  });

  it.each([
    ['confirmer Société Générale', 'Société Générale'],
    ['CONFIRMER société générale', 'société générale'],
    ['<at>MCA</at> Confirmer : Société Générale (Île-de-France)', 'Société Générale (Île-de-France)'],
    ['confirmer\u00a0: Crédit & Co', 'Crédit & Co'],
    ["confirmer L'Œuvre d'Élodie", "L'Œuvre d'Élodie"],
    ['confirmer, 3M', '3M'],
    ['« confirmer Contoso', 'Contoso'],
  ])('keeps the name after it as typed: "%s"', (typed, argument) => {
    expect(parseCommand(typed)).toEqual({ name: 'confirm', language: 'fr', argument });
  });

  it.each(LANGUAGES)('is what stands on every button that names one, in %s', (language) => {
    const file = new URL(`../../../cards/strings/${language}.json`, import.meta.url);
    const { common } = JSON.parse(readFileSync(file, 'utf8')) as { common: Record<string, string> };
    const captions: [string, CommandName][] = [
      ['confirmCustomer', 'confirm'],
      ['seeUnconfirmed', 'unconfirmed'],
      ['seeStatus', 'status'],
      ['openSettings', 'settings'],
      ['openHelp', 'help'],
      ['turnOff', 'reminders-off'],
      ['getTemplate', 'template'],
    ];

    for (const [caption, name] of captions) {
      const command = parseCommand(common[caption]!);
      expect(command).toMatchObject({ name, language });
      expect(argumentReadings(command!.argument).at(-1)).toBe('');
    }
  });

  it.each([
    ['a customer', ''],
    ['a customer.', ''],
    ['un client', ''],
    ['the customer Contoso', 'Contoso'],
    ['of contoso', 'contoso'],
    ['du client Contoso', 'Contoso'],
    ['de l’Œuvre', 'Œuvre'],
    ["d'Artagnan", 'Artagnan'],
    ['La Poste', 'Poste'],
    ['Lavoie et fils', 'Lavoie et fils'],
    ['A. Datum', 'A. Datum'],
    ['Customer-first', 'Customer-first'],
    ['', ''],
  ])('followed by « %s » has « %s » left without what only leads to a name', (argument, bare) => {
    expect(argumentReadings(argument)[0]).toBe(argument);
    expect(argumentReadings(argument).at(-1)).toBe(bare);
  });

  it('followed by little words without end is read at once', () => {
    expect(argumentReadings('a '.repeat(100_000)).length).toBeLessThan(10);
  });

  it.each([
    'Comment confirmer un client ?',
    'How do I confirm a customer?',
    'What is the status of an unconfirmed customer?',
    'Quel est le statut de mes clients ?',
    'What happens to unconfirmed customers?',
    'Hello, what is the MCA?',
    'Bonjour, quand faut-il confirmer ?',
    'help me understand the agreement',
    'Aide-moi à comprendre la règle',
    'Should I remind now or later?',
    'settings for what?',
    'confirmation',
    'confirmed',
    'confirmez',
    'statuts de la société',
    'language de',
    'langue française',
    'non',
    'unconfirmed customers in Germany?',
    '<at>confirm</at>',
    '',
    '   ',
    '?!',
    '👋',
  ])('is not "%s"', (typed) => {
    expect(parseCommand(typed)).toBeUndefined();
  });
});

describe('a message without its mentions', () => {
  it.each([
    ['<at>MCA</at> quand ?', 'quand ?'],
    ['<at id="1">A</at> and <at id="2">B</at>', 'and'],
    ['a < at > b', 'a < at > b'],
    ['<attachment>kept</attachment>', '<attachment>kept</attachment>'],
    ['&nbsp;kept&nbsp;', 'kept'],
  ])('of "%s" is "%s"', (typed, expected) => {
    expect(withoutMentions(typed)).toBe(expected);
  });

  // A request may hold 256 KB; a turn that takes seconds keeps everybody waiting.
  it.each([
    ['mentions that never end their tag', '<at '],
    ['mentions that never close', '<at>'],
  ])('is found at once, even among %s', (_what, opening) => {
    // Time that grows with the square of the length would outlast this test.
    const typed = opening.repeat(1_000_000 / opening.length);

    expect(withoutMentions(typed)).toBe(typed.trim());
  });
});
