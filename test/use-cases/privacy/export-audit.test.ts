import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { exportAudit } from '../../../src/use-cases/privacy/export-audit.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../../support/database.ts';

const { database, url } = await testDatabase();
const MANY = 5_000;
const AT = new Date('2026-03-10T09:00:00.120Z');
const folder = await mkdtemp(join(tmpdir(), 'mca-export-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeAll(async () => {
  await database.customers.saveListed([{ id: 'c1', name: '=Contoso, Ltd', domain: 'contoso.example' }], AT);
  await database.audit.append({
    at: AT,
    actor: { id: 'p1', name: '@Ada "A" Byron' },
    action: 'confirmation-recorded',
    customerId: 'c1',
    confirmationId: 's1',
    details: { acceptedOn: '2026-03-01', again: false },
  });
  await sql`insert into audit (at, action, details)
    select ${AT}::timestamptz + n * interval '1 second', 'settings-saved', '{}'::jsonb
    from generate_series(2, ${MANY}) as n`.execute(database.kysely);
});

/** The command as people run it. */
async function command(...args: string[]) {
  const child = spawn(process.execPath, ['src/cli/export.ts', ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATABASE_URL: url,
      DATA_DIR: folder,
      ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    },
  });
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve) => child.on('exit', resolve)),
  ]);
  return { stdout, stderr, code };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

describe('the audit trail as CSV', () => {
  it('has every entry once, oldest first, below an English header', async () => {
    const chunks: string[] = [];
    for await (const chunk of exportAudit(database)) chunks.push(chunk);

    const lines = chunks.join('').split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFFid,at,actor_id,actor_name,action,customer_id,customer_name,confirmation_id,details',
    );
    expect(lines[1]).toBe(
      `1,2026-03-10T09:00:00.120Z,p1,"'@Ada ""A"" Byron",confirmation-recorded,c1,"'=Contoso, Ltd",s1,` +
        '"{""again"":false,""acceptedOn"":""2026-03-01""}"',
    );
    expect(lines.slice(1, -1).map((line) => Number(line.split(',')[0]))).toEqual(
      Array.from({ length: MANY }, (_, index) => index + 1),
    );
    expect(lines.at(-1)).toBe('');
  });

  it('holds no more than a page at a time', async () => {
    const sizes: number[] = [];

    for await (const chunk of exportAudit(database, { pageSize: 100 }))
      sizes.push(chunk.split('\r\n').length - 1);

    expect(sizes).toEqual([1, ...Array<number>(MANY / 100).fill(100)]);
  });

  it('stops between pages when it is told to', async () => {
    const stopping = new AbortController();
    const export_ = exportAudit(database, { pageSize: 10, signal: stopping.signal });
    await export_.next();
    await export_.next();

    stopping.abort();

    expect(await export_.next()).toEqual({ done: true, value: undefined });
  });
});

describe('npm run export', () => {
  it('writes the trail to standard output', async () => {
    const { stdout, code } = await command('audit');

    expect(code).toBe(0);
    expect(stdout.startsWith('\uFEFFid,at,')).toBe(true);
    expect(stdout.trimEnd().split('\r\n')).toHaveLength(MANY + 1);
  });

  it('writes it to a file for its owner alone, complete', async () => {
    const file = join(folder, 'trail.csv');

    const { stdout, code } = await command('audit', '--out', file);

    expect({ stdout, code }).toEqual({ stdout: '', code: 0 });
    expect((await readFile(file, 'utf8')).trimEnd().split('\r\n')).toHaveLength(MANY + 1);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it.each([[[]], [['everyone']], [['audit', 'twice']], [['audit', '--into', 'x']], [['toString']]])(
    'refuses %j with one line',
    async (args) => {
      const { stdout, stderr, code } = await command(...args);

      expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
      expect(stderr).toBe(
        'Say what to export: audit, customers, everything; with --out <file> into a file\n',
      );
    },
  );

  it('says in one line that the file cannot be written', async () => {
    const { stderr, code } = await command('audit', '--out', join(folder, 'missing', 'trail.csv'));

    expect(code).toBe(1);
    expect(stderr).toBe('The file given with --out cannot be written (ENOENT)\n');
  });
});
