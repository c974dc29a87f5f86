import { afterAll, describe, expect, it } from '@jest/globals';
import { fragileLink } from '../database/core/fragile-link.ts';
import { CAMILLE, personalChat, teamsClient } from '../support/activities.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf } from '../support/read-card.ts';
import { samplesIn } from '../support/read-metrics.ts';
import { runningBot } from '../support/running-bot.ts';

const { url } = await testDatabase();
const link = await fragileLink(url);
const { connector, send, address } = await runningBot({ settings: { DATABASE_URL: link.url } });
afterAll(() => link.cut());

const client = teamsClient({
  serviceUrl: connector.serviceUrl,
  place: personalChat('a:secret-chat'),
  person: CAMILLE,
  locale: 'en-US',
});
const read = async () => (await fetch(`${address}/metrics`)).text();
const samples = async () => samplesIn(await read());
const turns = (kind: string, outcome: string) =>
  `mca_turn_duration_seconds_count{kind="${kind}",outcome="${outcome}"}`;

const PERSON = { firstName: 'Zébulon', lastName: 'Exemple', email: 'zebulon@client.example' };

/** Files a confirmation to its end, and gives back the customer's id. */
async function confirmSomebody(): Promise<string> {
  const form = await eventually(
    async () => {
      await send(client.message('confirm'));
      const message = connector.messages('a:secret-chat').at(-1)!;
      const [button] = buttons(cardOf(message), 'confirmation.submit');
      const [, choice] = /"choices":\[\{[^}]*"value":"([^"]+)"/.exec(JSON.stringify(cardOf(message))) ?? [];
      if (!button || choice === undefined) throw new Error('No customers yet');
      return { message, button, customerId: choice };
    },
    { withinMs: 20_000 },
  );
  const inputs = {
    ...PERSON,
    phoneNumber: '',
    acceptanceDate: '2018-10-03',
    customerId: form.customerId,
  };
  const press = client.execute('confirmation.submit', form.button.data, inputs);
  await send({ ...press, replyToId: form.message.id });
  await connector.waitForMessage(({ id, edits }) => id === form.message.id && edits > 0, {
    withinMs: 20_000,
  });
  return form.customerId;
}

describe('a bot at work', () => {
  it('counts what comes in, what it does and what is left, and names no person', async () => {
    await send(client.message('What happens if I do nothing?'));
    await send(client.execute('help.show'));
    await send(client.search('cont'));
    await send({ ...client.message('x'), type: 'typing' });
    await send({ hello: 'Zébulon' });
    await send(client.message('secret question', { channelId: 'webchat' }));
    const customerId = await confirmSomebody();

    const found = await eventually(
      async () => {
        const all = await samples();
        expect(all.get('mca_confirmations{state="confirmed"}')).toBe(1);
        expect(all.get('mca_jobs{job="sync-customers",state="ready"}')).toBeDefined();
        // How it ended replaced the form.
        expect(all.get('mca_teams_messages_total{what="edit",outcome="edited"}')).toBe(1);
        return all;
      },
      { withinMs: 25_000 },
    );

    expect(found.get(turns('message', 'card'))).toBeGreaterThanOrEqual(2);
    expect(found.get(turns('press', 'card'))).toBe(2);
    expect(found.get(turns('search', 'choices'))).toBe(1);
    expect(found.get(turns('event', 'nothing'))).toBe(1);
    expect(found.get('mca_refused_calls_total{reason="broken-body"}')).toBe(1);
    expect(found.get('mca_refused_calls_total{reason="channel"}')).toBe(1);
    expect(found.get('mca_partner_center_calls_total{call="confirm",outcome="success"}')).toBe(1);
    expect(found.get('mca_partner_center_calls_total{call="token",outcome="granted"}')).toBe(1);
    expect(
      found.get('mca_job_duration_seconds_count{job="file-confirmation",outcome="done"}'),
    ).toBeGreaterThanOrEqual(1);
    expect(found.get('mca_budget_limit{budget="partner-center"}')).toBe(450);
    expect(found.get('mca_budget_left{budget="partner-center"}')).toBeLessThan(450);
    expect(found.get('mca_budget_left{budget="teams"}')).toBeGreaterThan(0);
    expect(found.get('mca_database_up')).toBe(1);

    const ours = [...found.keys()].filter((name) => name.startsWith('mca_'));
    const values = ours.flatMap((name) => [...name.matchAll(/="([^"]*)"/g)].map((match) => match[1]!));
    expect(values.filter((value) => !/^[a-z-]+$|^[\d.]+$|^\+Inf$/.test(value))).toEqual([]);
    const text = await read();
    for (const said of [customerId, 'a:secret-chat', 'secret', 'Zébulon', 'zebulon', CAMILLE.aadObjectId]) {
      expect(text).not.toContain(said);
    }
  }, 180_000);

  it('counts a turn that fails, and one whose answer Teams does not take', async () => {
    connector.fault('a:secret-chat', { status: 500 }, { times: Infinity });
    await send(client.message('help'));
    connector.heal();

    expect((await samples()).get(turns('message', 'undelivered'))).toBe(1);
  });

  it('goes on to say what it knows while the database is away', async () => {
    await samples();
    await link.cut();

    const away = await eventually(
      async () => {
        const all = await samples();
        expect(all.get('mca_database_up')).toBe(0);
        return all;
      },
      { withinMs: 25_000 },
    );

    expect(away.get('mca_confirmations{state="confirmed"}')).toBe(1);
    expect(away.get(turns('search', 'choices'))).toBe(1);
  }, 180_000);
});
