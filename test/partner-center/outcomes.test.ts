import { describe, expect, it } from '@jest/globals';
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

function answer(status: number, body?: unknown, retryAfterMs: number | null = null): Answer {
  return { status, body, retryAfterMs };
}

const refused = (reason: string, code: string) => ({ kind: 'refused', reason, code });

describe('the outcome of a confirmation', () => {
  it.each<[string, Answer, unknown]>([
    ['201 with the agreement', answer(201, { type: 'MicrosoftCloudAgreement' }), { kind: 'success' }],
    ['201 without a body', answer(201), { kind: 'success' }],
    ['200 with the agreement', answer(200, { type: 'MicrosoftCloudAgreement' }), { kind: 'success' }],
    ['200 with a page of HTML', answer(200), { kind: 'unclear', code: '200' }],
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
      answer(400, { message: 'Text' }),
      refused('template-not-accepted', '400'),
    ],
    ['a retired call', answer(400, classic('A-RETIRED')), refused('retired', 'A-RETIRED')],
    ['a call that is gone', answer(410, undefined), refused('retired', '410')],
    ['an unknown code with 400', answer(400, classic(777)), refused('unexpected', '777')],
    ['900118', answer(400, classic(900118)), refused('customer-unknown', '900118')],
    ['60003', answer(404, classic(60003)), refused('customer-unknown', '60003')],
    ['1000', answer(404, classic(1000)), refused('customer-unknown', '1000')],
    ['404 that names no error', answer(404), refused('unexpected', '404')],
    ['20002', answer(403, classic(20002)), refused('no-relationship', '20002')],
    ['900150', answer(403, classic(900150)), refused('not-entitled', '900150')],
    ['900329', answer(403, classic(900329)), refused('wrong-sign-in', '900329')],
    ['1002', answer(403, classic(1002)), refused('not-entitled', '1002')],
    ['2032', answer(403, classic(2032)), refused('not-entitled', '2032')],
    ['600006', answer(403, classic(600006)), refused('not-entitled', '600006')],
    ['900123', answer(403, classic(900123)), refused('partner-agreement-missing', '900123')],
    ['900124', answer(403, classic(900124)), refused('partner-agreement-missing', '900124')],
    ['an empty 403', answer(403), refused('not-entitled', '403')],
    ['900421', answer(401, classic(900421)), refused('mfa-missing', '900421')],
    ['900420', answer(401, classic(900420)), refused('wrong-sign-in', '900420')],
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
    const outcome = outcomeOfConfirm(given);

    expect(outcome).toEqual(expected);
  });
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
    ['20002', ['agreements', answer(403, classic(20002))], refused('no-relationship', '20002')],
    ['an empty 403', ['template', answer(403)], refused('not-entitled', '403')],
    ['1002', ['resellers', answer(403, classic(1002))], refused('not-entitled', '1002')],
    ['900124', ['customers', answer(403, classic(900124))], refused('partner-agreement-missing', '900124')],
    ['900329', ['template', answer(403, classic(900329))], refused('wrong-sign-in', '900329')],
    ['3000', ['customers', answer(400, classic(3000))], refused('unexpected', '3000')],
    ['900421', ['agreements', answer(401, classic(900421))], refused('mfa-missing', '900421')],
    ['401', ['agreements', answer(401, classic(800001))], { kind: 'token-refused', code: '800001' }],
    ['429', ['customers', answer(429, gateway, 57_000)], { kind: 'busy', retryAfterMs: 57_000 }],
    [
      '503 that names a time',
      ['customers', answer(503, undefined, 4_000)],
      { kind: 'busy', retryAfterMs: 4_000 },
    ],
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
