import { describe, expect, it } from '@jest/globals';
import type { Confirmation } from '../../src/use-cases/ports/partner-center.ts';
import type { Answer } from '../../src/partner-center/answer.ts';
import { outcomeOfConfirm, outcomeOfRead } from '../../src/partner-center/outcomes.ts';

const classic = (code: number | string) => ({ code, description: 'Text', data: [], source: 'PartnerFD' });
const agreementService = (code: number, isRetryable = false) => ({
  code,
  message: 'Text',
  description: 'Text',
  errorName: 'Name',
  isRetryable,
  parameters: {},
  errorMessageExtended: `InternalErrorCode=${code}`,
});
const gateway = { statusCode: 429, message: 'Rate limit is exceeded.' };

/** What Partner Center says itself names the request. */
function answer(status: number, body?: unknown, retryAfterMs: number | null = null): Answer {
  return { status, body, retryAfterMs, isEmpty: body === undefined, isNamed: true };
}

/** What comes from something on the way. */
function foreign(status: number, body?: unknown): Answer {
  return { ...answer(status, body), isNamed: false };
}
const page = (status: number): Answer => ({ ...foreign(status), isEmpty: false });

const confirmation: Confirmation = {
  customerId: 'c-1',
  agreementType: 'MicrosoftCloudAgreement',
  templateId: 't-1',
  acceptedOn: '2018-09-03',
  contact: {
    firstName: 'Ana',
    lastName: 'Exemple',
    email: 'ana@contoso.example',
    phoneNumber: '+33 1 23 45 67 89',
  },
};
const written = {
  userId: 'u-1',
  primaryContact: confirmation.contact,
  templateId: 't-1',
  dateAgreed: '2018-09-03T00:00:00.000Z',
  type: 'MicrosoftCloudAgreement',
};
const unclear = { kind: 'unclear', code: 'no-agreement' };
const fault = (reason: string, code: string) => ({ kind: 'account-fault', reason, code });

const refused = (reason: string, code: string) => ({ kind: 'refused', reason, code });

