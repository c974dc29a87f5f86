import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { sampleId } from '../../src/local/sandbox/sample-ids.ts';
import { eventually } from '../support/eventually.ts';
import { runningBot } from '../support/running-bot.ts';

/** Confirmed a moment ago for the Customer Agreement, as the bot's last run left it. */
const CONFIRMED_FOR_ANOTHER = sampleId(0);

const { data } = await runningBot({
  settings: { AGREEMENT_TYPE: 'MicrosoftCloudAgreement' },
  wayTo: async (url) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(
      `insert into agreement_of_states (agreement_type) values ('MicrosoftCustomerAgreement')`,
    );
    await client.query(
      `insert into customers (id, name, domain, search_name, search_domain, agreement_state, listed_at, checked_at,
        confirmed_at, accepted_on, confirmed_via)
      values ($1, 'Contoso', 'contoso.example', 'contoso', 'contoso.example', 'confirmed', now(), now(), now(),
        current_date, 'partner-center')`,
      [CONFIRMED_FOR_ANOTHER],
    );
    await client.end();
    return url;
  },
});

describe('a bot that starts with another agreement than before', () => {
  it('reads at once who was confirmed for that one, instead of calling it confirmed for this one', async () => {
    await eventually(
      async () =>
        expect(await data.database.customers.find(CONFIRMED_FOR_ANOTHER)).toMatchObject({
          agreementState: 'unconfirmed',
        }),
      { withinMs: 30_000 },
    );
  }, 60_000);
});
