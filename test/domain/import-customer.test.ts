import { describe, expect, it } from '@jest/globals';
import type { Customer } from '../../src/domain/customer.ts';
import { indexCustomers, matchCustomer } from '../../src/domain/import-customer.ts';

const customer = (id: string, name: string, domain: string) => ({ id, name, domain }) as Customer;
const ECLAIR = customer('a1b2-1', 'Éclair & Fils', 'eclair.example');
const NORTH = customer('a1b2-2', 'Contoso', 'north.example');
const SOUTH = customer('a1b2-3', 'Contoso', 'south.example');
const index = indexCustomers([ECLAIR, NORTH, SOUTH]);

describe('the customer of a row', () => {
  it.each([
    [{ customerId: 'A1B2-1' }, ECLAIR],
    [{ customerId: '{a1b2-1}' }, ECLAIR],
    [{ customer: 'eclair et fils' }, undefined],
    [{ customer: 'ECLAIR  & fils' }, ECLAIR],
    [{ customer: 'Éclair' }, undefined],
    [{ domain: 'ECLAIR.example' }, ECLAIR],
    [{ domain: '@eclair.example' }, ECLAIR],
    [{ customer: 'eclair.example' }, ECLAIR],
    [{ customer: 'Contoso', domain: 'south.example' }, SOUTH],
    [{ customer: 'An old name', customerId: 'a1b2-2' }, NORTH],
  ])('%j', (keys, expected) => {
    expect(matchCustomer(keys, index)).toEqual(
      expected ? { kind: 'found', customer: expected } : { kind: 'unknown' },
    );
  });

  it('is not guessed among several of one name, nor where two cells differ', () => {
    expect(matchCustomer({ customer: 'Contoso' }, index)).toEqual({ kind: 'several' });
    expect(matchCustomer({ customerId: 'a1b2-1', domain: 'north.example' }, index)).toEqual({
      kind: 'contradiction',
    });
  });
});
