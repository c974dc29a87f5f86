import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { SAMPLES } from '../../src/local/sandbox/directory.ts';
import { CAMILLE, channel, NOOR, personalChat, teamsClient, type Place } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

/** Noor works for a reseller. */
const { connector, send, data, sandboxUrl } = await runningBot({
  settings: { COLLECTOR_IDS: NOOR.aadObjectId },
});
const { customers } = data.database;
const DETAILS = {
  acceptanceDate: '2018-10-03',
  firstName: 'Ana',
  lastName: 'Sample',
  email: 'ana@client.example',
  phoneNumber: '01 99 00 12 34',
};
const SECRETS = [DETAILS.email, DETAILS.phoneNumber, DETAILS.lastName];

const client = (person: typeof CAMILLE, place: Place) =>
  teamsClient({ serviceUrl: connector.serviceUrl, locale: 'en-US', place, person });
const pressed = async (person: typeof CAMILLE, place: Place, verb: string, more: object, inputs = {}) =>
  (await send(client(person, place).execute(verb, { language: 'en', ...more }, inputs))).body?.value;

/** Says something and gives back the message that answers. */
async function answerTo(person: typeof CAMILLE, place: Place, text: string) {
  await send(client(person, place).message(text));
  return connector.messages(place.conversation.id.split(';')[0]).at(-1)!;
}

const filed = async (customerId: string) => {
  const reply = await fetch(`${sandboxUrl}/sandbox/ledger`);
  const { entries } = (await reply.json()) as { entries: { customerId: string }[] };
  return entries.filter((entry) => entry.customerId === customerId);
};

beforeAll(async () => {
  await eventually(async () => expect(await customers.figures()).toMatchObject({ total: 40, unknown: 0 }), {
    withinMs: 20_000,
  });
}, 180_000);