describe('the outcome of a confirmation', () => {
  it.each<[string, Answer, unknown]>([
    ['201 with the agreement', answer(201, written), { kind: 'success' }],
    ['200 with the agreement', answer(200, written), { kind: 'success' }],
    [
      'the agreement in the service’s own spelling',
      answer(201, {
        ...written,
        dateAgreed: '2018-09-03T00:00:00',
        primaryContact: {
          firstName: 'ANA ',
          lastName: 'exemple',
          email: 'Ana@Contoso.example',
          phoneNumber: '0123456789',
        },
      }),
      { kind: 'success' },
    ],
    [
      'the agreement that names its template alone',
      answer(200, { ...written, type: undefined }),
      { kind: 'success' },
    ],
    ['201 without a body', answer(201), unclear],
    ['200 with {}', answer(200, {}), unclear],
    ['200 with an error', answer(200, { error: 'Text' }), unclear],
    ['200 with a list', answer(200, [written]), unclear],
    ['201 with a page', page(201), unclear],
    [
      'an agreement of the other type',
      answer(201, { ...written, type: 'MicrosoftCustomerAgreement' }),
      unclear,
    ],
    [
      'an agreement of another template',
      answer(201, { ...written, type: undefined, templateId: 't-2' }),
      unclear,
    ],
    ['an agreement of another day', answer(201, { ...written, dateAgreed: '2018-09-02T00:00:00Z' }), unclear],
    [
      'an agreement of another contact',
      answer(201, { ...written, primaryContact: { ...confirmation.contact, email: 'bea@contoso.example' } }),
      unclear,
    ],
    [
      'an agreement of another phone',
      answer(201, {
        ...written,
        primaryContact: { ...confirmation.contact, phoneNumber: '+33 9 99 99 99 99' },
      }),
      unclear,
    ],
    [
      'an agreement of a phone with the same last four digits',
      answer(201, {
        ...written,
        primaryContact: { ...confirmation.contact, phoneNumber: '+33 1 23 00 67 89' },
      }),
      unclear,
    ],
    ['202', answer(202), { kind: 'unclear', code: '202' }],
    ['a redirect', answer(302), { kind: 'unclear', code: '302' }],
    ['600061', answer(400, agreementService(600061)), { kind: 'already-confirmed' }],
    ['600061 as text', answer(400, classic('600061')), { kind: 'already-confirmed' }],
    ['600061 with 409', answer(409, agreementService(600061)), { kind: 'already-confirmed' }],
    ['600002', answer(400, agreementService(600002)), refused('date-in-future', '600002')],
    ['800002', answer(400, classic(800002)), refused('invalid-details', '800002')],
    ['2000', answer(400, classic(2000)), refused('invalid-details', '2000')],
    ['3000', answer(400, classic(3000)), refused('invalid-details', '3000')],
    [
      'a template no longer supported',
      answer(400, { message: 'Text', errorName: 'TemplateNotSupported' }),
      refused('template-not-accepted', '400'),
    ],
    [
      'the same with nothing but a text',
      answer(400, { message: 'Text' }),
      refused('template-not-accepted', '400'),
    ],
    ['a text of a stranger', foreign(400, { message: 'Text' }), { kind: 'unclear', code: '400' }],
    ['an error of a stranger', foreign(400, { error: 'Text' }), { kind: 'unclear', code: '400' }],
    ...[400, 401, 403, 404, 405, 410, 413, 417, 429].flatMap((status): [string, Answer, unknown][] => [
      [`a page with ${status}`, page(status), { kind: 'unclear', code: String(status) }],
    ]),
    ['an empty 404 of a stranger', foreign(404), { kind: 'unclear', code: '404' }],
    ['an empty 403 of a stranger', foreign(403), { kind: 'unclear', code: '403' }],
    ['an empty 401 of a stranger', foreign(401), { kind: 'unclear', code: '401' }],
    ['an empty 429 of a stranger', foreign(429), { kind: 'busy', retryAfterMs: 10_000 }],
    ['a retired call', answer(400, classic('A-RETIRED')), refused('retired', 'A-RETIRED')],
    ['a call that is gone', answer(410, undefined), refused('retired', '410')],
    ['an unknown code with 400', answer(400, classic(777)), refused('unexpected', '777')],
    ['900118', answer(400, classic(900118)), refused('customer-unknown', '900118')],
    ['60003', answer(404, classic(60003)), refused('customer-unknown', '60003')],
    ['1000', answer(404, classic(1000)), refused('customer-unknown', '1000')],
    ['404 that names no error', answer(404), refused('unexpected', '404')],
    ['20002', answer(403, classic(20002)), refused('no-relationship', '20002')],
    ['900150', answer(403, classic(900150)), fault('not-entitled', '900150')],
    ['900329', answer(403, classic(900329)), fault('wrong-sign-in', '900329')],
    ['1002', answer(403, classic(1002)), fault('not-entitled', '1002')],
    ['2032', answer(403, classic(2032)), fault('not-entitled', '2032')],
    ['600006', answer(403, classic(600006)), fault('not-entitled', '600006')],
    ['900123', answer(403, classic(900123)), refused('partner-agreement-missing', '900123')],
    ['900124', answer(403, classic(900124)), fault('partner-agreement-missing', '900124')],
    ['an empty 403', answer(403), fault('not-entitled', '403')],
    ['900421', answer(401, classic(900421)), fault('mfa-missing', '900421')],
    ['900420', answer(401, classic(900420)), fault('wrong-sign-in', '900420')],
    ['401 with 800001', answer(401, classic(800001)), { kind: 'token-refused', code: '800001' }],
    ['401 with 400', answer(401, classic('400')), { kind: 'token-refused', code: '400' }],
    ['an empty 401', answer(401), { kind: 'token-refused', code: '401' }],
    ['429 from the gateway', answer(429, gateway, 57_000), { kind: 'busy', retryAfterMs: 57_000 }],
    ['429 without a time', answer(429, gateway), { kind: 'busy', retryAfterMs: 10_000 }],
    ['408', answer(408), { kind: 'unclear', code: '408' }],
    ['409', answer(409, classic(409)), { kind: 'unclear', code: '409' }],
    ['500 with 800003', answer(500, classic(800003)), { kind: 'unclear', code: '800003' }],
    ['501 with 0', answer(501, classic(0)), { kind: 'unclear', code: '0' }],
    ['502 with HTML', answer(502), { kind: 'unclear', code: '502' }],
    ['503 that names a time', answer(503, undefined, 5_000), { kind: 'unclear', code: '503' }],
    ['504', answer(504), { kind: 'unclear', code: '504' }],
    [
      'an error that may be retried',
      answer(400, agreementService(777, true)),
      { kind: 'unavailable', code: '777' },
    ],
    ['405', answer(405), refused('unexpected', '405')],
    ['406', answer(406), refused('unexpected', '406')],
    ['412', answer(412), refused('unexpected', '412')],
    ['417', answer(417), refused('unexpected', '417')],
  ])('%s', (_case, given, expected) => {
    const outcome = outcomeOfConfirm(given, confirmation);

    expect(outcome).toEqual(expected);
  });
});

