import { describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { personalChat, teamsClient } from '../support/activities.ts';
import { buttons, cardOf, elements, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const bot = await runningBot();
const { connector, send } = bot;

/** Says something in a chat of its own and gives back the card that answers. */
async function ask(text: string, locale = 'en-US'): Promise<unknown> {
  const place = personalChat(`a:${text}:${locale}`);
  const client = teamsClient({ serviceUrl: connector.serviceUrl, place, locale });

  const reply = await send(client.message(text));

  expect(reply.status).toBe(200);
  const [answer, ...more] = connector.messages(place.conversation.id);
  expect(more).toEqual([]);
  return answer && cardOf(answer);
}

describe('a question', () => {
  it('is answered from the FAQ, with its source and the way on', async () => {
    const card = await ask('what happens to my customers if I do nothing?');

    expect(textOf(card)).toContain('7 November 2018');
    expect(elements(card, 'Action.OpenUrl')[0]?.url).toContain('#what-will-happen-if-i-do-not-take-action');
    expect(buttons(card, 'faq.show').length).toBeGreaterThan(1);
    expect(buttons(card, 'faq.feedback').map(({ data }) => data.helpful)).toEqual([true, false]);
  });

  it('in French is answered in French, whatever the client speaks', async () => {
    const card = await ask('Que se passe-t-il si je ne fais rien ?', 'en-US');

    expect(textOf(card)).toContain('7 novembre 2018');
    expect(card).toMatchObject({ lang: 'fr' });
  });

  it('outside the FAQ is told so, with examples of what is known', async () => {
    const card = await ask('how do I cook pasta al dente');

    expect(buttons(card, 'faq.show')).toHaveLength(3);
    expect(textOf(card)).toMatch(/outside/i);
  });

  it('that follows by a button is answered in the language of its card', async () => {
    const client = teamsClient({ serviceUrl: connector.serviceUrl, locale: 'en-US' });
    const entryId = 'which-regions-does-this-requirement-apply-to';

    const { body } = await send(client.execute('faq.show', { entryId, language: 'fr' }));

    expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(body?.value).toMatchObject({ lang: 'fr' });
    expect(textOf(body?.value)).toMatch(/cloud public/i);
  });

  it('without an answer is kept for the curators, without its author', async () => {
    await ask('combien coûte une machine virtuelle Azure ?', 'fr-FR');

    const rows = await eventually(async () => {
      const misses = await bot.data.database.faq.missesSince(new Date(0));
      const found = misses.filter(({ question }) => question.startsWith('combien'));
      expect(found).toMatchObject([{ language: 'fr', outcome: 'none' }]);
      return found;
    });
    expect(JSON.stringify(rows)).not.toContain('camille');
  });
});

describe('what the bot does not know', () => {
  it.each([
    ['an unknown activity', { type: 'somethingNew' }],
    ['an event about others', { type: 'conversationUpdate', membersAdded: [{ id: '29:other' }] }],
    ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
  ])('%s is accepted and left alone', async (_what, overrides) => {
    const place = personalChat(`a:unknown ${_what}`);
    const client = teamsClient({ serviceUrl: connector.serviceUrl, place });

    const reply = await send({ ...client.message(''), ...overrides });

    expect(reply.status).toBe(200);
    expect(connector.messages(place.conversation.id)).toEqual([]);
  });

  it('as an invoke gets an answer that clients understand', async () => {
    const client = teamsClient({ serviceUrl: connector.serviceUrl });

    const reply = await send({ ...client.search('x'), name: 'something/new', value: {} });

    expect(reply.status).toBe(200);
  });

  it('as a verb gets an error that clients show', async () => {
    const client = teamsClient({ serviceUrl: connector.serviceUrl });

    const reply = await send(client.execute('no.such.verb'));

    expect(reply).toMatchObject({
      status: 200,
      body: { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'UnknownVerb' } },
    });
  });

  it('as a dataset gets an error that clients show', async () => {
    const client = teamsClient({ serviceUrl: connector.serviceUrl });
    const search = client.search('con');

    const reply = await send({ ...search, value: { ...(search.value as object), dataset: 'others' } });

    expect(reply).toMatchObject({ status: 200, body: { statusCode: 400 } });
  });

  it('as an entry gets a card that says what to do', async () => {
    const client = teamsClient({ serviceUrl: connector.serviceUrl });

    const reply = await send(client.execute('faq.show', { entryId: 'none-such' }));

    expect(reply).toMatchObject({ status: 200, body: { statusCode: 200 } });
  });
});
