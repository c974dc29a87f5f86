import { describe, expect, it } from '@jest/globals';
import { readAnswer, reportedError } from '../../src/partner-center/answer.ts';

const now = new Date('2018-10-15T10:00:00Z');

function reply(text: string, headers: Record<string, string> = {}) {
  return { kind: 'reply', status: 403, headers: new Headers(headers), text } as const;
}

describe('what an error reports', () => {
  it.each([
    [
      'the classic shape, number',
      '{"code":2000,"description":"d","data":[],"source":"PartnerFD"}',
      '2000',
      true,
    ],
    ['the classic shape, text', '{"code":"2000","description":"d"}', '2000', true],
    ['code zero', '{"code":0,"description":"d"}', '0', true],
    [
      'the agreement service',
      '{"code":600061,"message":"m","errorName":"n","parameters":{}}',
      '600061',
      true,
    ],
    ['the gateway', '{"statusCode":429,"message":"m"}', '429', true],
    ['an empty body', '', '403', false],
    ['HTML', '<html><body>Bad gateway</body></html>', '403', false],
    ['plain text', 'Forbidden', '403', false],
    ['JSON of another kind', '[1,2]', '403', false],
    ['a code of another kind', '{"code":{"a":1},"statusCode":400}', '400', true],
  ])('reads %s', (_case, text, code, coded) => {
    const error = reportedError(readAnswer(reply(text), now));

    expect(error).toEqual({ code, coded, retryable: false });
  });

  it('sees that an error may be retried', () => {
    const error = reportedError(readAnswer(reply('{"code":1,"isRetryable":true}'), now));

    expect(error.retryable).toBe(true);
  });
});
