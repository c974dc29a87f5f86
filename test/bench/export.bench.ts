import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createCipher } from '../../src/database/encryption/cipher.ts';
import { openDatabase } from '../../src/database/database.ts';
import { startEmbedded } from '../../src/local/postgres/start-embedded.ts';
import { migrateDatabase } from '../../src/database/core/migrate.ts';
import type { Bench } from './run.ts';
import { silentJobs } from '../support/silent-jobs.ts';

const SIZES = [1_000, 100_000] as const;
const ROOT = join(import.meta.dirname, '..', '..');
/** Far less than 100,000 customers take: what is held of them cannot grow with their number. */
const HEAP_MIB = 96;
/** Tells at its end how much memory a process has held at most, in KiB. */
const TELL_PEAK = `process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))`;

interface Run {
  seconds: number;
  peakMiB: number;
}

/**
 * The whole database out into a file and into an empty database, by the commands as people run them, for few customers
 * and for many, in a heap of a fixed size: what it takes, and by how much the memory grows. To each customer belong a confirmation, two lines of the
 * trail and, to every hundredth, a conversation with its reminder and digest.
 */
export const bench: Bench = async function* () {
  const folder = await mkdtemp(join(tmpdir(), 'mca-export-bench-'));
  const server = await startEmbedded({ dataDir: folder });
  const ENCRYPTION_KEY = randomBytes(32).toString('base64');
  try {
    const runs: { out: Run; into: Run }[] = [];
    for (const size of SIZES) {
      const [full, empty] = await Promise.all(
        ['full', 'empty'].map((name) => newDatabase(server.url, `${name}_${size}`, ENCRYPTION_KEY)),
      );
      await fill(full!, size, createCipher(ENCRYPTION_KEY).keyId);
      const file = join(folder, `${size}.jsonl.gz`);
      const settings = (url: string) => ({ DATABASE_URL: url, ENCRYPTION_KEY, DATA_DIR: join(folder, 'd') });
      const out = await run('export', ['everything', '--out', file], settings(full!));
      const into = await run('import-data', [file], settings(empty!));
      runs.push({ out, into });
      const { size: bytes } = await stat(file);
      yield `${size} customers: out ${textOf(out)}, in ${textOf(into)}, file ${(bytes / 2 ** 20).toFixed(1)} MiB`;
    }
    const [few, many] = runs;
    yield `whole process in a heap of ${HEAP_MIB} MiB, for 100 times as many customers: out ${ratio(many!.out, few!.out)}, in ${ratio(many!.into, few!.into)} times`;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
};

const textOf = ({ seconds, peakMiB }: Run) => `${seconds.toFixed(1)} s and ${peakMiB.toFixed(0)} MiB`;
const ratio = (many: Run, few: Run) => (many.peakMiB / few.peakMiB).toFixed(2);

async function newDatabase(serverUrl: string, name: string, encryptionKey: string): Promise<string> {
  await query(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrateDatabase({ url: url.href });
  // Writes the check of the key, as the first start does.
  const database = await openDatabase({
    url: url.href,
    encryptionKey,
    jobSenderFor: silentJobs,
    applicationName: 'bench',
  });
  await database.close();
  return url.href;
}

async function fill(url: string, customers: number, keyId: Buffer): Promise<void> {
  await query(
    url,
    `insert into customers (id, name, domain, search_name, search_domain, agreement_state, listed_at, checked_at, waiting_since)
      select 'customer-' || n, 'Customer number ' || n, 'customer' || n || '.example', 'customer number ' || n,
        'customer' || n, 'unconfirmed', now(), now(), now() from generate_series(1, ${customers}) as n;
    insert into confirmations (id, form_id, customer_id, agreement_type, state, accepted_on, contact, contact_initials,
        submitted_by_id, submitted_by_name, submitted_at, language, conversation_id, is_digest, again, request_id,
        correlation_id, next_attempt_at, outcome, settled_at)
      select 'confirmation-' || n, 'form-' || n, 'customer-' || n, 'MicrosoftCloudAgreement', 'confirmed', '2018-10-03',
        '\\x${keyId.toString('hex')}'::bytea || sha256(n::text::bytea) || sha256((n + 1)::text::bytea)
          || sha256((n + 2)::text::bytea),
        'A. E.', gen_random_uuid(), 'Camille Roussel', now(), 'fr', 'conversation', false, false, gen_random_uuid(),
        gen_random_uuid(), now(), '{"kind":"confirmed","how":"sent","acceptedOn":"2018-10-03"}', now()
      from generate_series(1, ${customers}) as n;
    insert into audit (at, actor_id, actor_name, action, customer_id, confirmation_id, details)
      select now(), gen_random_uuid(), 'Camille Roussel', 'confirmation-recorded', 'customer-' || n / 2,
        'confirmation-' || n / 2, '{"acceptedOn":"2018-10-03","again":false}'
      from generate_series(1, ${2 * customers}) as n;
    insert into conversations (id, tenant_id, kind, name, reference)
      select 'conversation-' || n, 'tenant', 'channel', 'Team ' || n, jsonb_build_object('serviceUrl', repeat('x', 300))
      from generate_series(1, ${customers / 100}) as n;
    insert into reminders (conversation_id, is_on, days, hour, time_zone)
      select id, true, '[1,2,3,4,5]', 9, 'Europe/Paris' from conversations;
    insert into deliveries (id, conversation_id, kind, period, digest, touched_at)
      select 'delivery-' || id, id, 'digest', '2026-03-10', '{"unconfirmed":7,"customerIds":[]}', now()
      from conversations;`,
  );
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

async function run(name: string, args: string[], settings: Record<string, string>): Promise<Run> {
  const startedAt = performance.now();
  const { PATH, HOME } = process.env;
  const hook = `--import=data:text/javascript,${encodeURIComponent(TELL_PEAK)}`;
  const limit = `--max-old-space-size=${HEAP_MIB}`;
  const child = spawn(process.execPath, [limit, hook, join(ROOT, 'src/cli', `${name}.ts`), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH, HOME, ...settings },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const peak = /peak (\d+)$/.exec(said)?.[1];
  if (code !== 0 || peak === undefined) throw new Error(`${name} ended with ${code}: ${said}`);
  return { seconds: (performance.now() - startedAt) / 1_000, peakMiB: Number(peak) / 1_024 };
}
