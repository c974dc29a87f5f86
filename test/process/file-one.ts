import { pino } from 'pino';
import { openDatabase } from '../../src/database/database.ts';
import { createPartnerCenter } from '../../src/partner-center/client.ts';
import { fileConfirmation } from '../../src/use-cases/confirming/file-confirmation.ts';
import { roomyCallBudget } from '../support/call-allowance.ts';
import { silentJobs } from '../support/silent-jobs.ts';

/** What the process is to work with, as JSON in its first argument. */
export interface FileOneTask {
  databaseUrl: string;
  encryptionKey: string;
  baseUrl: string;
  tokenUrl: string;
  credentials: { clientId: string; clientSecret: string; refreshToken: string };
  confirmationId: string;
  /** How long it holds the confirmation, and how long Partner Center may take. */
  attemptMs: number;
  confirmTimeoutMs: number;
}

/** A process that tries one confirmation once, for tests of what happens when it is paused. Says how the try ended. */
const task = JSON.parse(process.argv[2] ?? '') as FileOneTask;
const log = pino({ level: 'silent' });
const clock = {
  now: () => new Date(),
  moment: () => ({ wall: Date.now(), monotonic: performance.now() }),
};
const database = await openDatabase({
  url: task.databaseUrl,
  encryptionKey: task.encryptionKey,
  jobSenderFor: silentJobs,
  applicationName: 'file-one',
});
const partnerCenter = createPartnerCenter({
  ...task,
  ...task.credentials,
  refreshTokens: { read: async () => null, write: async () => undefined },
  budget: roomyCallBudget(),
  clock,
  log,
  timeouts: { confirm: task.confirmTimeoutMs },
});
const filing = await fileConfirmation(
  {
    database,
    partnerCenter,
    clock,
    random: () => 0,
    agreementType: 'MicrosoftCloudAgreement',
    acceptancesValidFrom: undefined,
    attemptMs: task.attemptMs,
  },
  task.confirmationId,
);
process.stdout.write(`${filing?.end ?? 'nothing'}\n`);
await database.close();
