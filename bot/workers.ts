import type { Confirmation } from '../src/domain/confirming/confirmation.ts';
import type { Conversation } from '../src/domain/conversations/conversation.ts';
import type { JobHandler, RecurringJobName } from '../src/jobs/queue.ts';
import { READ_AGAIN_AFTER_MS, SCHEDULE } from '../src/jobs/schedule.ts';
import type { Foundation } from '../src/composition/foundation.ts';
import { syncProgress } from '../src/composition/sync-progress.ts';
import { createImportChecker } from '../src/spreadsheets/import-checker.ts';
import { checkAccount } from '../src/use-cases/confirming/check-account.ts';
import { checkImport } from '../src/use-cases/importing/check-import.ts';
import { closeDigests } from '../src/use-cases/reminding/close-digests.ts';
import { eraseOldContacts } from '../src/use-cases/privacy/erase-old-contacts.ts';
import { fileConfirmation } from '../src/use-cases/confirming/file-confirmation.ts';
import { forgetDeliveries } from '../src/use-cases/reminding/forget-deliveries.ts';
import { noteFigures } from '../src/use-cases/customers/note-figures.ts';
import { openPersonalChat } from '../src/use-cases/conversations/open-personal-chat.ts';
import { passAnswer } from '../src/use-cases/asking/pass-answer.ts';
import { passQuestion } from '../src/use-cases/asking/pass-question.ts';
import type { JobName, JobPayloads } from '../src/use-cases/ports/jobs.ts';
import type { PersonalReach } from '../src/use-cases/ports/people.ts';
import { refreshDigests } from '../src/use-cases/reminding/refresh-digests.ts';
import { redrawDigest } from '../src/use-cases/reminding/redraw-digest.ts';
import { unassignLeavers } from '../src/use-cases/customers/unassign-leavers.ts';
import { remindAssignee } from '../src/use-cases/reminding/remind-assignee.ts';
import { resumeOverdue } from '../src/use-cases/confirming/resume-overdue.ts';
import { runImport } from '../src/use-cases/importing/run-import.ts';
import { sendReminders } from '../src/use-cases/reminding/send-reminders.ts';
import { showImport } from '../src/use-cases/importing/show-import.ts';
import { showOutcome } from '../src/use-cases/confirming/show-outcome.ts';
import { switchOnPersonalReminder } from '../src/use-cases/reminding/switch-on-personal-reminder.ts';
import { syncCustomers } from '../src/use-cases/customers/sync-customers.ts';
import { tellAskers } from '../src/use-cases/customers/tell-askers.ts';
import { tellAdministrators } from '../src/use-cases/confirming/tell-administrators.ts';
import { tendImports } from '../src/use-cases/importing/tend-imports.ts';
import { noteOnSpan, spanIds } from '../src/tracing.ts';
import { listViewIn } from './cards/customers/list-view.ts';
import { nextCustomer } from './handlers/customers/next-customer.ts';
import type { Voice } from './compose.ts';
import type { PeopleFirst } from './rate-limit/people-first.ts';

type Workers = { [Name in JobName]: (payload: JobPayloads[Name]) => Promise<void> };

/** How many jobs of a kind run at once in one process. */
const AT_ONCE: Partial<Record<JobName, number>> = {
  'file-confirmation': 8,
  'show-outcome': 8,
  'file-import-row': 4,
  'check-import': 2,
  'run-import': 2,
  'show-import': 2,
};

