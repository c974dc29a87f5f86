import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBot } from '../../bot/bot.ts';
import { loadConfig } from '../../src/config.ts';
import { StartError } from '../../src/database/core/start-error.ts';
import { createLogger } from '../../src/logger.ts';
import { personalChat, teamsClient } from '../support/activities.ts';
import { buttons, cardOf, elements, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** The sample of the documentation, which must work as it stands. */
const SAMPLE = join(ROOT, 'docs', 'own-faq');
const OWN = 'who-signs-at-our-company';
const BUILT_IN = 'what-will-happen-if-i-do-not-take-action';

const { connector, send, settings } = await runningBot({ settings: { FAQ_DIR: SAMPLE } });

async function cardAfter(text: string, locale = 'en-US'): Promise<unknown> {
  const place = personalChat(`a:${text}`);
  await send(teamsClient({ serviceUrl: connector.serviceUrl, place, locale }).message(text));
  return cardOf(connector.messages(place.conversation.id)[0]!);
}

/** `npm run ask` with a folder of own entries; what it prints, and how it ends. */
async function ask(directory: string, questions: string[] = []) {
  const env = { ...process.env, NODE_OPTIONS: '', FAQ_DIR: directory };
  const child = spawn(process.execPath, [join(ROOT, 'src', 'cli', 'ask.ts')], { env });
  const printed = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed.error += chunk.toString()));
  child.stdin.end(questions.join('\n'));
  const code = await new Promise((resolve) => child.on('close', resolve));
  const lines = printed.out.split('\n').filter(Boolean);
  return { code, error: printed.error, answers: lines.map((line) => JSON.parse(line) as Asked) };
}
interface Asked {
  outcome: string;
  entries: { id: string }[];
}

describe('a partner’s own entry', () => {
  it.each([
    ['who in our company is allowed to sign?', 'en', 'sales lead'],
    ['Qui a le droit de signer chez nous ?', 'fr', 'responsable commercial'],
  ])('answers « %s » in chat, with its own source', async (question, language, answer) => {
    const card = await cardAfter(question);

    expect(card).toMatchObject({ lang: language });
    expect(textOf(card)).toContain(answer);
    expect(elements(card, 'Action.OpenUrl')).toMatchObject([
      {
        url: 'https://intranet.example.com/csp/signatures',
        tooltip: expect.stringMatching(/CSP/) as unknown,
      },
    ]);
    expect(buttons(card, 'faq.show')).toHaveLength(1);
  });

  it('leaves the built-in answers what they are', async () => {
    const card = await cardAfter('what happens if we do nothing at all?');

    expect(buttons(card, 'faq.feedback')[0]?.data.entryId).toBe(BUILT_IN);
  });

  it('is found by `npm run ask` just the same', async () => {
    const questions = ['who in our company is allowed to sign?', 'what happens if we do nothing at all?'];

    const { code, answers } = await ask(SAMPLE, questions);

    expect(code).toBe(0);
    expect(answers.map(({ outcome, entries }) => [outcome, entries[0]?.id])).toEqual([
      ['answer', OWN],
      ['answer', BUILT_IN],
    ]);
  });
});

describe('an own FAQ that is wrong', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'own-faq-'));
    await cp(SAMPLE, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const replaceIn = async (file: string, before: string, after: string) => {
    const path = join(folder, file);
    await writeFile(path, (await readFile(path, 'utf8')).replace(before, after));
  };
  const startWith = () =>
    startBot({
      config: loadConfig({ ...settings, FAQ_DIR: folder }),
      log: createLogger('silent'),
      applicationName: 'refused-bot',
      report: () => undefined,
      onTakenOver: () => undefined,
    });

  it.each<[string, () => Promise<void>, string]>([
    ['a field it does not know', () => replaceIn('en.json', '"title": "Who', '"titel": "Who'), 'en.json:'],
    ['an id of the built-in FAQ', () => replaceIn('fr.json', `"${OWN}"`, `"${BUILT_IN}"`), 'fr.json:9: '],
    [
      'a phrasing too long to be one',
      () => replaceIn('phrasings/en/who-signs-at-our-company.txt', 'our signatory', 'sign '.repeat(100)),
      'phrasings/en/who-signs-at-our-company.txt:5: ',
    ],
    ['a missing bracket', () => replaceIn('en.json', '"entries": [', '"entries": '), 'en.json:'],
  ])(
    'for %s refuses the start, naming file and line, and so does `npm run ask`',
    async (_what, spoil, at) => {
      await spoil();

      const refusal = await startWith().catch((error: unknown) => error);
      const asked = await ask(folder, ['who signs?']);

      expect(refusal).toBeInstanceOf(StartError);
      expect((refusal as StartError).message).toMatch(/^FAQ_DIR cannot be used: [^\n]+:\d+: [^\n]+$/);
      expect((refusal as StartError).message).toContain(join(folder, at));
      expect(asked).toMatchObject({ code: 1, answers: [] });
      expect(asked.error).toContain(at);
      expect(asked.error.trim().split('\n')).toHaveLength(1);
    },
  );

  it('for a folder that is not there refuses the start too', async () => {
    await rm(folder, { recursive: true });

    const refusal = await startWith().catch((error: unknown) => error);

    expect(refusal).toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('FAQ_DIR') as unknown,
    });
    await cp(SAMPLE, folder, { recursive: true });
  });
});
