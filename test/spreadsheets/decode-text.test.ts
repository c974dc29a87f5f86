import { describe, expect, it } from '@jest/globals';
import { decodeText } from '../../src/spreadsheets/decode-text.ts';
import { FileRefused } from '../../src/spreadsheets/file-refused.ts';
import { encodeAs } from '../support/encode-as.ts';

const table = (...names: string[]) =>
  ['Customer;First name;Last name;E-mail', ...names.map((name) => `Works;${name};a@b.example`)].join('\r\n');
const twice = (text: string) => Buffer.from(new TextDecoder('windows-1252').decode(Buffer.from(text)));

describe('a text in windows-1252', () => {
  it.each([
    ['French', table('Hélène;Lefèvre', 'François;Châtelain', 'Zoë;Noël', 'Benoît;D’Œuvre', 'Éric;Besançon')],
    ['German', table('Jürgen;Strauß', 'Käthe;Müller', 'Günther;Köhler')],
    ['Spanish', table('Íñigo;Núñez', 'Begoña;Ibáñez', 'José;Argüelles', 'Ana;Páez')],
    ['Portuguese', table('João;Gonçalves', 'Conceição;Simões', 'Inês;Guimarães')],
    ['Italian', table('Niccolò;Cantù', 'Noè;Macrì')],
    ['Catalan', table('Òscar;Fàbregas', 'Lluís;Jordà')],
    ['Scandinavian', table('Søren;Nørgaard', 'Åsa;Sjöström', 'Väinö;Mäenpää', 'Kjærsti;Bøe')],
    ['Icelandic', table('Þórður;Sigurðsson', 'Guðrún;Guðmundsdóttir')],
    ['Dutch', table('Daniël;Citroën')],
    ['Estonian', table('Tõnu;Põder', 'Ülle;Sääsk')],
    [
      'signs of print',
      table('Ana;« Bar » – l’été', 'Ana;McDonald’s™', 'Ana;10 € : 2 m²', 'Ana;Société\u00a0Générale'),
    ],
    // Their letters have the same bytes in the code page of central Europe.
    ['Czech that is the same there', table('Lukáš;Novák')],
  ])('is read and said to be a guess: %s', (_language, text) => {
    expect(decodeText(encodeAs('windows-1252', text))).toEqual({ text, isGuess: true });
  });

  it('may hold a name that no rule foresees among a hundred others', () => {
    const names = Array.from(
      { length: 100 },
      (_, place) => `Dupré${String.fromCharCode(97 + (place % 26), 97 + Math.floor(place / 26))};A`,
    );
    const text = table(...names, 'Salomë;A');

    expect(decodeText(encodeAs('windows-1252', text)).text).toBe(text);
  });
});

