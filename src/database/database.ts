import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { JobSender } from '../use-cases/ports/jobs.ts';
import type { Database, Stores } from '../use-cases/ports/stores.ts';
import { createAsideStore } from './customers/aside-store.ts';
import { createAskStore } from './customers/ask-store.ts';
import { createAssigneeStore } from './customers/assignee-store.ts';
import { createAuditStore } from './privacy/audit-store.ts';
import { createBudgetStore, type BudgetStore } from './budget-store.ts';
import { createCipher, WrongKeyError, type Cipher } from './encryption/cipher.ts';
import { createConfirmationStore } from './confirming/confirmation-store.ts';
import { createPool, type CountingPool, type PoolLimits } from './core/connection-pool.ts';
import { createContactStore } from './confirming/contact-store.ts';
import { createConversationStore } from './conversations/conversation-store.ts';
import { createCustomerStore } from './customers/customer-store.ts';
import { createDeliveryStore } from './reminding/delivery-store.ts';
import { createFaqStore } from './asking/faq-store.ts';
import { keyIdsInUse } from './rotation/encrypted-columns.ts';
import { createFilingPauseStore } from './confirming/filing-pause-store.ts';
import { createFileOfferStore } from './importing/file-offer-store.ts';
import { createImportStore } from './importing/import-store.ts';
import { createQuestionStore } from './asking/question-store.ts';
import { createReminderStore } from './reminding/reminder-store.ts';
import { createRoomCheck } from './core/room-check.ts';
import { createScopeStore } from './customers/scope-store.ts';
import { createSecretStore, KEY_CHECK, type SecretStore } from './encryption/secret-store.ts';
import { StartError } from './core/start-error.ts';
import { createConfirmationRecorder } from './confirming/confirmation-recorder.ts';
import { readStoredFigures, type DatabaseFigures } from './customers/stored-figures.ts';
import type { Tables } from './core/tables.ts';

export interface DatabaseOptions {
  url: string;
  /** 32 bytes, base64; several are comma-separated, and the first one encrypts. */
  encryptionKey: string;
  /** Builds a sender whose jobs exist only if the given transaction commits. */
  jobSenderFor: (executor: Kysely<Tables>) => JobSender;
  /** Shown in the server's list of connections. */
  applicationName: string;
  /** How many connections there are at most, beside those for people. */
  poolSize?: number;
  /** For metrics: called with how long each statement took, by whose connection it was. */
  onStatement?: ((pool: 'people' | 'jobs', ms: number) => void) | undefined;
}

/** The `Database` port with what the composition needs beside it. */
export interface OpenDatabase extends Database {
  /**
   * The same port for work that a person waits for: on connections of its own, which no job holds, and abandoned after
   * three seconds.
   */
  forPeople: Database;
  secrets: SecretStore;
  /** Budgets that this process shares with all others on this database. */
  budgets: BudgetStore;
  /** Whether the server answers. Never throws. */
  ping(): Promise<boolean>;
  /** Whether the server answers, writes and has room for more. Never throws. */
  canKeep(): Promise<boolean>;
  /** The server's time. */
  time(): Promise<Date>;
  /** Counts the rows of each kind. Throws AppError `database-unavailable` when that takes more than two seconds. */
  storedFigures(at: Date): Promise<DatabaseFigures>;
  connections(): ReturnType<CountingPool['counts']>;
  /** Waits for work under way, then closes all connections. */
  close(): Promise<void>;
  kysely: Kysely<Tables>;
}

const LIMITS: PoolLimits = { connectMs: 3_000, statementMs: 10_000, silenceMs: 5_000 };
/** Teams waits five seconds for the answer to a press. */
const LIMITS_FOR_PEOPLE: PoolLimits = { connectMs: 2_000, statementMs: 2_500, silenceMs: 500, lockMs: 2_000 };
/** How many connections there are for work that people wait for. */
const SIZE_FOR_PEOPLE = 5;
/** How long a press waits for a row that another transaction holds: many presses share its transaction. */
const PRESS_LOCK_TIMEOUT_MS = 1_000;

