import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { removeFolder, startBotProcess, type BotProcess } from '../support/bot-process.ts';
import { openPlaygroundPage, type PlaygroundPage } from './playground-page.ts';

/** With a folder here, pictures of what a person sees are kept in it. */
const PICTURES = process.env.PICTURES_DIR;

/** Where the conversation is on the page. */
const CONVERSATION = { x: 330, y: 50, width: 620, height: 970 };

let bot: BotProcess;
let person: PlaygroundPage;

beforeAll(async () => {
  bot = await startBotProcess({ PLAYGROUND: 'on' });
  const url = /http:\/\/localhost:\d+/.exec(bot.output())?.[0];
  if (!url) throw new Error(`The Playground did not start: ${bot.output()}`);
  person = await openPlaygroundPage(url);
}, 120_000);

afterAll(async () => {
  await person?.close();
  await bot?.end('SIGTERM');
  await removeFolder(bot.dataDir);
}, 30_000);

/** Of the conversation; `taller` by so much where a card needs more room than the page has. */
async function picture(name: string, taller = 0): Promise<void> {
  if (!PICTURES) return;
  await mkdir(PICTURES, { recursive: true });
  const { page } = person;
  const size = page.viewportSize()!;
  await page.setViewportSize({ ...size, height: size.height + taller });
  const clip = { ...CONVERSATION, height: CONVERSATION.height + taller };
  await page.screenshot({ path: join(PICTURES, `${name}.png`), clip });
  await page.setViewportSize(size);
}

describe('a person in the Playground', () => {
  it('gets an answer in French to a question in French', async () => {
    await person.say('Que se passe-t-il si je ne fais rien ?');

    const answer = person.card('7 novembre 2018');
    await answer.waitFor();
    expect(await answer.innerText()).toContain('Lire la source');
    await picture('question');
  });

  it('gets an answer in English to a question in English, and the next by a button', async () => {
    await person.say('which details do I need about the person who accepted?');
    const answer = person.card(/phone number/i);
    await answer.waitFor();

    await answer.getByRole('button', { name: 'Helpful', exact: false }).first().click();

    await person.card(/thank/i).waitFor();
  });

  it('fills the form, sees what is wrong, mends it, and sees how it ended in the same message', async () => {
    await person.say('confirm contoso');
    const form = person.card('Confirm a customer');
    await form.waitFor();
    await form.getByLabel(/First name/).fill('Ana');
    await form.getByLabel(/Last name/).fill('Exemple');
    await form.getByLabel(/E-mail/).fill('not an address');
    await form.getByRole('combobox', { name: /Date/ }).click();
    await person.page.getByRole('gridcell').getByRole('button', { name: /^1, / }).first().click();
    await form.getByRole('button', { name: 'Record the acceptance' }).click();
    const wrong = person.card('One field needs another look');
    await wrong.waitFor();
    await picture('form');

    await wrong.getByLabel(/E-mail/).fill('ana@contoso.example');
    await wrong.getByRole('button', { name: 'Record the acceptance' }).click();

    await person
      .card(/Contoso/)
      .filter({ hasText: /Confirmed/ })
      .waitFor({ timeout: 20_000 });
  });

  it('posts a reminder in a group, in the language the group has chosen', async () => {
    await person.open('Group Chat');
    await person.say('langue fr', { mention: true });
    await person.card(/français/i).waitFor();
    await person.say('rappeler maintenant', { mention: true });

    const digest = person.card('Les plus urgents');
    await digest.waitFor();
    await picture('reminder', 420);
    expect(await digest.getByRole('button', { name: 'Confirmer', exact: true }).count()).toBe(5);
  });

  it('confirms from the reminder, which shrinks', async () => {
    const digest = person.card('Les plus urgents');
    const before = await digest.innerText();

    await digest.getByRole('button', { name: 'Confirmer', exact: true }).first().click();

    const form = person.card('Enregistrer l’acceptation');
    await form.waitFor();
    await form.getByLabel(/Prénom/).fill('Ana');
    await form.getByLabel(/^Nom\b/).fill('Exemple');
    await form.getByLabel(/mail/).fill('ana@client.example');
    await form.getByRole('combobox', { name: /Date/ }).click();
    await person.page.getByRole('gridcell').getByRole('button', { name: /^1, / }).first().click();
    await form.getByRole('button', { name: 'Enregistrer l’acceptation' }).click();
    await person.card('Date d’acceptation').waitFor();
    await person.card('26 clients restent à confirmer').waitFor({ timeout: 30_000 });
    expect(before).toContain('27 clients restent à confirmer');
  });
});
