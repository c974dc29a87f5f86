import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/domain/errors.ts';

describe('an application error', () => {
  it('carries its code, its log message and what caused it', () => {
    const cause = new Error('connection lost');

    const error = new AppError('database-unavailable', 'No connection was free', { cause });

    expect(error).toMatchObject({
      name: 'AppError',
      code: 'database-unavailable',
      message: 'No connection was free',
      cause,
    });
  });
});
