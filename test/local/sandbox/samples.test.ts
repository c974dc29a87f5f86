import { describe, expect, it } from '@jest/globals';
import { sampleCustomer, sampleName } from '../../../src/local/sandbox/sample-customers.ts';
import { sampleId, sampleIndex } from '../../../src/local/sandbox/sample-ids.ts';
import { startSandbox } from '../../../src/local/sandbox/sandbox.ts';
import { agreementsOf, fieldOf, wireTo } from '../../support/sandbox-wire.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the sample customers', () => {
  it('have GUIDs from which their place can be read back', () => {
    const places = [0, 1, 39, 40, 99_999, 0xfffffff1];

    const ids = places.map(sampleId);

    expect(ids.every((id) => GUID.test(id))).toBe(true);
    expect(ids.map(sampleIndex)).toEqual(places);
    expect(sampleIndex(ids[0]!.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')))).toBeUndefined();
    expect(sampleIndex('no guid')).toBeUndefined();
  });

  it('have one Contoso among the first 40, and names that begin alike', () => {
    const names = Array.from({ length: 40 }, (_, index) => sampleName(index));

    const sharedBeginnings = names.filter((name) =>
      names.some((other) => other !== name && other.startsWith(name)),
    );

    expect(new Set(names).size).toBe(40);
    expect(names.filter((name) => name.startsWith('Contoso'))).toEqual(['Contoso']);
    expect(sharedBeginnings).toEqual(['Maison Thévenet']);
    expect(names.filter((name) => /^(Atelier More|Boulangerie Lef|Garage du)/.test(name))).toHaveLength(6);
  });

  it('have domains of their own and contacts at invented addresses', () => {
    const customers = Array.from({ length: 20_000 }, (_, index) => sampleCustomer(index));

    expect(new Set(customers.map(({ domain }) => domain)).size).toBe(20_000);
    expect(customers.every(({ domain }) => /^[a-z0-9]+\.onmicrosoft\.com$/.test(domain))).toBe(true);
    expect(customers.every(({ contact }) => /^[a-z.]+@[a-z0-9]+\.example$/.test(contact.email))).toBe(true);
  });

  it('are confirmed for about a quarter, Contoso not', async () => {
    const sandbox = await startSandbox();
    const wire = await wireTo(sandbox);
    const ids = fieldOf(await wire.get('/v1/customers?size=0'), 'id') as string[];

    const confirmed: string[] = [];
    for (const id of ids) {
      const { json } = await wire.get(agreementsOf(id));
      if (json.items.length > 0) confirmed.push(id);
    }
    await sandbox.stop();

    expect(confirmed.length).toBeGreaterThanOrEqual(8);
    expect(confirmed.length).toBeLessThanOrEqual(14);
    expect(confirmed).not.toContain(sandbox.samples.contoso);
    expect(confirmed).not.toContain(sandbox.samples.unconfirmed);
    expect(confirmed).toEqual(
      expect.arrayContaining([sandbox.samples.confirmedOnce, sandbox.samples.confirmedTwice]),
    );
  });
});
