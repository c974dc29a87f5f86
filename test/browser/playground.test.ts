import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Download, Locator } from 'playwright-core';
import { openBotInPlayground, type BotInPlayground } from './bot-in-playground.ts';
import type { PlaygroundPage } from './playground-page.ts';

let bot: BotInPlayground;
let person: PlaygroundPage;

beforeAll(async () => {
  bot = await openBotInPlayground();
  ({ person } = bot);
}, 120_000);

afterAll(async () => {
  await bot?.close();
}, 30_000);

/** What the page, or one that it opens, downloads next. */
const firstDownload = (): Promise<Download> =>
  new Promise((resolve) => {
    person.page.once('download', resolve);
    person.page.once('popup', (popup) => popup.once('download', resolve));
  });

/** Types into a form, in whichever language its labels are, and chooses the first day of this month. */
async function fill(form: Locator, email: string): Promise<void> {
  await form.getByLabel(/First name|Prénom/).fill('Ana');
  await form.getByLabel(/Last name|^Nom\b/).fill('Exemple');
  await form.getByLabel(/mail/).fill(email);
  await form.getByRole('combobox', { name: /Date/ }).click();
  await person.page.getByRole('gridcell').getByRole('button', { name: /^1, / }).first().click();
}

const send = (form: Locator) =>
  form.getByRole('button', { name: /^(Record the acceptance|Enregistrer l’acceptation)$/ }).click();

