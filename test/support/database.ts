import { randomBytes } from 'node:crypto';
import { afterAll } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase, type DatabaseOptions, type OpenDatabase } from '../../src/database/database.ts';
import type { Job, JobName, JobOptions } from '../../src/use-cases/ports/jobs.ts';
import { TEMPLATE_DATABASE, TEST_SERVER_VARIABLE, urlOfDatabase } from './test-server.ts';

export const TEST_ENCRYPTION_KEY = Buffer.alloc(32, 'test key ').toString('base64');

export interface SentJob {
  name: JobName;
  payload: unknown;
  options: JobOptions;
}

export interface TestDatabase {
  database: OpenDatabase;
  url: string;
  /** The jobs that were sent and committed, oldest first; empty when a sender of your own was given. */
  sentJobs: () => Promise<SentJob[]>;
  /** Forgets every row, for tests of one file that must not see each other's. The audit trail stays. */
  clear: () => Promise<void>;
}

/**
 * A database of the test file's own: real, migrated, empty, dropped after the file. Call it once at the top of the file.
 * Jobs are only written down unless `jobSenderFor` makes a real sender.
 */
export async function testDatabase(
  options: Partial<Pick<DatabaseOptions, 'jobSenderFor' | 'poolSize'>> = {},
): Promise<TestDatabase> {
  const serverUrl = process.env[TEST_SERVER_VARIABLE];
  if (!serverUrl) throw new Error('The test server is not running: tests are started with "npm test"');
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `create database ${name} template ${TEMPLATE_DATABASE}`);
  const url = urlOfDatabase(serverUrl, name);
  const database = await openDatabase({
    url,
    encryptionKey: TEST_ENCRYPTION_KEY,
    jobSenderFor: recordingSender,
    applicationName: name,
    ...options,
  });
  afterAll(async () => {
    await database.close();
    await onServer(serverUrl, `drop database ${name} with (force)`);
  });
  return {
    database,
    url,
    sentJobs: async () => {
      const { rows } = await sql<SentJob>`select name, payload, options from sent_jobs order by id`.execute(
        database.kysely,
      );
      return rows;
    },
    clear: async () => {
      await sql`truncate customers, customer_asks, customer_notes, filing_pause, last_good_sync, listing_doubt, resellers, figures_by_day, assignees, assignee_places, confirmations, conversations, appointed_conversations,
        reminders, deliveries, faq_feedback, faq_misses, faq_questions,
        secrets, imports, import_rows, import_erasures, file_offers, sent_jobs`.execute(database.kysely);
    },
  };
}

/** Writes jobs down in the transaction they belong to: what is rolled back was never sent. */
export const recordingSender: DatabaseOptions['jobSenderFor'] = (executor) => {
  const write = async ({ name, payload, options = {} }: Job) => {
    await sql`insert into sent_jobs (name, payload, options)
      values (${name}, ${JSON.stringify(payload)}, ${JSON.stringify(options)})`.execute(executor);
  };
  return {
    send: (name, payload, options) => write({ name, payload, options } as Job),
    sendNew: async (jobs) => {
      for (const job of jobs) await write(job);
    },
  };
};

async function onServer(url: string, confirmation: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(confirmation).finally(() => client.end());
}
