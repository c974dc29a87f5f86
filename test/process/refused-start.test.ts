import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startEmbedded } from '../../src/local/postgres/start-embedded.ts';
import { migrateDatabase } from '../../src/database/core/migrate.ts';
import { freePort, launchBot, type ProgramOptions } from '../support/bot-process.ts';
import { TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { dataDirs } from './data-dirs.ts';
import { queryIn } from './embedded-query.ts';
import { processesOf } from './processes-of.ts';

// They start processes that share nothing: several run at the same time.
const disks: string[] = [];
// Before the folders go: one on which a disk is mounted cannot be removed.
afterAll(() => disks.forEach((disk) => execFileSync('umount', ['--lazy', disk])));
const folders = dataDirs({ endedAfter: 'file' });
const isRoot = process.getuid?.() === 0;

/** A folder on a disk that nothing can be written to; undefined where this machine mounts none. */
async function readOnlyDisk(): Promise<string | undefined> {
  const folder = await folders.empty();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  disks.push(folder);
  return folder;
}

/** Starts a bot that should not, and gives back what it complained of, line by line; nothing of it is left. */
async function refusal(settings: Record<string, string>, options?: ProgramOptions): Promise<string[]> {
  const bot = await launchBot(settings, options);
  expect(await bot.ended).toBe(1);
  expect(await processesOf(bot.dataDir)).toEqual([]);
  return bot.complaint().trimEnd().split('\n');
}

const readOnly = await readOnlyDisk();

describe('a start is refused with one line for each reason', () => {
  it.concurrent('listing all settings that are wrong or missing, by name and without a value', async () => {
    const dataDir = await folders.empty();
    const settings = {
      PORT: 'drei',
      MicrosoftAppId: 'an-app-id',
      DATABASE_URL: 'mysql://secret-user:secret-word@somewhere/db',
      ENCRYPTION_KEY: 'too-short',
      PARTNER_CENTER_CLIENT_SECRET: 'another-secret',
      LOG_LEVEL: 'loud',
    };

    const lines = await refusal(settings, { dataDir });

    const named = lines.slice(1).map((line) => /^ {2}- (\w+): \S/.exec(line)?.[1]);
    const wrong = ['PORT', 'DATABASE_URL', 'ENCRYPTION_KEY', 'LOG_LEVEL'];
    const missing = ['MicrosoftAppPassword', 'PARTNER_CENTER_BASE_URL'];
    expect(named).toEqual(expect.arrayContaining([...wrong, ...missing]));
    expect(named).not.toContain(undefined);
    for (const value of Object.values(settings)) expect(lines.join()).not.toContain(value);
  });

  it.concurrent('without an app id in production', async () => {
    const lines = await refusal({ NODE_ENV: 'production' }, { dataDir: await folders.empty() });

    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('MicrosoftAppId');
  });

  it.concurrent(
    'naming a port that another program listens on',
    async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;

      const lines = await refusal({ PORT: String(port) }, { dataDir: await folders.withDatabase() });

      expect(lines).toEqual([expect.stringMatching(`^PORT ${port} is in use: `)]);
      other.close();
    },
    180_000,
  );

  const CANNOT_BE_USED = [expect.stringMatching(/^DATA_DIR cannot be used: .*\(\w+\)$/)];

  it.concurrent('naming a data directory that is a file', async () => {
    const file = join(await folders.empty(), 'a file');
    await writeFile(file, '');

    expect(await refusal({}, { dataDir: folders.odd(file) })).toEqual(CANNOT_BE_USED);
  });

  it.concurrent('naming a data directory that cannot be made', async () => {
    expect(await refusal({}, { dataDir: folders.odd('/sys/mca-data') })).toEqual(CANNOT_BE_USED);
  });

  (readOnly === undefined ? it.skip : it)(
    'naming what to set, on a disk that can only be read (skipped where nothing can be mounted)',
    async () => {
      const [line, ...others] = await refusal({}, { dataDir: readOnly! });

      expect([line]).toEqual(CANNOT_BE_USED);
      expect(line).toMatch(/set DATABASE_URL .*\(EROFS\)$/);
      expect(others).toEqual([]);
    },
  );

  (isRoot ? it.skip : it)(
    'naming a data directory that may not be written to (skipped as root, who may)',
    async () => {
      const dataDir = await folders.empty();
      await chmod(dataDir, 0o500);

      expect(await refusal({}, { dataDir })).toEqual(CANNOT_BE_USED);
    },
  );

  it.concurrent(
    'naming a data directory that cannot be used although the database is elsewhere',
    async () => {
      const file = join(await folders.empty(), 'a file');
      await writeFile(file, '');
      const elsewhere = await startEmbedded({ dataDir: await folders.withDatabase(), fast: true });

      const lines = await refusal({ DATABASE_URL: elsewhere.url }, { dataDir: folders.odd(file) });

      expect(lines).toEqual(CANNOT_BE_USED);
      await elsewhere.stop();
    },
    180_000,
  );

  it.concurrent(
    'naming a proxy that is no address, and certificates that are none, without a value',
    async () => {
      const lines = await refusal(
        { https_proxy: 'secret-proxy:3128', NODE_EXTRA_CA_CERTS: '/nowhere/secret.pem' },
        { dataDir: await folders.empty() },
      );

      // Node itself says on its own that it passes over the certificates.
      const ours = lines.filter((line) => !line.startsWith('Warning: Ignoring extra certs'));
      expect(ours.slice(1)).toEqual([
        expect.stringMatching(/^ {2}- HTTPS_PROXY: must be an address such as /),
        expect.stringMatching(/^ {2}- NODE_EXTRA_CA_CERTS: must name a file /),
      ]);
      expect(ours.join()).not.toContain('secret');
    },
  );

  it.concurrent('naming certificates in .env, where Node does not find them', async () => {
    const dataDir = await folders.empty();
    const file = join(dataDir, 'authority.pem');
    await writeFile(file, '-----BEGIN CERTIFICATE-----\n');
    const folder = await mkdtemp(join(dataDir, 'cwd-'));
    await writeFile(join(folder, '.env'), `NODE_EXTRA_CA_CERTS="${file}"\n`);

    const lines = await refusal({}, { dataDir, cwd: folder });

    expect(lines.slice(1)).toEqual([
      expect.stringMatching(/^ {2}- NODE_EXTRA_CA_CERTS: must be set in the environment/),
    ]);
  });

  it.concurrent('when no server has a database at the address, without the address', async () => {
    const DATABASE_URL = `postgresql://user:secret@127.0.0.1:${await freePort()}/db`;

    const lines = await refusal(
      { DATABASE_URL, ENCRYPTION_KEY: TEST_ENCRYPTION_KEY },
      { dataDir: await folders.empty() },
    );

    expect(lines).toEqual(['The database server cannot be reached (ECONNREFUSED): check DATABASE_URL']);
  });

  it.concurrent(
    'when a newer version has used the database',
    async () => {
      const dataDir = await folders.withDatabase();
      const server = await startEmbedded({ dataDir, fast: true });
      await migrateDatabase({ url: server.url });
      const name = '9999-from-the-future';
      await queryIn(dataDir, `insert into schema_migrations (name, timestamp) values ('${name}', now())`);
      await server.stop();

      const lines = await refusal({}, { dataDir });

      expect(lines).toEqual([expect.stringMatching(`newer version of the bot .*${name}`)]);
    },
    180_000,
  );

  it.concurrent('on a platform for which the database was not built, with what to set instead', async () => {
    // The bot's own view of the machine is all that tells it which package to look for.
    const pretend = `Object.defineProperty(process,'arch',{value:'riscv64'})`;
    const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(pretend)}`;

    const lines = await refusal({ NODE_OPTIONS }, { dataDir: await folders.empty() });

    expect(lines).toEqual([
      expect.stringMatching(/^There is no built-in database for \w+-riscv64: set DATABASE_URL /),
    ]);
  });
});