/** Puts a use case behind every kind of job, and the clock behind those that recur. */
export async function startWorkers(
  foundation: Foundation,
  { messenger, members, people }: Pick<Voice, 'messenger' | 'members'> & { people: PeopleFirst },
  signal: AbortSignal,
): Promise<void> {
  const { database, partnerCenter, clock, ids, queue, config, log, patiently } = foundation;
  const { agreementType, acceptancesValidFrom, escalation } = config;
  const counting = { agreementType, acceptancesValidFrom };
  const needs = { database, partnerCenter, messenger, clock, ids, random: Math.random, escalation };
  const reach: PersonalReach = {
    open: (person, tenantId) => openPersonalChat(needs, person, tenantId),
    switchOn: (conversationId, person) => switchOnPersonalReminder(needs, conversationId, person),
  };
  const checker = createImportChecker();
  const file = async (confirmationId: string) => {
    const filing = await fileConfirmation({ ...needs, ...counting }, confirmationId);
    if (!filing) return;
    log.info(filing, 'A confirmation was tried');
    noteOnSpan({ ...spanIds(filing), 'mca.filing.end': filing.end });
  };
  const looking = { ...needs, agreementType, confirmationRoute: config.confirmationRoute };
  const findNext = ({ customerId, place, submittedBy }: Confirmation, conversation: Conversation) =>
    nextCustomer(looking, { conversation }, listViewIn(place.view ?? {}, submittedBy.id), customerId);
  const workers: Workers = {
    'file-confirmation': ({ confirmationId }) => file(confirmationId),
    'show-outcome': async ({ confirmationId, spot }) => {
      const shown = await showOutcome({ ...needs, findNext }, confirmationId, spot);
      for (const each of shown) {
        log.info(each, 'An outcome was shown');
        noteOnSpan(spanIds(each));
      }
    },
    'file-import-row': ({ confirmationId }) => file(confirmationId),
    'check-import': ({ importId }) => checkImport({ ...needs, checker, agreementType }, importId),
    'run-import': ({ importId }) => runImport({ ...needs, agreementType, signal }, importId),
    'show-import': ({ importId }) => showImport(needs, importId),
    'tend-imports': () => tendImports(needs),
    'pass-question': (payload) => passQuestion(needs, payload),
    'pass-answer': (payload) => passAnswer(needs, payload),
    'remind-assignee': (payload) => remindAssignee({ database, clock, reach }, payload),
    'note-figures': () => noteFigures(needs),
    'unassign-leavers': async () => {
      const released = await unassignLeavers({ database, members, clock }, signal);
      if (released > 0) log.info({ released }, 'Customers of people who have left were unassigned');
    },
    'forget-deliveries': async () => {
      const forgotten = await forgetDeliveries(needs, signal);
      if (forgotten > 0) log.info({ forgotten }, 'Old reminders were removed from the ledger');
    },
    'refresh-digests': () => refreshDigests(needs),
    'redraw-digest': ({ conversationId }) => redrawDigest(needs, conversationId),
    'close-digests': (payload) => closeDigests(needs, payload),
    'check-account': async () => {
      const check = await checkAccount({ ...needs, ...counting });
      if (check.end !== 'no-pause')
        log.warn(check, 'Filing is paused: the account of the partner was looked at');
    },
    'tell-administrators': async (payload) => {
      const places = await tellAdministrators(
        { ...needs, administrators: config.permissions.adminIds },
        payload,
      );
      if (places === 0 && payload.conversationId === undefined) {
        log.error(
          { what: payload.what, reason: payload.reason },
          'No administrator can be told about the account of the partner',
        );
      }
    },
    'resume-overdue': async () => {
      const resumed = await resumeOverdue(needs);
      if (resumed > 0) log.warn({ resumed }, 'Overdue confirmations were taken up again');
    },
    'erase-old-contacts': async () => {
      const swept = await eraseOldContacts(needs, signal);
      if (Object.values(swept).some((count) => count > 0)) log.info(swept, 'Contacts were erased');
    },
    'send-reminders': async () => {
      const run = await sendReminders(needs, { all: false, signal });
      if (Object.values(run).some((count) => count > 0)) log.info(run, 'Reminders were swept');
    },
    'tell-askers': async () => {
      const run = await tellAskers(needs, signal);
      if (Object.values(run).some((count) => count > 0))
        log.info(run, 'People who had asked a customer were told of its acceptance');
    },
    'sync-customers': async () => {
      const run = await syncCustomers(
        { ...needs, ...counting },
        {
          askedAfterMs: READ_AGAIN_AFTER_MS.asked,
          unconfirmedAfterMs: READ_AGAIN_AFTER_MS.unconfirmed,
          confirmedAfterMs: READ_AGAIN_AFTER_MS.confirmed,
          report: syncProgress(log),
          signal,
        },
      );
      log.info(run, 'Customers and agreements were read');
      if (run.doubted > 0) {
        log.warn({ doubted: run.doubted }, 'A list lacks many customers: a later one must say the same');
      }
    },
  };
  await Promise.all(SCHEDULE.map(({ job, cron }) => patiently(() => queue.every(job, cron))));
  await patiently(() => queue.forgetOtherSchedules());
  await work(foundation, workers, people);
}

/**
 * Sends every recurring job at once, not only at the next full minute: a person may have waited while the bot was down.
 */
export async function catchUp({
  database,
  patiently,
}: Pick<Foundation, 'database' | 'patiently'>): Promise<void> {
  const send = (job: RecurringJobName) => patiently(() => database.jobs.send(job, {}, { onceKey: 'all' }));
  await Promise.all(SCHEDULE.map(({ job }) => send(job)));
}

async function work(
  { queue, patiently }: Pick<Foundation, 'queue' | 'patiently'>,
  workers: Workers,
  people: PeopleFirst,
): Promise<void> {
  const startOne = async (name: JobName) => {
    const handle = workers[name] as JobHandler<typeof name>;
    const handler: typeof handle = async (payload, context) => {
      await people.turn();
      await handle(payload, context);
    };
    await patiently(() => queue.work(name, handler, { concurrency: AT_ONCE[name] ?? 1 }));
  };
  await Promise.all((Object.keys(workers) as JobName[]).map(startOne));
}
