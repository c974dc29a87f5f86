import { setTimeout as pause } from 'node:timers/promises';
import { sampleContact } from '../../src/local/sandbox/sample-customers.ts';
import { OPEN_STATES } from '../../src/domain/confirming/confirmation.ts';
import type { PartnerCenter } from '../../src/use-cases/ports/partner-center.ts';
import { checkAccount } from '../../src/use-cases/confirming/check-account.ts';
import { resumeOverdue } from '../../src/use-cases/confirming/resume-overdue.ts';
import { syncCustomers } from '../../src/use-cases/customers/sync-customers.ts';
import type { TestDatabase } from '../support/database.ts';
import {
  ADA,
  filingWorld,
  GRACE,
  type FilingNeeds,
  type FilingWorld,
} from '../use-cases/confirming/filing-world.ts';
import { Killed, mortalNeeds, sleepyNeeds, type Death } from '../use-cases/mortal-needs.ts';
import { PROCESSES, type Step, type Story, type Worker } from './steps.ts';

/** Where a story is played: real database, real sandbox, processes that come and go. */
export interface Stage {
  world: FilingWorld;
  /** Ids of the confirmations that a person was told are recorded. */
  acknowledged: Set<string>;
  deaths(): number;
  /** How often a process was paused in the middle of its work. */
  pauses(): number;
  play(step: Step): Promise<void>;
  /** All faults end and everybody works on; throws when a confirmation stays open all the same. */
  settleAll(): Promise<void>;
  close(): Promise<void>;
}

/** Only what never answers costs this long; who gives up early tells nothing wrong, only less. */
const IMPATIENCE = { token: 250, page: 250, read: 250, confirm: 250 };
const READ_AGAIN_MS = { unconfirmedAfterMs: 60_000, confirmedAfterMs: 600_000 };
/** Longer than a process has a confirmation for its POST. */
const PAUSED_MS = 75_000;
/** How long the others really have meanwhile. */
const WITHOUT_IT_MS = 40;
/** Longer than the longest pause between two tries. */
const NEXT_TRY_MS = 61 * 60_000;

