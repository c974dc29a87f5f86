import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LOGGER = new URL('../src/logger.ts', import.meta.url).href;

/** Runs a few lines with the logger at hand in a process of its own, and gives what that process wrote. */
function run(script: string): { stdout: string; stderr: string } {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', `import { createLogger } from ${JSON.stringify(LOGGER)};\n${script}`],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The process ended with ${status}: ${stderr}`);
  return { stdout, stderr };
}

const lines = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const PRIVATE = [
  'authorization',
  'password',
  'clientSecret',
  'refreshToken',
  'accessToken',
  'token',
  'firstName',
  'lastName',
  'email',
  'phoneNumber',
  'contact',
  'text',
];

describe('a log line', () => {
  it('is one line of JSON with level, time, message and fields, and nothing of the machine', () => {
    const { stdout, stderr } = run(`createLogger('info').info({ confirmationId: 'c-1' }, 'Recorded\\nhere')`);

    expect(lines(stdout)).toEqual([
      {
        level: 30,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        confirmationId: 'c-1',
        msg: 'Recorded\nhere',
      },
    ]);
    expect(stderr).toBe('');
  });

  it('goes to standard error for commands', () => {
    const { stdout, stderr } = run(`createLogger('info', 'stderr').info('Read')`);

    expect(stdout).toBe('');
    expect(lines(stderr)).toMatchObject([{ msg: 'Read' }]);
  });

  it('is left out below the level', () => {
    const { stdout } = run(`const log = createLogger('warn'); log.info('Quiet'); log.warn('Loud')`);

    expect(lines(stdout)).toMatchObject([{ msg: 'Loud' }]);
  });

  it('is written even when the process ends at once', () => {
    const { stdout } = run(`createLogger('info').fatal('Last words'); process.exit(0)`);

    expect(lines(stdout)).toMatchObject([{ msg: 'Last words' }]);
  });
});

describe('a log file', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'log-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made with its folder and takes the lines', () => {
    const file = join(folder, 'deeper', 'bot.log');

    const { stdout } = run(`createLogger('info', ${JSON.stringify(file)}).info('Kept')`);

    expect(stdout).toBe('');
    expect(lines(readFileSync(file, 'utf8'))).toMatchObject([{ msg: 'Kept' }]);
  });
});

describe('a private field', () => {
  it.each(PRIVATE)('is censored: %s', (field) => {
    const { stdout } = run(`
      const log = createLogger('trace');
      log.info({ ${field}: 'secret-1', form: { ${field}: 'secret-2', kept: 1 } }, 'Logged by mistake');
      log.child({ ${field}: 'secret-3' }).warn('From a child');
      log.error({ ${field}: { inner: 'secret-4' } }, 'An object');
    `);

    expect(stdout).not.toContain('secret-');
    expect(lines(stdout)).toMatchObject([
      { [field]: '[private]', form: { [field]: '[private]', kept: 1 } },
      { [field]: '[private]' },
      { [field]: '[private]' },
    ]);
  });
});

describe('an error in the log', () => {
  it('keeps name, code, message, stack and causes, and drops what clients hang on it', () => {
    const { stdout } = run(`
      const cause = Object.assign(new TypeError('socket closed'), { code: 'ECONNRESET', row: { email: 'secret-1' } });
      const error = Object.assign(new Error('the call failed', { cause }), {
        code: 'EFAIL',
        request: { headers: { authorization: 'Bearer secret-2' }, body: 'secret-3' },
        detail: 'Key (email)=(secret-4) exists',
      });
      createLogger('info').error({ err: error }, 'Failed');
      createLogger('info').error(error);
    `);

    expect(stdout).not.toContain('secret-');
    const err = {
      name: 'Error',
      code: 'EFAIL',
      message: 'the call failed',
      stack: expect.stringContaining('the call failed'),
      cause: { name: 'TypeError', code: 'ECONNRESET', message: 'socket closed', stack: expect.any(String) },
    };
    expect(lines(stdout).map((line) => line.err)).toEqual([err, err]);
  });

  it('keeps what it quotes to itself: JSON that is none, a value that the database refuses', () => {
    const { stdout } = run(`
      const log = createLogger('info');
      try { JSON.parse('secret-1@example') } catch (error) { log.error({ err: error }, 'Not JSON') }
      const refused = Object.assign(new Error('invalid input: "secret-2\\nsecret-3"'), { code: '22P02' });
      log.error({ err: new Error('the cause', { cause: refused }) }, 'Refused');
    `);

    expect(stdout).not.toContain('secret-');
    expect(lines(stdout)).toMatchObject([
      { err: { name: 'SyntaxError', message: '[private]', stack: expect.stringMatching(/^at /) } },
      { err: { message: 'the cause', cause: { code: '22P02', message: '[private]' } } },
    ]);
  });

  it('is told by kind, code and place where the job queue tells of a copy, without its words', () => {
    const { stdout } = run(`
      const error = Object.assign(new TypeError('secret-1\\nsecret-2'), { code: '57P01', detail: 'secret-3' });
      const { message, stack } = error;
      createLogger('info').error({ err: { ...error, message, stack, queue: 'sync-customers', worker: 'w-1' } }, 'Failed');
    `);

    expect(stdout).not.toContain('secret-');
    expect(lines(stdout).map((line) => line.err)).toEqual([
      {
        message: 'object',
        name: 'TypeError',
        code: '57P01',
        queue: 'sync-customers',
        worker: 'w-1',
        stack: expect.stringMatching(/^at /),
      },
    ]);
  });

  it('shows only the type of what is thrown but is no error', () => {
    const { stdout } = run(`
      createLogger('info').error({ err: 'secret-1' }, 'A text');
      createLogger('info').error({ err: { token: 'secret-2', body: 'secret-3' } }, 'An object');
    `);

    expect(stdout).not.toContain('secret-');
    expect(lines(stdout).map((line) => line.err)).toEqual([{ message: 'string' }, { message: 'object' }]);
  });
});
