import { describe, expect, it } from '@jest/globals';
import * as schemas from '../../src/partner-center/schemas.ts';

describe('a page of customers', () => {
  const listed = { id: 'c-1', companyProfile: { companyName: 'Contoso', domain: 'contoso.onmicrosoft.com' } };
  const next = { uri: '/customers', headers: [{ key: 'MS-ContinuationToken', value: 'from-link' }] };

  it.each([
    ['the link’s header', { continuationToken: 'from-body', links: { next } }, 'from-link'],
    [
      'the body, when the link has no header',
      { continuationToken: 'from-body', links: { next: {} } },
      'from-body',
    ],
    ['the body, when there are no links', { continuationToken: 'from-body' }, 'from-body'],
    ['nowhere, when the links have no next', { continuationToken: 'left-over', links: { self: {} } }, null],
    ['nowhere, on a last page', { continuationToken: '', links: {} }, null],
  ])('finds its continuation in %s', (_case, rest, expected) => {
    const page = schemas.customerPage.parse({ totalCount: 1, items: [listed], ...rest });

    expect(page.next).toBe(expected);
    expect(page.customers).toEqual([{ id: 'c-1', name: 'Contoso', domain: 'contoso.onmicrosoft.com' }]);
  });

  it('is read from a bare array too', () => {
    const page = schemas.customerPage.parse([listed]);

    expect(page).toMatchObject({ customers: [{ id: 'c-1' }], next: null });
  });

  it.each([
    ['its domain', { id: 'c-1', companyProfile: { domain: 'x.onmicrosoft.com' } }, 'x.onmicrosoft.com'],
    ['its id', { id: 'c-1' }, 'c-1'],
  ])('calls a customer without a name by %s', (_case, item, name) => {
    const page = schemas.customerPage.parse({ items: [item] });

    expect(page.customers[0]?.name).toBe(name);
  });
});

describe('agreements', () => {
  const recorded = {
    primaryContact: { firstName: 'Ana', lastName: 'Sample', email: 'ana@contoso.example', phoneNumber: null },
    templateId: 't-1',
    dateAgreed: '2018-09-03T00:00:00',
    type: 'MicrosoftCloudAgreement',
  };

  it.each([
    ['without zone, as UTC', '2018-07-28T00:00:00', '2018-07-28'],
    ['late in the day without zone', '2018-07-28T23:59:59', '2018-07-28'],
    ['in UTC', '2018-09-03T00:00:00.000Z', '2018-09-03'],
    ['with seven decimals', '2018-09-03T00:00:00.0000000Z', '2018-09-03'],
    ['with an offset', '2018-09-03T00:30:00+02:00', '2018-09-02'],
    ['as a day', '2018-09-03', '2018-09-03'],
  ])('have their date read %s', (_case, dateAgreed, expected) => {
    const [agreement] = schemas.agreements.parse({ totalCount: 1, items: [{ ...recorded, dateAgreed }] });

    expect(agreement?.dateAgreed).toBe(expected);
  });

  it('come wrapped or bare, with a missing phone as an empty one', () => {
    const wrapped = schemas.agreements.parse({ totalCount: 1, items: [recorded] });
    const bare = schemas.agreements.parse([recorded]);

    expect(bare).toEqual(wrapped);
    expect(bare[0]?.primaryContact.phoneNumber).toBe('');
  });

  it.each([
    ['a date that is none', { items: [{ ...recorded, dateAgreed: 'yesterday' }] }],
    ['an agreement without type', { items: [{ ...recorded, type: undefined }] }],
    ['no list', {}],
    ['no JSON', undefined],
  ])('are unreadable, not empty, with %s', (_case, body) => {
    const parsed = schemas.agreements.safeParse(body);

    expect(parsed.success).toBe(false);
  });
});

describe('agreement templates', () => {
  it.each(['agreementType', 'type'])('have their type in %s', (field) => {
    const parsed = schemas.templates.parse({
      items: [{ templateId: 't-1', [field]: 'MicrosoftCloudAgreement' }],
    });

    expect(parsed).toEqual([
      { templateId: 't-1', agreementType: 'MicrosoftCloudAgreement', link: undefined, versionRank: 0 },
    ]);
  });
});
