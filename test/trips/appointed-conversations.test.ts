import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  appointmentDoubts,
  conversationFor,
} from '../../src/use-cases/conversations/appointed-conversation.ts';
import {
  CAMILLE,
  channel,
  groupChat,
  NOOR,
  personalChat,
  teamsClient,
  type Place,
} from '../support/activities.ts';
import { buttons, cardOf, textOf } from '../support/read-card.ts';
import { registeredBot } from '../support/registered-bot.ts';

const { authority, connector, data, send } = await registeredBot({
  settings: { FAQ_EXPERT_CONVERSATION: 'Licensing experts', ADMIN_IDS: NOOR.aadObjectId },
});
const { serviceUrl } = connector;
const wanted = { nameOrId: 'Licensing experts', byNameAlone: false };
let authorization: string;
beforeAll(async () => {
  authorization = await authority.authorization({ serviceUrl });
});

const EXPERTS = channel({ id: '19:experts@thread.tacv2', threadId: null, teamName: 'Licensing experts' });
const OTHERS = channel({ id: '19:others@thread.tacv2', threadId: null, teamName: 'Licensing experts' });
const GUESTS: Place = {
  ...groupChat('19:guests@thread.v2'),
  conversation: { ...groupChat('19:guests@thread.v2').conversation, name: 'Licensing experts' },
};

async function typed(text: string, place: Place, person = NOOR, locale = 'en-US'): Promise<string> {
  const client = teamsClient({ serviceUrl, person, place, locale });
  await send(client.message(text), authorization);
  return textOf(cardOf(connector.messages(place.conversation.id).at(-1)!));
}

/** The button that passes a question on, where there is one. */
async function offer(chat: string): Promise<string | undefined> {
  await typed('how do I cook pasta al dente', personalChat(chat), CAMILLE);
  return buttons(cardOf(connector.messages(chat).at(-1)!), 'faq.ask')[0]?.title;
}

const expert = async () => (await conversationFor(data.database, 'experts', wanted))?.id;

describe('the conversation of the experts, in a registered bot', () => {
  it('is not one that only has the name, and the figures say so', async () => {
    await typed('help', GUESTS, CAMILLE);

    expect(await offer('a:before')).toBeUndefined();
    expect(await typed('status', personalChat('a:admin'))).toContain('use this conversation for experts');
    expect(await typed('statut', personalChat('a:admin'), NOOR, 'fr-FR')).toContain(
      'utiliser cette conversation pour les experts',
    );
  });

  it('is not one that another person sets apart', async () => {
    expect(await typed('use this conversation for experts', GUESTS, CAMILLE)).toContain(
      'You cannot do this here',
    );
    expect(await expert()).toBeUndefined();
  });

  it('is the one that an administrator has set apart, in either language', async () => {
    expect(await typed('utiliser cette conversation pour les experts', EXPERTS, NOOR, 'fr-FR')).toContain(
      'Les questions arrivent ici',
    );

    expect(await expert()).toBe(EXPERTS.conversation.id);
    expect(await offer('a:after')).toBe('Ask Licensing experts');
    expect(await typed('status', personalChat('a:admin'))).not.toContain('use this conversation for experts');
  });

  it('is none while two of the name are set apart, which is said', async () => {
    expect(await typed('Use this conversation for experts!', OTHERS)).toContain('Two conversations');

    expect(await expert()).toBeUndefined();
    expect(await appointmentDoubts(data.database, { experts: wanted, escalation: wanted })).toContainEqual({
      purpose: 'experts',
      why: 'several',
    });
    expect(await typed('status', personalChat('a:admin'))).toContain(
      'stop using this conversation for experts',
    );
    expect(await typed('stop using this conversation for experts', OTHERS)).toContain('free again');
    expect(await expert()).toBe(EXPERTS.conversation.id);
  });

  it('may be named by its id alone', async () => {
    const byId = { nameOrId: OTHERS.conversation.id, byNameAlone: false };

    expect((await conversationFor(data.database, 'experts', byId))?.id).toBe(OTHERS.conversation.id);
  });

  it('may be the one for long waits as well', async () => {
    expect(await typed('use this conversation for escalation', EXPERTS)).toContain(
      'Long waits are shown here',
    );
    const none = { nameOrId: undefined, byNameAlone: false };

    expect((await conversationFor(data.database, 'escalation', none))?.id).toBe(EXPERTS.conversation.id);
  });
});