describe('a person in the Playground', () => {
  it('is greeted in the team where the bot was installed, with the way to stop its reminders', async () => {
    await person.open('General');

    const welcome = person.card('On working days at 9:00');
    await welcome.waitFor();
    expect(await welcome.getByRole('button', { name: 'Turn off reminders' }).count()).toBe(1);
    await person.open('Personal Chat');
  });

  it('is greeted anew, once, when the page was loaded anew and shows nothing of before', async () => {
    await person.page.reload();

    const welcome = person.card('Hello');
    await welcome.waitFor();
    await person.say('help');
    await person.card('What I can do').waitFor();
    expect(await person.page.locator('.ac-adaptiveCard').count()).toBe(2);
  });

  it('gets an answer in French to a question in French', async () => {
    await person.say('Que se passe-t-il si je ne fais rien ?');

    const answer = person.card('7 novembre 2018');
    await answer.waitFor();
    expect(await answer.innerText()).toContain('Lire la source');
    await person.picture('question', answer);
  });

  it('gets an answer in English to a question in English, and is asked once whether it helped', async () => {
    await person.say('which details do I need about the person who accepted?');
    const answer = person.card(/phone number/i);
    await answer.waitFor();

    expect(await answer.getByRole('button', { name: 'Helpful', exact: false }).count()).toBe(0);

    await answer.getByRole('button', { name: 'More options' }).click();
    await person.page.getByRole('menuitem', { name: 'Helpful', exact: true }).click();
    await person.card(/thank/i).waitFor();
  });

  it('chooses what was meant when a few words fit several questions, and says whether that helped', async () => {
    await person.say('phone');
    const suggestions = person.card('Did you mean');
    await suggestions.waitFor();

    await suggestions.getByRole('button', { name: 'Details needed to confirm' }).click();

    await suggestions.waitFor({ state: 'detached' });
    const inItsPlace = person.page.locator('.ac-adaptiveCard').last();
    await inItsPlace.filter({ hasText: 'phone number (optional)' }).waitFor();
    await inItsPlace.getByRole('button', { name: 'Helpful', exact: true }).click();
    await inItsPlace.getByText('Thank you').waitFor();
    expect(await inItsPlace.getByRole('button', { name: 'Helpful', exact: false }).count()).toBe(0);
  });

  it('fills the form, sees what is wrong, mends it, and sees how it ended in the same message', async () => {
    await person.say('confirm contoso');
    const form = person.card('Confirm a customer');
    await form.waitFor();
    await fill(form, 'not an address');
    await send(form);
    const wrong = person.card('One field needs correcting');
    await wrong.waitFor();
    await person.picture('form', wrong);

    await wrong.getByLabel(/E-mail/).fill('ana@contoso.example');
    await send(wrong);

    const outcome = person.card(/Contoso/).filter({ hasText: /Confirmed/ });
    await outcome.waitFor({ timeout: 20_000 });
    await person.picture('outcome', outcome);
  });

  it('opens a customer from its name in the list', async () => {
    await person.say('unconfirmed');
    const name = person
      .card('Longest waiting first')
      .getByRole('button', { name: /^Status of / })
      .first();

    await name.click();

    await person.card('Orders and seat changes are blocked until').waitFor();
  });

  it('fetches the list as a file, which the Playground itself takes none of', async () => {
    await person.say('export');
    const offer = person.card('Your file is ready');
    await offer.waitFor();
    const fetched = firstDownload();

    await offer.getByRole('link', { name: 'Fetch the file' }).click();

    const file = await fetched;
    expect(file.suggestedFilename()).toBe('unconfirmed-customers.csv');
    expect(await readFile(await file.path(), 'utf8')).toContain('Scierie Barthélemy');
  });

  it('turns reminders on in the settings, and reads when the next one comes', async () => {
    await person.say('settings');
    const settings = person.card('These apply to this conversation');
    await settings.waitFor();

    await settings.getByLabel('Send reminders here').check();
    await settings.getByRole('button', { name: 'Save settings' }).click();

    await person.card('Saved. Next reminder:').waitFor();
  });

  it('posts a reminder in a group, in the language the group has chosen', async () => {
    await person.open('Group Chat');
    await person.say('langue fr', { mention: true });
    await person.card(/français/i).waitFor();
    await person.say('rappeler maintenant', { mention: true });

    const digest = person.card('En attente depuis le plus longtemps');
    await digest.waitFor();
    const forms = digest.getByRole('button', { name: 'Confirmer', exact: true });
    const tips = await Promise.all((await forms.all()).map((form) => form.getAttribute('title')));
    expect(new Set(tips).size).toBe(5);
  });

  it('confirms from the reminder, which shrinks', async () => {
    const digest = person.card('En attente depuis le plus longtemps');
    const before = await digest.innerText();

    await digest.getByRole('button', { name: 'Confirmer', exact: true }).first().click();

    const form = person.card('Enregistrer l’acceptation');
    await form.waitFor();
    await fill(form, 'ana@client.example');
    await send(form);
    await person.card('Enregistré').waitFor();
    await person.card('26 clients à confirmer').waitFor({ timeout: 30_000 });
    expect(before).toContain('27 clients à confirmer');
  });

  it('pauses the reminders of the group for a day', async () => {
    const digest = person.card('En attente depuis le plus longtemps');

    await digest.getByRole('button', { name: 'More options' }).last().click();
    await person.page.getByText('Mettre en pause jusqu’à demain').click();

    await person.card('Rappels mis en pause').waitFor();
  });

  it('learns from an older form that its customer is confirmed by now, and sends nothing twice', async () => {
    const forms = person.page.locator('.ac-adaptiveCard').filter({ hasText: 'Record the acceptance' });
    await person.open('Personal Chat');
    await person.say('confirm fonderie');
    await forms.waitFor();
    await person.say('confirm fonderie');
    await forms.nth(1).waitFor();
    await fill(forms.nth(1), 'ana@client.example');
    await send(forms.nth(1));
    const confirmed = person.page.locator('.ac-adaptiveCard').filter({ hasText: /Confirmed: Fonderie/ });
    await confirmed.waitFor({ timeout: 20_000 });

    await fill(forms.first(), 'ana@client.example');
    await send(forms.first());

    await person.card('This customer is confirmed already, so nothing was sent.').waitFor();
  });
});
