import { expect, it } from '@jest/globals';
import { CAMILLE, NOOR, personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data } = await runningBot({ settings: { CONFIRMER_IDS: CAMILLE.aadObjectId } });

it.each([
  ['who may confirm', CAMILLE, 'Confirm a customer'],
  ['who may not', NOOR, 'You cannot do this here'],
])('where confirmers are listed, the roster is not asked for a role %s', async (_who, person, says) => {
  const chat = `a:listed-${person.id}`;
  const client = teamsClient({
    serviceUrl: connector.serviceUrl,
    place: personalChat(chat),
    person,
    locale: 'en-US',
  });

  await send(client.message('confirm'));

  expect(textOf(cardOf(connector.messages(chat).at(-1)!))).toContain(says);
  expect(connector.calls.filter(({ operation }) => operation === 'member')).toEqual([]);
});

it('a note about a customer is for those who may confirm, and so is the way to write one', async () => {
  const { customers, asides } = data.database;
  await eventually(async () => expect((await customers.figures()).unconfirmed).toBeGreaterThan(0), {
    withinMs: 20_000,
  });
  const [customer] = await customers.unconfirmed({ offset: 0, limit: 1 });
  const by = { id: CAMILLE.aadObjectId, name: CAMILLE.name };
  await asides.note(customer!.id, { text: 'slow to answer', by, at: new Date() });
  const seenBy = async (person: typeof CAMILLE, verb: string, pressed: object) => {
    const place = personalChat(`a:noted-${person.id}`);
    const client = teamsClient({ serviceUrl: connector.serviceUrl, place, person, locale: 'en-US' });
    return (await send(client.execute(verb, pressed))).body?.value;
  };

  for (const [verb, pressed] of [
    ['customer.status', { customerId: customer!.id }],
    ['customers.page', { page: 1 }],
  ] as const) {
    expect(textOf(await seenBy(CAMILLE, verb, pressed))).toContain('slow to answer');
    expect(textOf(await seenBy(NOOR, verb, pressed))).not.toContain('slow to answer');
  }
  const shown = await seenBy(NOOR, 'customer.status', { customerId: customer!.id });
  expect(buttons(shown, 'customer.openNote')).toEqual([]);
}, 60_000);