export async function openStage(
  data: TestDatabase,
  { era, forgetful, skewsMs }: Omit<Story, 'steps'>,
): Promise<Stage> {
  const agreementType = era === 'cloud-2018' ? 'MicrosoftCloudAgreement' : 'MicrosoftCustomerAgreement';
  const world = await filingWorld(data, { era, agreementType, customers: 6, timeouts: IMPATIENCE });
  const { sandbox, needs, clock } = world;
  const { contoso, unconfirmed, confirmedOnce } = sandbox.samples;
  const customers = [contoso, unconfirmed, confirmedOnce];
  const processes: PartnerCenter[] = Array.from({ length: PROCESSES }, () => world.anotherClient());
  const acknowledged = new Set<string>();
  const waiting: string[] = [];
  let seenJobs = 0;
  let deaths = 0;
  let pauses = 0;

  const clearFaults = () => {
    sandbox.control.clearFaults();
    if (forgetful) sandbox.control.fault({ fault: 'forget-request-id', times: 1_000_000 });
  };
  clearFaults();

  /** A call given up here is carried out or lost there by the time a pause is over, however busy the machine is. */
  async function pass(ms: number): Promise<void> {
    await fetch(`${sandbox.baseUrl}/sandbox/calls`).then((answer) => answer.text());
    clock.advance(ms);
  }

  async function collectJobs(): Promise<void> {
    const sent = await data.sentJobs();
    for (const { name, payload } of sent.slice(seenJobs)) {
      if (name === 'file-confirmation') waiting.push((payload as { confirmationId: string }).confirmationId);
    }
    seenJobs = sent.length;
  }

  async function untilDeath(
    process: number,
    death: Death | null,
    work: (needs: FilingNeeds) => Promise<unknown>,
  ): Promise<void> {
    const clockOfIt = { now: () => new Date(clock.now().getTime() + skewsMs[process]!) };
    const alive = { ...needs, partnerCenter: processes[process]!, clock: clockOfIt };
    try {
      await work(death ? mortalNeeds(alive, death) : alive);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      deaths += 1;
      processes[process] = world.anotherClient();
    }
  }

  /** Long enough here for others to take over what a paused process had; there its lease is over. */
  async function sleep(): Promise<void> {
    await pass(PAUSED_MS);
    pauses += 1;
    await pause(WITHOUT_IT_MS);
  }

  async function workOn(id: string, { process, afterMs, lagMs, pausedAt, death }: Worker): Promise<void> {
    await pause(afterMs);
    await untilDeath(process, death, (mortal) => {
      const awake = { ...mortal, partnerCenter: lagging(mortal.partnerCenter, lagMs) };
      return world.file(id, pausedAt === null ? awake : sleepyNeeds(awake, pausedAt, sleep));
    });
  }

  async function press(step: Step & { do: 'press' }): Promise<void> {
    const answer = await world.press({
      formId: `form ${step.form}`,
      again: step.again,
      submittedBy: step.person === 0 ? ADA : GRACE,
      inputs: {
        customerId: customers[step.customer]!,
        email: `ana${step.contact}@contoso.example`,
        acceptanceDate: `2020-05-0${step.day + 1}`,
      },
    });
    if (answer.kind === 'recorded' || answer.kind === 'same-form') {
      acknowledged.add(answer.confirmation.id);
      if (answer.customer.id !== answer.confirmation.customerId)
        throw new Error('The wrong customer is named');
    }
  }

  const taken = (pick: number, kept: boolean) => {
    const place = pick % Math.max(1, waiting.length);
    return kept ? waiting[place] : waiting.splice(place, 1)[0];
  };

  async function act(step: Step): Promise<void> {
    switch (step.do) {
      case 'press':
        return press(step);
      case 'work': {
        const id = taken(step.pick, step.kept);
        return void (id && (await Promise.all(step.workers.map((worker) => workOn(id, worker)))));
      }
      case 'lose-job':
        return void taken(step.pick, false);
      case 'resume':
        await untilDeath(step.process, null, checkAccount);
        return untilDeath(step.process, null, resumeOverdue);
      case 'sync':
        return untilDeath(step.process, step.death, syncUntilAskedToWait);
      case 'restart':
        return void (processes[step.process] = world.anotherClient());
      case 'fault':
        return sandbox.control.fault(step.order);
      case 'clear-faults':
        return clearFaults();
      case 'confirm-on-page': {
        const customerId = customers[step.customer]!;
        const elsewhere = sampleContact(step.customer, 7);
        return sandbox.control.confirmOnPage({ customerId, contact: elsewhere }).catch(() => undefined);
      }
      case 'leave':
        return sandbox.control.removeCustomer(customers[step.customer]!);
      case 'return':
        return sandbox.control.restoreCustomer(customers[step.customer]!);
      case 'together':
        return void (await Promise.all(step.steps.map(act)));
      case 'pass':
        return pass(step.ms);
    }
  }

  async function openConfirmations(): Promise<number> {
    const rows = await data.database.kysely
      .selectFrom('confirmations')
      .select('id')
      .where('state', 'in', OPEN_STATES)
      .execute();
    return rows.length;
  }

  return {
    world,
    acknowledged,
    deaths: () => deaths,
    pauses: () => pauses,
    play: async (step) => {
      await collectJobs();
      await act(step);
    },
    settleAll: async () => {
      clearFaults();
      for (const id of customers) await sandbox.control.restoreCustomer(id);
      const healthy = { partnerCenter: world.anotherClient({}) };
      for (let rounds = 0; (await openConfirmations()) > 0; rounds += 1) {
        if (rounds === 8) throw new Error('A confirmation stays open although nothing stands in its way');
        await pass(NEXT_TRY_MS);
        await checkAccount({ ...needs, ...healthy });
        await resumeOverdue(needs);
        await collectJobs();
        for (const id of new Set(waiting.splice(0))) await world.file(id, healthy);
      }
      await syncCustomers({ ...needs, ...healthy }, { unconfirmedAfterMs: 0, confirmedAfterMs: 0 });
    },
    close: () => sandbox.stop(),
  };
}

/** A story does not go on before a sync has ended, and only the story takes back what makes the service busy. */
async function syncUntilAskedToWait(process: Parameters<typeof syncCustomers>[0]): Promise<void> {
  const stopping = new AbortController();
  const pause = async () => stopping.abort();
  await syncCustomers(process, { ...READ_AGAIN_MS, signal: stopping.signal, pause });
}

/** A process that is slow on its way to the service. */
function lagging(service: PartnerCenter, lagMs: number): PartnerCenter {
  const after =
    <Given extends unknown[], Result>(call: (...given: Given) => Promise<Result>) =>
    async (...given: Given) => {
      await pause(lagMs);
      return call(...given);
    };
  const { customerPage, resellers, agreements, directAcceptance, template, account, confirm } = service;
  return {
    customerPage: after(customerPage),
    resellers: after(resellers),
    agreements: after(agreements),
    directAcceptance: after(directAcceptance),
    template: after(template),
    account: after(account),
    confirm: after(confirm),
  };
}
