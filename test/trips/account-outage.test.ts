import { beforeAll, describe, expect, it } from '@jest/globals';
import { SAMPLES } from '../../src/local/sandbox/directory.ts';
import { CAMILLE, personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data, sandboxUrl, address } = await runningBot({
  settings: { ADMIN_IDS: CAMILLE.aadObjectId },
});
const { customers, confirmations, filingPause } = data.database;
const place = personalChat('a:administrator');
const client = teamsClient({ serviceUrl: connector.serviceUrl, place, person: CAMILLE, locale: 'en-US' });

/** A pause is looked at every 15 seconds; a loaded machine needs more for the rest. */
const WITHIN = { withinMs: 90_000 };

async function signIn(isOpen: boolean): Promise<void> {
  await fetch(`${sandboxUrl}/sandbox/sign-in`, { method: 'POST', body: JSON.stringify({ isOpen }) });
}

beforeAll(async () => {
  await eventually(async () => expect(await customers.figures()).toMatchObject({ total: 40, unknown: 0 }), {
    withinMs: 60_000,
  });
}, 180_000);

describe('an expired sign-in', () => {
  it('lets what is recorded wait, tells the administrator once, and everything goes on after the repair', async () => {
    await send(client.message('confirm contoso'));
    const form = connector.messages('a:administrator').at(-1)!;
    const button = buttons(cardOf(form), 'confirmation.submit')[0]?.data ?? {};
    await signIn(false);

    const press = client.execute('confirmation.submit', button, {
      customerId: SAMPLES.contoso,
      acceptanceDate: '2018-10-03',
      firstName: 'Ana',
      lastName: 'Exemple',
      email: 'ana@client.example',
      phoneNumber: '',
    });
    await send({ ...press, replyToId: form.id });
    const waiting = await connector.waitForMessage(
      (message) =>
        message.id === form.id && textOf(cardOf(message)).includes('waiting for your administrator'),
      WITHIN,
    );
    const told = await connector.waitForMessage(
      (message) => textOf(cardOf(message)).includes('can no longer file'),
      WITHIN,
    );
    await send(client.message('status'));
    const board = textOf(cardOf(connector.messages('a:administrator').at(-1)!));
    const open = await confirmations.findOpen(SAMPLES.contoso, 'MicrosoftCloudAgreement');
    await signIn(true);
    await connector.waitForMessage(
      (message) => message.id === form.id && textOf(cardOf(message)).includes('Confirmed'),
      WITHIN,
    );
    const after = await connector.waitForMessage(
      (message) => textOf(cardOf(message)).includes('Filing works again'),
      WITHIN,
    );

    expect(waiting.conversationId).toBe('a:administrator');
    expect(textOf(cardOf(told))).toContain('my sign-in to Partner Center is refused');
    expect(board).toContain('Nothing has gone to Partner Center since');
    expect(open).toMatchObject({ state: 'recorded', outcome: null });
    expect(after.conversationId).toBe('a:administrator');
    expect(await filingPause.current()).toBeUndefined();
    const tellings = connector
      .messages('a:administrator')
      .filter((message) => textOf(cardOf(message)).includes('can no longer file'));
    expect(tellings).toHaveLength(1);
    expect(await (await fetch(`${address}/metrics`)).text()).toContain('mca_filing_paused_seconds');
  }, 400_000);
});
