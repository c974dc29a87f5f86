import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCommand } from '../../../bot/commands/commands.ts';
import { manifestText, SOURCES, type Manifest } from './app-folder.ts';

let manifest: Manifest;
let french: Record<string, string>;
let commands: Manifest['bots'][0]['commandLists'][0]['commands'];

beforeAll(async () => {
  manifest = JSON.parse(await manifestText()) as Manifest;
  french = JSON.parse(await readFile(join(SOURCES, 'fr.json'), 'utf8')) as Record<string, string>;
  commands = manifest.bots[0].commandLists[0].commands;
});

const inFrench = (at: number, part: 'title' | 'description'): string =>
  french[`bots[0].commandLists[0].commands[${at}].${part}`] ?? '';

describe('the commands Teams offers', () => {
  it('are words the bot knows, in each language’s own, and mean the same', () => {
    for (const [at, { title }] of commands.entries()) {
      const english = parseCommand(title);
      const translated = parseCommand(inFrench(at, 'title'));

      expect([title, english]).toEqual([title, expect.objectContaining({ language: 'en' })]);
      expect([title, translated]).toEqual([title, { ...english, language: 'fr' }]);
    }
  });

  it('take nothing after them, so that picking one is enough', () => {
    const titles = commands.flatMap(({ title }, at) => [title, inFrench(at, 'title')]);

    expect(titles.filter((title) => parseCommand(title)?.argument)).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('name examples that work as written', () => {
    const texts = commands.flatMap(({ description }, at) => [description, inFrench(at, 'description')]);
    const examples = texts.flatMap(
      (text) => / ?: (\w+ contoso)$/.exec(text.replace('\u00a0', ' '))?.[1] ?? [],
    );

    expect(examples).toHaveLength(4);
    for (const example of examples) expect(parseCommand(example)).toMatchObject({ argument: 'contoso' });
  });

  it('are for teams and groups: in a chat of one’s own they would be prompts beside the welcome', () => {
    expect(manifest.bots[0].commandLists.map(({ scopes }) => scopes)).toEqual([['team', 'groupChat']]);
  });
});

describe('the app', () => {
  it('is for a person, a team and a group, takes files and asks for no right to read along', () => {
    expect(manifest.bots).toMatchObject([
      { scopes: ['personal', 'team', 'groupChat'], supportsFiles: true, isNotificationOnly: false },
    ]);
    expect(manifest).not.toHaveProperty('authorization');
    expect(manifest).not.toHaveProperty('webApplicationInfo');
    expect(manifest.validDomains).toEqual([]);
  });

  it('works in private and shared channels as in any other', () => {
    expect(manifest).toMatchObject({ supportsChannelFeatures: 'tier1' });
  });

  it('looks customers up at once when its extension is opened', () => {
    expect(manifest.composeExtensions[0].commands).toMatchObject([
      { id: 'customers', type: 'query', initialRun: true, parameters: [{ name: 'customer' }] },
    ]);
  });
});