it('a confirmation without a phone is the agreement that names one all the same', () => {
  const withoutPhone = { ...confirmation, contact: { ...confirmation.contact, phoneNumber: '' } };

  expect(outcomeOfConfirm(answer(201, written), withoutPhone)).toEqual({ kind: 'success' });
});

describe('the outcome of a read', () => {
  it.each<[string, Parameters<typeof outcomeOfRead>, unknown]>([
    ['200', ['customers', answer(200, { items: [] })], { kind: 'success' }],
    [
      '600009 of agreements',
      ['agreements', answer(404, agreementService(600009))],
      { kind: 'nothing-recorded' },
    ],
    ['600009 of another call', ['template', answer(404, classic(600009))], refused('unexpected', '600009')],
    ['600002 of another call', ['customers', answer(400, classic(600002))], refused('unexpected', '600002')],
    [
      'a customer who left',
      ['agreements', answer(404, classic(60003))],
      refused('customer-unknown', '60003'),
    ],
    [
      '1000 of a customer',
      ['direct-acceptance', answer(404, classic(1000))],
      refused('customer-unknown', '1000'),
    ],
    ['2000 of a customer', ['agreements', answer(400, classic(2000))], refused('customer-unknown', '2000')],
    ['a bare 404 of a customer', ['agreements', answer(404)], refused('unexpected', '404')],
    ...[400, 401, 403, 404, 413].map((status): [string, Parameters<typeof outcomeOfRead>, unknown] => [
      `a page with ${status}`,
      ['agreements', page(status)],
      { kind: 'unavailable', code: String(status) },
    ]),
    ['an empty 403 of a stranger', ['agreements', foreign(403)], fault('not-entitled', '403')],
    [
      '900150 of direct acceptances',
      ['direct-acceptance', answer(403, classic(900150))],
      refused('not-entitled', '900150'),
    ],
    ['20002', ['agreements', answer(403, classic(20002))], refused('no-relationship', '20002')],
    ['an empty 403', ['template', answer(403)], fault('not-entitled', '403')],
    ['1002', ['resellers', answer(403, classic(1002))], refused('not-entitled', '1002')],
    ['900124', ['customers', answer(403, classic(900124))], fault('partner-agreement-missing', '900124')],
    ['900329', ['template', answer(403, classic(900329))], fault('wrong-sign-in', '900329')],
    ['3000', ['customers', answer(400, classic(3000))], refused('unexpected', '3000')],
    ['900421', ['agreements', answer(401, classic(900421))], fault('mfa-missing', '900421')],
    ['401', ['agreements', answer(401, classic(800001))], { kind: 'token-refused', code: '800001' }],
    ['429', ['customers', answer(429, gateway, 57_000)], { kind: 'busy', retryAfterMs: 57_000 }],
    [
      '503 that names a time',
      ['customers', answer(503, undefined, 4_000)],
      { kind: 'busy', retryAfterMs: 4_000 },
    ],
    [
      'an error that may be retried',
      ['agreements', answer(400, agreementService(777, true))],
      { kind: 'unavailable', code: '777' },
    ],
    ['900421 of resellers', ['resellers', answer(401, classic(900421))], fault('mfa-missing', '900421')],
    ['503', ['customers', answer(503)], { kind: 'unavailable', code: '503' }],
    ['408', ['customers', answer(408)], { kind: 'unavailable', code: '408' }],
    ['409', ['customers', answer(409)], { kind: 'unavailable', code: '409' }],
    ['500', ['customers', answer(500, classic(800003))], { kind: 'unavailable', code: '800003' }],
    ['502 with HTML', ['agreements', answer(502)], { kind: 'unavailable', code: '502' }],
    ['a redirect', ['agreements', answer(307)], { kind: 'unavailable', code: '307' }],
    ['417', ['customers', answer(417)], refused('unexpected', '417')],
  ])('%s', (_case, given, expected) => {
    const outcome = outcomeOfRead(...given);

    expect(outcome).toEqual(expected);
  });
});
