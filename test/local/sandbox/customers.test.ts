import { afterEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/local/sandbox/sandbox.ts';
import { agreementsOf, fieldOf, confirmation, wireTo } from '../../support/sandbox-wire.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

async function start(options: SandboxOptions = {}) {
  sandbox = await startSandbox({ clock: { now: () => new Date('2021-06-15T10:00:00Z') }, ...options });
  return wireTo(sandbox);
}

describe('the list of customers', () => {
  it('comes in pages that go on by header and are complete', async () => {
    const wire = await start({ customers: 40 });

    const first = await wire.get('/v1/customers?size=25');
    const token = first.json['continuationToken'] as string;
    const second = await wire.get('/v1/customers?seekOperation=Next', { 'MS-ContinuationToken': token });

    const ids = [...first.json.items, ...second.json.items].map(({ id }) => id);
    expect(first.json).toMatchObject({
      totalCount: 25,
      links: { next: { headers: [{ key: 'MS-ContinuationToken', value: token }] } },
    });
    expect(second.json).not.toHaveProperty('continuationToken');
    expect(second.json['links']).not.toHaveProperty('next');
    expect(new Set(ids).size).toBe(40);
  });

  it.each([
    ['name', 'CompanyName', 'cont', ['Contoso']],
    [
      'name, whatever the case',
      'CompanyName',
      'MAISON T',
      ['Maison Thévenet', 'Maison Thévenet Traiteur SAS'],
    ],
    ['domain', 'Domain', 'contoso.', ['Contoso']],
  ])('is narrowed by the beginning of the %s', async (_case, Field, Value, expected) => {
    const wire = await start();
    const filter = encodeURIComponent(JSON.stringify({ Field, Value, Operator: 'starts_with' }));

    const { json } = await wire.get(`/v1/customers?size=0&filter=${filter}`);

    const names = json.items.map(
      ({ companyProfile }) => (companyProfile as { companyName: string }).companyName,
    );
    expect(names).toEqual(expected);
  });

  it('is narrowed to the customers of a reseller', async () => {
    const wire = await start({ partnerKind: 'provider' });
    const { json } = await wire.get('/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf');
    const reseller = json.items[0]?.['id'] as string;
    const filter = JSON.stringify({ Field: 'IndirectReseller', Value: reseller, Operator: 'starts_with' });

    const list = await wire.get(`/v1/customers?size=0&filter=${encodeURIComponent(filter)}`);
    const one = await wire.get(`/v1/customers/${list.json.items[0]?.['id'] as string}/relationships`);

    expect(list.json.items.length).toBeGreaterThan(3);
    expect(list.json.items.length).toBeLessThan(40);
    expect(fieldOf(one, 'id')).toEqual([reseller]);
  });

  it.each(['size=-1', 'size=x', 'filter=x', 'filter=%7B%22Field%22%3A%22Size%22%7D', 'seekOperation=Next'])(
    'refuses %s',
    async (query) => {
      const wire = await start();

      const reply = await wire.get(`/v1/customers?${query}`);

      expect([reply.status, reply.json['code']]).toEqual([400, 3000]);
    },
  );

  it('gains customers, loses some and has them back', async () => {
    const wire = await start();
    const { unconfirmed } = sandbox.samples;
    const idsNow = async () => (await wire.get('/v1/customers?size=0')).json.items.map(({ id }) => id);

    await sandbox.control.addCustomers(2);
    await sandbox.control.removeCustomer(unconfirmed);
    const without = await idsNow();
    const gone = await wire.get(`/v1/customers/${unconfirmed}`);
    await sandbox.control.restoreCustomer(unconfirmed);
    const back = await idsNow();

    expect(without).toHaveLength(41);
    expect(without).not.toContain(unconfirmed);
    expect([gone.status, gone.json['code']]).toEqual([404, 60003]);
    expect(back).toHaveLength(42);
  });
});

describe('one customer', () => {
  it('is read with its profiles', async () => {
    const wire = await start();

    const { json } = await wire.get(`/v1/customers/${sandbox.samples.contoso}`);

    expect(json).toMatchObject({
      id: sandbox.samples.contoso,
      companyProfile: { companyName: 'Contoso', domain: 'contoso.onmicrosoft.com' },
      relationshipToPartner: 'reseller',
      billingProfile: { companyName: 'Contoso' },
    });
  });

  it.each([
    ['not-a-guid', 400, 900118],
    ['00000000-0000-4000-8000-000000000000', 404, 60003],
  ])('is refused as %s', async (id, status, code) => {
    const wire = await start();

    const reply = await wire.get(`/v1/customers/${id}`);

    expect([reply.status, reply.json['code']]).toEqual([status, code]);
  });

  it('is unknown in every way when its tenant is gone, and untouchable without a relationship', async () => {
    const wire = await start();
    const { removed, withoutRelationship } = sandbox.samples;

    const gone = await wire.get(agreementsOf(removed));
    const foreign = await wire.post(agreementsOf(withoutRelationship), confirmation());

    expect([gone.status, gone.json['code']]).toEqual([404, 60003]);
    expect([foreign.status, foreign.json['code']]).toEqual([403, 20002]);
  });
});
