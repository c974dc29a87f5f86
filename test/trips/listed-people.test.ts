import { beforeAll, describe, expect, it } from '@jest/globals';
import { CAMILLE, NOOR, personalChat, teamsClient, type Someone } from '../support/activities.ts';
import { cardOf, textOf } from '../support/read-card.ts';
import { registeredBot } from '../support/registered-bot.ts';

const RESELLERS: Someone = {
  id: '29:reseller',
  aadObjectId: 'c5f4b9d2-86e3-402a-9c77-2e9f3a4b5c03',
  name: 'R',
};

const { authority, connector, send } = await registeredBot({
  settings: {
    CONFIRMER_IDS: CAMILLE.aadObjectId,
    ADMIN_IDS: NOOR.aadObjectId,
    COLLECTOR_IDS: RESELLERS.aadObjectId,
  },
});
const { serviceUrl } = connector;
let authorization: string;
beforeAll(async () => {
  authorization = await authority.authorization({ serviceUrl });
});

async function typed(text: string, person: Someone, chat: string): Promise<string> {
  const client = teamsClient({ serviceUrl, person, place: personalChat(chat), locale: 'en-US' });
  await send(client.message(text), authorization);
  return textOf(cardOf(connector.messages(chat).at(-1)!));
}

const LISTED: [who: string, person: Someone, text: string, says: string][] = [
  ['a confirmer', CAMILLE, 'confirm', 'Confirm a customer'],
  ['an administrator', NOOR, 'turn off reminders', 'Reminders are off'],
  ['a reseller’s person', RESELLERS, 'confirm', 'Confirm a customer'],
];

describe('a list of the settings', () => {
  it.each(LISTED)(
    'decides without asking the roster, which is silent: %s',
    async (_who, person, text, says) => {
      const chat = `a:silent-${person.id}`;
      connector.fault(chat, 'silence', { on: ['member'], times: Infinity });
      const asked = () => connector.calls.filter(({ operation }) => operation === 'member').length;
      const before = asked();

      expect(await typed(text, person, chat)).toContain(says);
      expect(asked()).toBe(before);
    },
  );

  it('decides against whom it does not have without asking, too', async () => {
    const chat = 'a:unlisted';
    connector.fault(chat, 'silence', { on: ['member'], times: Infinity });

    expect(await typed('turn off reminders', CAMILLE, chat)).toContain('You cannot do this here');
    expect(connector.calls.filter(({ operation }) => operation === 'member')).toEqual([]);
  });
});
