import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openBotInPlayground, type BotInPlayground } from './bot-in-playground.ts';
import type { PlaygroundPage } from './playground-page.ts';

let bot: BotInPlayground;
let person: PlaygroundPage;

beforeAll(async () => {
  bot = await openBotInPlayground({ SANDBOX_ERA: 'retired-2026' });
  ({ person } = bot);
}, 120_000);

afterAll(async () => {
  await bot?.close();
}, 30_000);

describe('a trial of today’s way in the Playground', () => {
  it('goes from the reminder over asking a customer and the page where it accepts to the news of it', async () => {
    await person.open('Group Chat');
    await person.say('remind now', { mention: true });
    const digest = person.card('To ask first');
    await digest.waitFor();
    await person.picture('digest', digest);

    await person.open('Personal Chat');
    await person.say('confirm contoso');
    const ask = person.card('Ask this customer to accept with Microsoft');
    await ask.waitFor();
    expect(await ask.getByLabel('Message to copy to the customer').inputValue()).toContain(
      'Microsoft asks Contoso to accept',
    );
    await person.picture('ask', ask);
    await ask.getByRole('button', { name: 'I have asked' }).click();
    await person.card(/Asked: Contoso/).waitFor();

    const [, acceptanceUrl] = /(http:\/\/127\.0\.0\.1:\d+\/sandbox\/acceptance)/.exec(bot.output())!;
    const customer = await person.visit(acceptanceUrl!);
    await customer.getByRole('link', { name: 'Contoso', exact: true }).click();
    await customer.getByRole('button', { name: 'Accept' }).click();
    await customer.getByRole('status').filter({ hasText: 'Accepted.' }).waitFor();
    await customer.close();

    await person.say('status contoso');
    const status = person.card('Check now').or(person.card(/Contoso[^]*Not confirmed yet/));
    await status.last().getByRole('button', { name: 'Check now' }).click();

    const news = person.card('Good news: Contoso has accepted');
    await news.waitFor();
    await person.picture('accepted', news);
    await person.say('status contoso');
    await person.card('Signed by the customer with Microsoft').waitFor();
  }, 90_000);
});
