import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createCipher } from '../../src/database/encryption/cipher.ts';
import { contactContext } from '../../src/database/confirming/confirmation-row.ts';
import { nameOfWriter } from '../../src/database/encryption/encryption-keys.ts';
import { openDatabase } from '../../src/database/database.ts';
import { startProgram } from '../support/bot-process.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { newConfirmation } from '../support/confirmations.ts';
import { silentJobs } from '../support/silent-jobs.ts';

const { database, url, clear } = await testDatabase();
const { kysely } = database;
const OLD = TEST_ENCRYPTION_KEY;
const NEW = randomBytes(32).toString('base64');
const BOTH = `${NEW},${OLD}`;
const MANY = 6_000;
const AT = new Date('2026-03-10T09:00:00Z');

const folder = await mkdtemp(join(tmpdir(), 'mca-rotate-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const keyFile = join(folder, 'encryption.key');

const command = (settings: Record<string, string> = {}) =>
  startProgram('src/cli/rotate-key.ts', { DATABASE_URL: url, ...settings }, { dataDir: folder });

async function ended(settings?: Record<string, string>) {
  const program = await command(settings);
  const code = await program.ended;
  expect(program.output()).not.toMatch(/[A-Za-z0-9+/]{40}/);
  return { code, output: program.output(), complaint: program.complaint() };
}

/** How many contacts can be read with these keys. */
async function readableWith(keys: string): Promise<number> {
  const cipher = createCipher(keys);
  const { rows } = await sql<{ id: string; contact: Buffer }>`
    select id, contact from confirmations`.execute(kysely);
  return rows.filter(({ id, contact }) => {
    try {
      return cipher.decrypt(contact, contactContext(id)).includes('grace@contoso.example');
    } catch {
      return false;
    }
  }).length;
}

beforeEach(async () => {
  await clear();
  await database.secrets.write('key-check', 'readable');
  await database.customers.saveListed([{ id: 'contoso', name: 'Contoso', domain: 'c.example' }], AT);
});

async function record(count: number): Promise<void> {
  const cipher = createCipher(OLD);
  const outcome = { kind: 'attention', reason: 'not-reached' } as const;
  const model = newConfirmation();
  await database.confirmations.record([model]);
  await database.confirmations.settle(model.id, { outcome, held: 0, at: AT });
  const ids = Array.from({ length: count - 1 }, (_, n) => `many-${n}`);
  const contacts = ids.map((id) => cipher.encrypt(JSON.stringify(model.contact), contactContext(id)));
  await sql`insert into confirmations (id, form_id, customer_id, agreement_type, state, accepted_on, contact,
      submitted_by_id, submitted_by_name, submitted_at, language, conversation_id, is_digest, again, request_id,
      correlation_id, next_attempt_at, outcome, settled_at)
    select many.id, many.id, customer_id, agreement_type, state, accepted_on, many.contact, submitted_by_id,
      submitted_by_name, submitted_at, language, conversation_id, is_digest, again, request_id, correlation_id,
      next_attempt_at, outcome, settled_at
    from confirmations as model, unnest(${ids}::text[], ${contacts}::bytea[]) as many (id, contact)
    where model.id = ${model.id}`.execute(kysely);
}

describe('npm run rotate-key', () => {
  it('loses nothing when it is killed half-way and started again, and says when the old key may go', async () => {
    await record(MANY);

    const killed = await command({ ENCRYPTION_KEY: BOTH });
    await eventually(() => expect(killed.output()).toMatch(/\d+ of 6001/), { withinMs: 20_000 });
    await killed.end('SIGKILL');
    const withNew = await readableWith(NEW);
    const withBoth = await readableWith(BOTH);
    const again = await ended({ ENCRYPTION_KEY: BOTH });

    expect(withNew).toBeGreaterThan(0);
    expect(withBoth).toBe(MANY);
    expect(again).toMatchObject({ code: 0, complaint: '' });
    expect(again.output).toMatch(/take it out of ENCRYPTION_KEY\.\n$/);
    expect(await readableWith(NEW)).toBe(MANY);
  }, 180_000);

  it('says what to do when there is one key alone', async () => {
    const { code, output } = await ended({ ENCRYPTION_KEY: OLD });

    expect(code).toBe(0);
    expect(output).toMatch(/^Everything is encrypted with the key in ENCRYPTION_KEY\. To change it, .*\n$/);
  });

  it('refuses in one line as long as a bot would write with the old key', async () => {
    await record(2);
    const bot = await openDatabase({
      url,
      encryptionKey: OLD,
      jobSenderFor: silentJobs,
      applicationName: nameOfWriter('mca-bot', OLD),
    });

    const { code, output } = await ended({ ENCRYPTION_KEY: BOTH });
    await bot.close();

    expect(code).toBe(1);
    expect(output).toMatch(/^mca-bot still runs with another key first: .*\n$/);
    expect(await readableWith(OLD)).toBe(2);
  });

  it('refuses in one line when only an unknown key is given, or what is no key', async () => {
    const unknown = await ended({ ENCRYPTION_KEY: NEW });
    const none = await ended({ ENCRYPTION_KEY: `${NEW},short` });

    expect(unknown).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^ENCRYPTION_KEY is not the one .*\n$/),
    });
    expect(none).toMatchObject({
      code: 1,
      output: 'The settings need attention:\n  - ENCRYPTION_KEY: must be 32 bytes in base64\n',
    });
  });
});

describe('in local mode', () => {
  it('makes the new key itself, and the old one is gone in the end', async () => {
    await record(3);
    await writeFile(keyFile, OLD);

    const { code, output } = await ended();

    const kept = await readFile(keyFile, 'utf8');
    expect(code).toBe(0);
    expect(output).toMatch(/The new key is in DATA_DIR, the old one is gone\.\n$/);
    expect(kept).not.toContain(OLD);
    expect(await readableWith(kept)).toBe(3);
  });

  it('goes on with the key it made when it was ended half-way', async () => {
    await record(3);
    await writeFile(keyFile, BOTH);

    await ended();

    expect(await readFile(keyFile, 'utf8')).toBe(NEW);
    expect(await readableWith(NEW)).toBe(3);
  });

  it('says in one line that the file holds no key', async () => {
    await writeFile(keyFile, 'no key');

    const { code, output } = await ended();

    expect(code).toBe(1);
    expect(output).toBe(
      'DATA_DIR cannot be used: the file encryption.key in it holds no key; put the right one back\n',
    );
  });
});
