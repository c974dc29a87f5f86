import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/domain/errors.ts';
import { passingFailure } from '../../src/domain/passing-failure.ts';

const coded = (code: string, cause?: unknown) => Object.assign(new Error('x', { cause }), { code });
const unavailable = (cause: unknown) => new AppError('database-unavailable', 'x', { cause });

describe('a failure that may be over in a moment', () => {
  it.each([
    ['a server that is not there yet', unavailable(coded('ECONNREFUSED')), 'ECONNREFUSED'],
    ['a server that shuts down', coded('57P01'), '57P01'],
    ['a connection that broke', coded('ECONNRESET'), 'ECONNRESET'],
    ['a server that says nothing', new Error('timeout exceeded when trying to connect'), 'no answer'],
    ['a connection that ended', new Error('Connection terminated unexpectedly'), 'no answer'],
    ['deep down', new Error('x', { cause: new Error('y', { cause: coded('53300') }) }), '53300'],
  ])('is %s', (_what, error, code) => {
    expect(passingFailure(error)).toBe(code);
  });

  it.each([
    ['a wrong password', unavailable(coded('28P01'))],
    ['a database that does not exist', unavailable(coded('3D000'))],
    ['an unknown host', unavailable(coded('ENOTFOUND'))],
    ['an untrusted certificate', unavailable(coded('DEPTH_ZERO_SELF_SIGNED_CERT'))],
    ['a mistake of ours', new TypeError('x is not a function')],
    ['a full disk', coded('53100')],
    ['no error', undefined],
  ])('is not %s', (_what, error) => {
    expect(passingFailure(error)).toBeUndefined();
  });

  it('is looked for no further than a few causes, for one may be its own', () => {
    const loop: { cause?: unknown } = {};
    loop.cause = loop;

    expect(passingFailure(loop)).toBeUndefined();
  });
});
