import { describe, expect, it } from '@jest/globals';
import { differences, partnerCenterIdentity } from '../../../src/domain/customers/partner-identity.ts';

const ACCOUNT = {
  baseUrl: 'https://api.partnercenter.microsoft.com',
  tokenUrl: 'https://login.microsoftonline.com/Contoso.example/oauth2/token',
  clientId: 'AN-APP',
};
const of = (changes: Partial<typeof ACCOUNT>) => partnerCenterIdentity({ ...ACCOUNT, ...changes });

describe('an account at Partner Center', () => {
  it.each<[string, Partial<typeof ACCOUNT>]>([
    [
      'the newer sign-in',
      { tokenUrl: 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token' },
    ],
    ['another application', { clientId: 'another-app' }],
    ['another port', { baseUrl: 'https://api.partnercenter.microsoft.com:443/' }],
  ])('is the same with %s', (_what, changes) => {
    expect(of(changes)).toBe(of({}));
  });

  it.each<[string, Partial<typeof ACCOUNT>]>([
    ['tenant', { tokenUrl: 'https://login.microsoftonline.com/fabrikam.example/oauth2/token' }],
    ['cloud', { baseUrl: 'https://partner.partnercenterapi.microsoftonline.com' }],
  ])('is another one with another %s', (_what, changes) => {
    expect(of(changes)).not.toBe(of({}));
  });

  it.each(['common', 'organizations'])(
    'is told by its application where its sign-in serves all: %s',
    (all) => {
      const tokenUrl = `https://login.microsoftonline.com/${all}/oauth2/v2.0/token`;

      expect(of({ tokenUrl })).not.toBe(of({ tokenUrl, clientId: 'another-app' }));
    },
  );

  it('is one sandbox on every port and name of this machine', () => {
    const tokenUrl = 'http://localhost:1/t/oauth2/token';

    expect(of({ baseUrl: 'http://127.0.0.1:5000', tokenUrl })).toBe(
      of({ baseUrl: 'http://localhost:7', tokenUrl }),
    );
  });
});

describe('two partners', () => {
  const one = { botTenant: 't1', partnerCenter: 'p1' };

  it.each([
    ['the bot’s tenant', { ...one, botTenant: 't2' }, ['botTenant']],
    ['the account', { ...one, partnerCenter: 'p2' }, ['partnerCenter']],
    ['both', { botTenant: 't2', partnerCenter: 'p2' }, ['botTenant', 'partnerCenter']],
    ['nothing', one, []],
    ['a tenant that is not known', { ...one, botTenant: '' }, []],
  ])('are told apart by %s', (_what, other, expected) => {
    expect(differences(one, other)).toEqual(expected);
    expect(differences(other, one)).toEqual(expected);
  });
});
