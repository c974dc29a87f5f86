import { describe, expect, it } from '@jest/globals';
import { deflateSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { packageApp, PackageError } from '../../../src/tools/app-package/package-app.ts';
import { appFolders, SOURCES, VALUES, type Manifest } from './app-folder.ts';
import { pngOf } from './png-of.ts';

const changed = appFolders();

function problemsOf(
  directory: string,
  values: Record<string, string | undefined> = VALUES,
): readonly string[] {
  try {
    packageApp(directory, values);
    return [];
  } catch (error) {
    if (error instanceof PackageError) return error.problems;
    throw error;
  }
}

describe('the app package', () => {
  it('holds manifest, French and both icons, with the values of the settings', () => {
    const made = packageApp(SOURCES, VALUES);

    const files = unzipSync(made.zip);
    expect(Object.keys(files)).toEqual(['manifest.json', 'fr.json', 'color.png', 'outline.png']);
    expect(Object.keys(files)).toEqual(made.files);
    const manifest = JSON.parse(strFromU8(files['manifest.json']!)) as Manifest;
    expect(manifest).toMatchObject({
      id: VALUES.MicrosoftAppId,
      version: '1.2.3',
      developer: {
        name: VALUES.DEVELOPER_NAME,
        websiteUrl: VALUES.DEVELOPER_WEBSITE_URL,
        privacyUrl: VALUES.DEVELOPER_PRIVACY_URL,
        termsOfUseUrl: VALUES.DEVELOPER_TERMS_URL,
        mpnId: VALUES.DEVELOPER_MPN_ID,
      },
      bots: [{ botId: VALUES.MicrosoftAppId }],
      composeExtensions: [{ botId: VALUES.MicrosoftAppId }],
    });
    expect(JSON.stringify(manifest)).not.toContain('${');
  });

  it('has the same bytes whenever and wherever it is made', () => {
    const zone = process.env.TZ;
    const first = packageApp(SOURCES, VALUES).zip;
    process.env.TZ = 'Pacific/Auckland';
    const second = packageApp(SOURCES, VALUES).zip;
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;

    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
  });

  it('leaves the partner id out where there is none', () => {
    const { zip } = packageApp(SOURCES, { ...VALUES, DEVELOPER_MPN_ID: undefined });

    const manifest = JSON.parse(strFromU8(unzipSync(zip)['manifest.json']!)) as Manifest;
    expect(manifest.developer).not.toHaveProperty('mpnId');
  });
});

describe('what the manifest’s schema forbids is told by its place:', () => {
  it.each<[string, (manifest: Manifest) => void, RegExp]>([
    ['a misspelt property', (m) => (m.suportsFiles = true), /whole must NOT have additional.*suportsFiles/],
    ['no bot id', (m) => delete m.bots[0].botId, /bots\.0 must have required property 'botId'/],
    ['a scope there is none of', (m) => m.bots[0].scopes.push('everywhere'), /bots\.0\.scopes/],
    ['a short name of 31 letters', (m) => (m.name.short = 'x'.repeat(31)), /name\.short .*30/],
    ['a full name of 101', (m) => (m.name.full = 'x'.repeat(101)), /name\.full .*100/],
    ['a short description of 81', (m) => (m.description.short = 'x'.repeat(81)), /description\.short .*80/],
    ['a full one of 4001', (m) => (m.description.full = 'x'.repeat(4001)), /description\.full .*4000/],
    ['a colour by name', (m) => (m.accentColor = 'green'), /accentColor must match pattern/],
    ['an id that is none', (m) => (m.id = 'bot'), /id must match pattern/],
    ['thirteen commands', (m) => fillCommands(m, 13), /commands must NOT have more than 12 items/],
    ['a command of 129 letters', (m) => (command(m).title = 'x'.repeat(129)), /commands\.0\.title .*128/],
    [
      'a version with no schema',
      (m) => (m.manifestVersion = '1.18'),
      /no schema for the manifestVersion "1.18"/,
    ],
    ['a version that is a path', (m) => (m.manifestVersion = '../1.19'), /no schema/],
  ])('%s', async (_what, manifest, expected) => {
    expect(problemsOf(await changed({ manifest }))).toContainEqual(expect.stringMatching(expected));
  });
});

describe('what Teams refuses all the same is told by its place:', () => {
  it.each<[string, (manifest: Manifest) => void, RegExp]>([
    ['“Teams” in the name', (m) => (m.name.short = 'MCA for Teams'), /name\.short must not hold .*teams/],
    ['“Help” in the name', (m) => (m.name.full = 'Help with the MCA'), /name\.full must not hold .*help/],
    [
      'a product of Microsoft’s',
      (m) => (m.name.full = 'Azure acceptance'),
      /name\.full must not hold .*azure/,
    ],
    ['one name twice', (m) => (m.name.full = m.name.short), /name\.short and name\.full must differ/],
    ['one description twice', (m) => (m.description.full = m.description.short), /description\.short and/],
    ['a version of two numbers', (m) => (m.version = '1.0'), /version must be three numbers/],
    ['an http address', (m) => (m.developer.privacyUrl = 'http://a.example'), /privacyUrl must be an https/],
    [
      'an address of this machine',
      (m) => (m.developer.websiteUrl = 'https://localhost/'),
      /websiteUrl must be/,
    ],
    [
      'an app id of zeros',
      (m) => (m.id = '00000000-0000-0000-0000-000000000000'),
      /id must not be all zeros/,
    ],
    ['everybody’s domains', (m) => (m.validDomains = ['*.example.com']), /validDomains .*\*\.example\.com/],
    ['a tunnel', (m) => (m.validDomains = ['ab12.ngrok.io']), /validDomains .*ab12\.ngrok\.io/],
    [
      'a placeholder that is not filled',
      (m) => (m.name.full = 'By ${COMPANY}'),
      /nothing is known for \$\{COMPANY\}/,
    ],
  ])('%s', async (_what, manifest, expected) => {
    expect(problemsOf(await changed({ manifest }))).toContainEqual(expect.stringMatching(expected));
  });

  it('everything at once, each by its file', async () => {
    const directory = await changed({
      manifest: (manifest) => (manifest.version = '1'),
      french: (french) => {
        delete french['composeExtensions[0].commands[0].title'];
        french['description.full'] = french['description.short']!;
      },
      files: { 'color.png': 'no picture' },
    });

    expect(problemsOf(directory)).toEqual([
      'fr.json: composeExtensions[0].commands[0].title is missing',
      'manifest.json: version must be three numbers, as in 1.0.0',
      'fr.json: description.short and description.full must differ',
      'color.png: is no PNG that can be read',
    ]);
  });
});

describe('a language beside the manifest’s own', () => {
  it.each<[string, (french: Record<string, string>) => void, string]>([
    [
      'has every text the manifest has',
      (french) => delete french['composeExtensions[0].commands[0].parameters[0].description'],
      'fr.json: composeExtensions[0].commands[0].parameters[0].description is missing',
    ],
    [
      'has none that the manifest has not',
      (french) => (french['bots[0].commandLists[0].commands[9].title'] = 'saluer'),
      'fr.json: bots[0].commandLists[0].commands[9].title names nothing in the manifest',
    ],
    [
      'has no empty text',
      (french) => (french['bots[0].commandLists[0].commands[0].title'] = ' '),
      'fr.json: bots[0].commandLists[0].commands[0].title is empty',
    ],
    [
      'keeps to the lengths of the schema',
      (french) => (french['name.short'] = 'x'.repeat(31)),
      'fr.json: name.short must NOT have more than 30 characters',
    ],
    [
      'has no reserved word in the name either',
      (french) => (french['name.short'] = 'Aide MCA pour Teams'),
      'fr.json: name.short must not hold the word “teams”',
    ],
  ])('%s', async (_rule, french, expected) => {
    expect(problemsOf(await changed({ french }))).toContain(expected);
  });

  it('is no JSON, or not there', async () => {
    expect(problemsOf(await changed({ files: { 'fr.json': '{' } }))).toEqual(['fr.json: is no JSON']);
    const elsewhere = await changed({
      manifest: (manifest) => (manifest.localizationInfo.additionalLanguages[0].file = '../package.json'),
    });
    expect(problemsOf(elsewhere)).toEqual(['../package.json: must be a plain file name']);
    const missing = await changed({
      manifest: (manifest) => (manifest.localizationInfo.additionalLanguages[0].file = 'de.json'),
    });
    expect(problemsOf(missing)).toEqual(['de.json: cannot be read (ENOENT)']);
  });
});

describe('the icons', () => {
  const white = [255, 255, 255, 255];
  const clear = [0, 0, 0, 0];

  it.each([
    ['of the wrong size', 'color.png', pngOf(96, () => white), 'is 96 × 96, must be 192 × 192'],
    [
      'that one sees through',
      'color.png',
      pngOf(192, (x) => (x ? white : clear)),
      'must not be transparent anywhere',
    ],
    [
      'in colour where white is asked',
      'outline.png',
      pngOf(32, (x) => (x ? clear : [255, 0, 0, 9])),
      'must be white on transparent',
    ],
    [
      'without a background to see through',
      'outline.png',
      pngOf(32, () => white),
      'must have a transparent background',
    ],
    ['with nothing on them', 'outline.png', pngOf(32, () => clear), 'has nothing on it'],
  ])('are refused %s', async (_what, file, bytes, expected) => {
    expect(problemsOf(await changed({ files: { [file]: bytes } }))).toEqual([`${file}: ${expected}`]);
  });

  it('are refused when damaged', async () => {
    const whole = pngOf(192, () => white);
    const damaged = [whole.subarray(0, 60), Buffer.concat([whole.subarray(0, 41), deflateSync('x')])];

    for (const bytes of damaged) {
      expect(problemsOf(await changed({ files: { 'color.png': bytes } }))).toEqual([
        'color.png: is no PNG that can be read',
      ]);
    }
  });
});

const command = (manifest: Manifest) => manifest.bots[0].commandLists[0].commands[0]!;

function fillCommands(manifest: Manifest, count: number): void {
  manifest.bots[0].commandLists[0].commands = Array.from({ length: count }, () => command(manifest));
}
