import { describe, expect, it } from '@jest/globals';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import { indexCustomers, matchCustomer } from '../../../src/domain/importing/import-customer.ts';

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

  it.each([
    [{ customerId: '0F3D7C52-9A1B-4E6F-8C2D-5B7A9E1D3F40', domain: 'eclair.example' }],
    [{ customer: 'ECLAIR & fils', customerId: '{0f3d7c52-9a1b-4e6f-8c2d-5b7a9e1d3f40}' }],
    [{ customer: '0f3d7c52-9a1b-4e6f-8c2d-5b7a9e1d3f40', domain: 'eclair.example' }],
  ])('is not taken by its name beside an unknown tenant id: %j', (keys) => {
    expect(matchCustomer(keys, index)).toEqual({ kind: 'unknown-tenant' });
  });

  it('is taken by its name beside a number of the file’s own, and unknown with a tenant id alone', () => {
    expect(matchCustomer({ customerId: 'K-1042', domain: 'eclair.example' }, index)).toEqual({
      kind: 'found',
      customer: ECLAIR,
    });
    expect(matchCustomer({ customerId: '0f3d7c52-9a1b-4e6f-8c2d-5b7a9e1d3f40' }, index)).toEqual({
      kind: 'unknown',
    });
  });
});