/**
 * Opens a migrated database. Connections are made when needed, and made anew after the server was away. Work that fails
 * because the server cannot be reached throws AppError `database-unavailable`. Throws StartError when the encryption key
 * is not the one the database was used with.
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { url, applicationName, poolSize: size = 10, onStatement } = options;
  const pool = createPool({
    url,
    applicationName,
    size,
    limits: LIMITS,
    onStatement: (ms) => onStatement?.('jobs', ms),
  });
  const poolForPeople = createPool({
    url,
    applicationName,
    size: SIZE_FOR_PEOPLE,
    limits: LIMITS_FOR_PEOPLE,
    onStatement: (ms) => onStatement?.('people', ms),
  });
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const kyselyForPeople = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolForPeople }) });
  const cipher = createCipher(options.encryptionKey);
  const secrets = createSecretStore(kysely, cipher);
  try {
    await refuseOtherKey(secrets);
    await refuseMissingKey(kysely, cipher);
  } catch (error) {
    await kysely.destroy();
    throw error;
  }
  return {
    ...portOver(kysely, cipher, options.jobSenderFor),
    forPeople: portOver(kyselyForPeople, cipher, options.jobSenderFor),
    secrets,
    budgets: createBudgetStore(kysely, randomUUID()),
    ping: () =>
      sql`select 1`.execute(kysely).then(
        () => true,
        () => false,
      ),
    canKeep: createRoomCheck(kysely),
    time: async () => {
      const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(kysely);
      return rows[0]?.now ?? new Date();
    },
    storedFigures: (at) => readStoredFigures(kysely, at),
    connections: () => {
      const [one, other] = [pool.counts(), poolForPeople.counts()];
      return {
        busy: one.busy + other.busy,
        idle: one.idle + other.idle,
        waiting: one.waiting + other.waiting,
      };
    },
    close: async () => void (await Promise.all([kysely.destroy(), kyselyForPeople.destroy()])),
    kysely,
  };
}

/** Throws StartError for a wrong key at the start, not when the first person's details are needed. */
async function refuseOtherKey(secrets: SecretStore): Promise<void> {
  try {
    if ((await secrets.read(KEY_CHECK)) === null) await secrets.write(KEY_CHECK, 'readable');
  } catch (cause) {
    if (!(cause instanceof WrongKeyError)) throw cause;
    throw new StartError(
      'ENCRYPTION_KEY is not the one this database was used with: set that one again, or add it after a comma',
      {
        cause,
      },
    );
  }
}

/**
 * Throws StartError where something is under a key that is not set: a key change that ended half-way passes the check
 * above.
 */
async function refuseMissingKey(kysely: Kysely<Tables>, cipher: Cipher): Promise<void> {
  const ours = cipher.keyIds.map((id) => id.toString('hex'));
  const missing = (await keyIdsInUse(kysely)).filter((id) => !ours.includes(id));
  if (missing.length === 0) return;
  throw new StartError(
    `Something is encrypted with a key that ENCRYPTION_KEY does not list (id ${missing.join(', ')}): ` +
      'add it after a comma, then let "npm run rotate-key" come to its end before you take it out',
  );
}

function portOver(
  kysely: Kysely<Tables>,
  cipher: Cipher,
  jobSenderFor: DatabaseOptions['jobSenderFor'],
): Database {
  const impatient: Database['transaction'] = (work) =>
    kysely.transaction().execute(async (inside) => {
      await sql`set local lock_timeout = ${sql.lit(PRESS_LOCK_TIMEOUT_MS)}`.execute(inside);
      return work(storesOver(inside, cipher, jobSenderFor));
    });
  return {
    ...storesOver(kysely, cipher, jobSenderFor),
    transaction: (work) =>
      kysely.transaction().execute((inside) => work(storesOver(inside, cipher, jobSenderFor))),
    recordWithJob: createConfirmationRecorder(impatient),
  };
}

function storesOver(
  executor: Kysely<Tables>,
  cipher: Cipher,
  jobSenderFor: DatabaseOptions['jobSenderFor'],
): Stores {
  return {
    customers: createCustomerStore(executor),
    scopes: createScopeStore(executor),
    confirmations: createConfirmationStore(executor, cipher),
    filingPause: createFilingPauseStore(executor),
    contacts: createContactStore(executor, cipher),
    conversations: createConversationStore(executor),
    reminders: createReminderStore(executor),
    deliveries: createDeliveryStore(executor),
    audit: createAuditStore(executor),
    assignees: createAssigneeStore(executor),
    asks: createAskStore(executor),
    asides: createAsideStore(executor, cipher),
    faq: createFaqStore(executor, cipher),
    questions: createQuestionStore(executor, cipher),
    imports: createImportStore(executor, cipher),
    fileOffers: createFileOfferStore(executor, cipher),
    jobs: jobSenderFor(executor),
  };
}
