import { expect, it } from '@jest/globals';
import { CAMILLE, NOOR, personalChat, teamsClient } from '../support/activities.ts';
import { cardOf, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send } = await runningBot({ settings: { CONFIRMER_IDS: CAMILLE.aadObjectId } });

it.each([
  ['who may confirm', CAMILLE, 'Confirm a customer'],
  ['who may not', NOOR, 'You cannot do this here'],
])('where confirmers are listed, the roster is not asked who somebody is %s', async (_who, person, says) => {
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
