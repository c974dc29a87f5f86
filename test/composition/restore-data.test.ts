import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { CommandError } from '../../src/composition/console.ts';
import { restoreData } from '../../src/composition/restore-data.ts';
import { readLines } from '../../src/composition/read-lines.ts';
import { loadConfig } from '../../src/config.ts';
import type { Queue } from '../../src/jobs/queue.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';

const { database } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'mca-import-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const config = loadConfig({ ENCRYPTION_KEY: TEST_ENCRYPTION_KEY });
// None of these files comes as far as a job.
const queue = {} as Queue;

async function written(name: string, content: string | Buffer): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

describe('a file that cannot be imported', () => {
  it.each<[string, () => Promise<string>, RegExp]>([
    ['is not there', async () => join(folder, 'missing'), /^The file cannot be read \(ENOENT\)$/],
    ['is a folder', async () => folder, /^The file cannot be read \(EISDIR\)$/],
    [
      'is none of ours',
      () => written('strange', 'id,name\n1,x\n'),
      /^The file is no export of this bot, or it is damaged \(line 1\)\.$/,
    ],
    [
      'is packed and broken',
      () => written('broken', Buffer.concat([Buffer.from([0x1f, 0x8b]), randomBytes(100)])),
      /^The file cannot be read \(Z_\w+\)$/,
    ],
    [
      'is packed and cut',
      () => written('cut', gzipSync(randomBytes(1_000).toString('hex')).subarray(0, 500)),
      /^The file cannot be read \(Z_\w+\)$/,
    ],
  ])('is refused in one line when it %s', async (_what, file, said) => {
    const { signal } = new AbortController();

    const error: unknown = await restoreData({ config, database, queue }, await file(), { signal }).catch(
      (caught: unknown) => caught,
    );

    expect(error).toBeInstanceOf(CommandError);
    expect((error as Error).message).toMatch(said);
  });
});

describe('reading lines', () => {
  const read = async (file: string) => {
    const lines: string[] = [];
    for await (const line of readLines(file)) lines.push(line);
    return lines;
  };

  it.each([
    ['plain', (text: string) => Buffer.from(text)],
    ['packed', (text: string) => gzipSync(text)],
  ])('gives each line once, however the file is cut into pieces: %s', async (name, pack) => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `${n} é 日本 ${'x'.repeat(n % 50)}`);

    expect(await read(await written(name, pack(`${lines.join('\n')}\n`)))).toEqual(lines);
    expect(await read(await written(name, pack(lines.join('\n'))))).toEqual(lines);
  });

  it('gives none of an empty file', async () => {
    expect(await read(await written('empty', ''))).toEqual([]);
  });
});
