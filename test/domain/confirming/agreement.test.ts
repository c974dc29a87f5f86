import { describe, expect, it } from '@jest/globals';
import {
  latestAgreement,
  templateInForce,
  type Agreement,
  type AgreementTemplate,
} from '../../../src/domain/confirming/agreement.ts';

const template = (templateId: string, agreementType: string, versionRank: number): AgreementTemplate => ({
  templateId,
  agreementType,
  versionRank,
  link: undefined,
});
const agreement = (templateId: string, type: string, dateAgreed: string): Agreement => ({
  type,
  templateId,
  dateAgreed,
  primaryContact: { firstName: 'A', lastName: 'B', email: 'a@b.example', phoneNumber: '' },
});
const CLOUD = 'MicrosoftCloudAgreement';
const CUSTOMER = 'MicrosoftCustomerAgreement';

describe('the template in force', () => {
  it.each<[string, AgreementTemplate[], string | undefined]>([
    ['is the only one of its type', [template('a', CUSTOMER, 9), template('b', CLOUD, 0)], 'b'],
    [
      'has the highest rank',
      [template('a', CLOUD, 1), template('b', CLOUD, 12), template('c', CLOUD, 2)],
      'b',
    ],
    ['is the first of two equals', [template('a', CLOUD, 1), template('b', CLOUD, 1)], 'a'],
    ['is none when the service offers none', [], undefined],
    ['is none when only other types are offered', [template('a', CUSTOMER, 1)], undefined],
    ['goes by the exact type', [template('a', 'microsoftcloudagreement', 1)], undefined],
  ])('%s', (_what, templates, expected) => {
    const found = templateInForce(templates, CLOUD);

    expect(found?.templateId).toBe(expected);
  });
});

describe('the latest agreement', () => {
  it.each<[string, Agreement[], string | undefined]>([
    [
      'is the one with the latest date, wherever it stands',
      [
        agreement('a', CLOUD, '2018-09-30'),
        agreement('b', CLOUD, '2018-10-02'),
        agreement('c', CLOUD, '2017-12-31'),
      ],
      'b',
    ],
    [
      'leaves other types aside',
      [agreement('a', CUSTOMER, '2019-01-01'), agreement('b', CLOUD, '2018-01-01')],
      'b',
    ],
    ['is none without agreements', [], undefined],
    ['is none with other types alone', [agreement('a', CUSTOMER, '2019-01-01')], undefined],
  ])('%s', (_what, agreements, expected) => {
    const found = latestAgreement(agreements, CLOUD);

    expect(found?.templateId).toBe(expected);
  });
});