describe('a text in another code page', () => {
  it.each([
    ['windows-1250', 'Polish', 'Łukasz;Wałęsa'],
    ['windows-1250', 'Polish of one letter', 'Ana;Kamińska'],
    ['windows-1250', 'Polish of a capital', 'Ana;Śliwa'],
    ['iso-8859-2', 'Polish', 'Łukasz;Śliwiński'],
    ['windows-1250', 'Czech', 'Jiří;Dvořák'],
    ['windows-1250', 'Czech of one letter', 'Ana;Kučera'],
    ['windows-1250', 'Hungarian', 'Győző;Erdős'],
    ['windows-1250', 'Romanian', 'Cătălin;Stănescu'],
    ['windows-1250', 'Croatian', 'Željko;Horvatić'],
    ['windows-1251', 'Russian', 'Иван;Смирнова'],
    ['koi8-r', 'Russian', 'Иван;Смирнова'],
    ['ibm866', 'Russian', 'Иван;Смирнова'],
    ['windows-1253', 'Greek', 'Γιώργος;Παπαδόπουλος'],
    ['iso-8859-7', 'Greek', 'Ελένη;Γεωργίου'],
    ['windows-1254', 'Turkish', 'Gülşen;Öztürk'],
    ['windows-1254', 'Turkish of one letter', 'Ana;Yılmaz'],
    ['windows-1254', 'Turkish of a capital', 'Ana;Şahin'],
    ['windows-1255', 'Hebrew', 'יוסף;כהן'],
    ['windows-1256', 'Arabic', 'محمد;علي'],
    ['windows-1257', 'Lithuanian', 'Jūratė;Žukauskas'],
    ['windows-1257', 'Latvian', 'Līga;Bērziņš'],
    ['macintosh', 'French', 'Hélène;Müller'],
    ['macintosh', 'French of one letter', 'André;Lea'],
    ['macintosh', 'German', 'Jörg;Köhler'],
    ['macintosh', 'Spanish', 'María;Martínez'],
    ['macintosh', 'Portuguese', 'João;Simões'],
    ['macintosh', 'Portuguese of one letter', 'Ana;Piauí'],
  ])('is refused: %s, %s', (codePage, _language, name) => {
    expect(() => decodeText(encodeAs(codePage, table(name)))).toThrow('unknown-encoding');
  });

  it.each([
    ['Shift JIS', '8e52 9363', '91be 9859'],
    ['GBK', 'd5c5 cebb', 'cdf5 b7bc'],
    ['Big5', 'a4fd a440', 'b1e9 a4a4'],
    ['MS-DOS', '4d81 6c6c6572', '48 82 6c 8a 6e65'],
    ['MS-DOS’s ß alone', '416e61', '53747261 e1 65'],
  ])('is refused: %s', (_name, first, last) => {
    const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
    const text = Buffer.concat([Buffer.from(table('')), bytes(first), Buffer.from(';'), bytes(last)]);

    expect(() => decodeText(text)).toThrow('unknown-encoding');
  });

  it('is refused in Mac Roman by its line ends alone', () => {
    const text = table('Ana;Muñoz').replaceAll('\r\n', '\r');

    expect(() => decodeText(encodeAs('macintosh', text))).toThrow('unknown-encoding');
  });

  it('is refused in two encodings at once, where more is wrong than right', () => {
    const mixed = Buffer.concat([Buffer.from(table('Hélene;A')), encodeAs('windows-1252', 'éééé')]);

    expect(() => decodeText(mixed)).toThrow('unknown-encoding');
  });
});

describe('a text in UTF-8', () => {
  it('of which a byte is wrong loses that letter and no other', () => {
    const text = Buffer.from(table('Hélène;Dupré', 'Ana;X'));
    const broken = Buffer.concat([text, Buffer.of(0xe9)]);

    expect(decodeText(broken)).toEqual({ text: `${table('Hélène;Dupré', 'Ana;X')}\ufffd`, isGuess: false });
  });

  it('that has lost its letters before is left as it is', () => {
    const text = table('H\ufffdl\ufffdne;A');

    expect(decodeText(Buffer.from(text))).toEqual({ text, isGuess: false });
  });

  it.each(['Hélène;Dupré', 'Łukasz;Wałęsa', 'Иван;Смирнова', 'Ángel;Àngels', 'L’été;à'])(
    'that was encoded twice, or once more, is read as it was: %s',
    (name) => {
      const text = table(name);

      expect(decodeText(twice(text)).text).toBe(text);
      expect(decodeText(twice(twice(text).toString())).text).toBe(text);
      expect(decodeText(twice(`\ufeff${text}`)).text).toBe(text);
    },
  );

  it.each(['SÃO;PAULO', 'Hélène;DuprÃ©', '«CAFÉ»;A', 'Ærø;A', '山田;太郎'])(
    'is left alone otherwise: %s',
    (name) => {
      const text = table(name);

      expect(decodeText(Buffer.from(text)).text).toBe(text);
    },
  );
});

describe('reading a text', () => {
  it.each([
    ['accented letters', (n: number) => 'é'.repeat(n)],
    ['one word', (n: number) => `é${'k'.repeat(n)}`],
    ['apostrophes', (n: number) => `${'D’'.repeat(n / 2)}é`],
    ['an accent at the end', (n: number) => `${'x'.repeat(n)}é`],
  ])('of nothing but %s costs in proportion to its length', (_what, made) => {
    const cost = (letters: number) => {
      const bytes = encodeAs('windows-1252', made(letters));
      const before = process.cpuUsage();
      try {
        decodeText(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(FileRefused);
      }
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const least = (letters: number) => Math.min(...[1, 2, 3].map(() => cost(letters)));

    // Of four times the length a quadratic reading would take sixteen times as much.
    expect(least(800_000) / least(200_000)).toBeLessThan(12);
  });
});