describe('what a reseller’s person fills in', () => {
  it('is kept, shown to the team without the contact, and confirmed by a colleague with one press', async () => {
    const place = channel({ id: '19:collected@thread.tacv2' });
    const form = await answerTo(NOOR, place, 'confirm contoso');
    const submit = { formId: randomUUID(), replyToId: form.id };

    const kept = await send({
      ...client(NOOR, place).execute(
        'confirmation.submit',
        { formId: submit.formId, language: 'en' },
        {
          ...DETAILS,
          customerId: SAMPLES.contoso,
        },
      ),
      replyToId: form.id,
    });

    expect(textOf(kept.body?.value)).toContain('Nothing has been confirmed yet');
    expect(buttons(kept.body?.value, 'confirmation.release')).toEqual([]);
    const message = () => connector.messages('19:collected@thread.tacv2').find(({ id }) => id === form.id)!;
    await eventually(() => expect(buttons(cardOf(message()), 'confirmation.release')).toHaveLength(1));
    expect(textOf(cardOf(message()))).toContain(`Filled in by ${NOOR.name}`);
    for (const secret of SECRETS) expect(JSON.stringify(message())).not.toContain(secret);
    expect(await filed(SAMPLES.contoso)).toEqual([]);

    const [releaseButton] = buttons(cardOf(message()), 'confirmation.release');
    const notHers = await pressed(NOOR, place, 'confirmation.release', releaseButton!.data);
    expect(textOf(notHers)).toContain('The provider approves this');
    expect(await filed(SAMPLES.contoso)).toEqual([]);

    const answer = await send({
      ...client(CAMILLE, place).execute('confirmation.release', releaseButton!.data),
      replyToId: form.id,
    });

    expect(textOf(answer.body?.value)).toContain(`recorded by ${CAMILLE.name}`);
    await eventually(() => expect(textOf(cardOf(message()))).toContain('Confirmed'), { withinMs: 15_000 });
    expect(await filed(SAMPLES.contoso)).toMatchObject([{ dateAgreed: DETAILS.acceptanceDate }]);
    for (const secret of SECRETS) expect(JSON.stringify(message())).not.toContain(secret);
  });

  it('is read in full by who may confirm, and its end is shown to both where each of them pressed', async () => {
    const hers = personalChat('a:noor');
    const his = personalChat('a:camille');
    const form = await answerTo(NOOR, hers, 'confirm');
    const customerId = SAMPLES.unconfirmed;
    await send({
      ...client(NOOR, hers).execute(
        'confirmation.submit',
        { formId: randomUUID(), language: 'en' },
        {
          ...DETAILS,
          customerId,
        },
      ),
      replyToId: form.id,
    });

    const { name } = (await customers.find(customerId))!;
    const board = cardOf(await answerTo(CAMILLE, his, 'status'));
    const [ready] = buttons(board, 'customers.page').filter(({ data }) => 'collected' in (data as object));
    const list = await pressed(CAMILLE, his, 'customers.page', ready!.data);
    expect(textOf(list)).toContain(name);
    const [confirm] = buttons(list, 'confirmation.open').filter(
      ({ data }) => (data as { customerId?: string }).customerId === customerId,
    );
    const offered = await pressed(CAMILLE, his, 'confirmation.open', confirm!.data);
    expect(textOf(offered)).toContain(DETAILS.email);
    expect(buttons(offered, 'confirmation.release')).toHaveLength(1);

    const status = await answerTo(CAMILLE, his, `status ${name}`);
    const [review] = buttons(cardOf(status), 'confirmation.review');
    const details = await pressed(CAMILLE, his, 'confirmation.review', review!.data);
    expect(textOf(details)).toContain(DETAILS.email);
    expect(textOf(await pressed(NOOR, hers, 'confirmation.review', review!.data))).not.toContain(
      DETAILS.email,
    );
    const [releaseButton] = buttons(details, 'confirmation.release');
    await send({
      ...client(CAMILLE, his).execute('confirmation.release', releaseButton!.data),
      replyToId: status.id,
    });

    const seen = (place: Place, id: string) =>
      textOf(cardOf(connector.messages(place.conversation.id).find((each) => each.id === id)!));
    await eventually(
      () => {
        expect(seen(his, status.id)).toContain('Confirmed');
        expect(seen(hers, form.id)).toContain('Confirmed');
      },
      { withinMs: 15_000 },
    );
    expect(await filed(customerId)).toHaveLength(1);
  });

  it('is never one more of a confirmed customer on purpose', async () => {
    const place = personalChat('a:once-more');
    const [customer] = await customers.unconfirmed({ offset: 6, limit: 1 });
    await customers.markConfirmed(customer!.id, {
      ...{ acceptedOn: '2018-09-01', via: 'partner-center', by: null, at: new Date() },
    });
    const formId = randomUUID();

    const answer = await pressed(
      NOOR,
      place,
      'confirmation.submit',
      { formId, again: true },
      { ...DETAILS, customerId: customer!.id },
    );

    expect(textOf(answer)).toContain('This customer is confirmed already, so nothing was sent.');
    expect(await data.database.confirmations.findByForm(formId)).toBeUndefined();
  });

  it('tells how it ended when its customer has left', async () => {
    const place = personalChat('a:left');
    const [customer] = await customers.unconfirmed({ offset: 7, limit: 1 });
    const formId = randomUUID();
    await pressed(NOOR, place, 'confirmation.submit', { formId }, { ...DETAILS, customerId: customer!.id });
    const { id } = (await data.database.confirmations.findByForm(formId))!;
    await pressed(CAMILLE, place, 'confirmation.release', { confirmationId: id });
    await eventually(async () =>
      expect(await data.database.confirmations.find(id)).toMatchObject({ state: 'confirmed' }),
    );
    await sql`update customers set left_at = now() where id = ${customer!.id}`.execute(data.database.kysely);

    const review = await pressed(CAMILLE, place, 'confirmation.review', { confirmationId: id });
    const release = await pressed(CAMILLE, place, 'confirmation.release', { confirmationId: id });

    for (const answer of [review, release]) {
      expect(textOf(answer)).toContain(customer!.name);
      expect(textOf(answer)).toContain('Orders and seat changes can go ahead.');
    }
  });

  it('may be corrected first, in a form with all of it filled in', async () => {
    const place = personalChat('a:correcting');
    const [waiting] = await customers.unconfirmed({ offset: 3, limit: 1 });
    await pressed(
      NOOR,
      place,
      'confirmation.submit',
      { formId: randomUUID() },
      {
        ...DETAILS,
        customerId: waiting!.id,
      },
    );
    const status = await pressed(CAMILLE, place, 'customer.status', { customerId: waiting!.id });
    const [review] = buttons(status, 'confirmation.review');
    const details = await pressed(CAMILLE, place, 'confirmation.review', review!.data);

    const form = await pressed(
      CAMILLE,
      place,
      'confirmation.open',
      buttons(details, 'confirmation.open')[0]!.data,
    );

    expect(JSON.stringify(form)).toContain(DETAILS.email);
    expect(JSON.stringify(form)).toContain(DETAILS.acceptanceDate);
  });
});
