import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { SAMPLES } from '../../src/local/sandbox/directory.ts';
import { CAMILLE, channel, NOOR, personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { cardOf, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data, sandboxUrl } = await runningBot();
const { customers, confirmations } = data.database;

const scene = { serviceUrl: connector.serviceUrl, locale: 'en-US' };

/** Records a confirmation of Contoso and waits until it is settled. */
async function state(person: typeof CAMILLE, details: object): Promise<void> {
  const formId = randomUUID();
  const place = personalChat(`a:${person.id}`);
  const inputs = {
    customerId: SAMPLES.contoso,
    email: 'ana@client.example',
    phoneNumber: '01 99 00 12 34',
    ...details,
  };
  await send(
    teamsClient({ ...scene, place, person }).execute(
      'confirmation.submit',
      { formId, language: 'en' },
      inputs,
    ),
  );
  await eventually(async () => expect((await confirmations.findByForm(formId))?.outcome).toBeTruthy(), {
    withinMs: 15_000,
  });
}

beforeAll(async () => {
  await eventually(async () => expect(await customers.figures()).toMatchObject({ total: 40, unknown: 0 }), {
    withinMs: 20_000,
  });
}, 180_000);

describe('the status of a customer', () => {
  it('tells when, by whom, whose acceptance and by which route, and what went before; no e-mail, no phone', async () => {
    await fetch(`${sandboxUrl}/sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify({ fault: 'no-relationship', endpoint: 'agreements', customerId: SAMPLES.contoso }),
    });
    await state(NOOR, { acceptanceDate: '2018-10-02', firstName: 'Zoé', lastName: 'Petit' });
    await state(CAMILLE, { acceptanceDate: '2018-10-03', firstName: 'ana', lastName: 'Exemple' });
    const place = channel({ id: '19:history@thread.tacv2' });

    await send(teamsClient({ ...scene, place }).message('status contoso'));

    const message = connector.messages('19:history@thread.tacv2').at(-1)!;
    const text = textOf(cardOf(message));
    expect(text).toContain('Date of acceptance 3 October 2018');
    expect(text).toContain(`By ${CAMILLE.name}`);
    expect(text).toContain('Accepted by A. E.');
    expect(text).toContain('Confirmed via This bot');
    expect(text).toMatch(/Noor Haddad: refused by Partner Center \(Z\. P\., 2 October 2018\)/);
    const said = JSON.stringify(message);
    for (const secret of ['ana@client.example', '01 99 00', 'Exemple', 'Petit', 'Zoé']) {
      expect(said).not.toContain(secret);
    }
  });
});
