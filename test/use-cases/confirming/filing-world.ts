import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { pino } from 'pino';
import type { AcceptancesValidFrom } from '../../../src/domain/customers/renewal.ts';
import type { AgreementType } from '../../../src/domain/confirming/agreement.ts';
import type { Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import { createPartnerCenter, type Timeouts } from '../../../src/partner-center/client.ts';
import type { LedgerEntry } from '../../../src/local/sandbox/ledger.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/local/sandbox/sandbox.ts';
import { fileConfirmation } from '../../../src/use-cases/confirming/file-confirmation.ts';
import { onRoute } from '../../../src/use-cases/confirming/routes.ts';
import type { Clock, IdSource } from '../../../src/use-cases/ports/clock.ts';
import type { PartnerCenter } from '../../../src/use-cases/ports/partner-center.ts';
import type { Database } from '../../../src/use-cases/ports/stores.ts';
import {
  recordConfirmation,
  type Recorded,
  type Submission,
} from '../../../src/use-cases/confirming/record-confirmation.ts';
import { roomyCallBudget } from '../../support/call-allowance.ts';
import type { SentJob, TestDatabase } from '../../support/database.ts';

export const SECOND = 1_000;
export const HOUR = 60 * 60 * SECOND;
export const DAY = 24 * HOUR;
/** Longer than any pause of the first ten minutes. */
export const PAUSE = 46 * SECOND;

/** A clock that stands still until it is told. */
export interface StandingClock extends Clock {
  advance(ms: number): void;
}

function standingClock(at: string): StandingClock {
  let now = Date.parse(at);
  return { now: () => new Date(now), advance: (ms) => void (now += ms) };
}

/** What filing works with, as the composition would give it. */
export interface FilingNeeds {
  database: Database;
  partnerCenter: PartnerCenter;
  clock: Clock;
  ids: IdSource;
  random: () => number;
  agreementType: AgreementType;
  acceptancesValidFrom: AcceptancesValidFrom;
}

/** A real database, a real sandbox behind the real client, and a clock that is set by hand. */
export interface FilingWorld {
  clock: StandingClock;
  sandbox: Sandbox;
  needs: FilingNeeds;
  /** Another process's client: a budget and an access token of its own; a refresh token is everybody's. */
  anotherClient(timeouts?: Partial<Timeouts>): PartnerCenter;
  /** The same on no route of confirming. */
  bareClient(): PartnerCenter;
  press(more?: Partial<Submission>): Promise<Recorded>;
  /** A press that must be recorded. */
  recorded(more?: Partial<Submission>): Promise<Confirmation>;
  /** Lets one job work on a confirmation. */
  file(id: string, needs?: Partial<FilingNeeds>): Promise<void>;
  stored(id: string): Promise<Confirmation>;
  /** What the sandbox accepted of a confirmation. */
  filed(confirmation: Pick<Confirmation, 'requestId'>): LedgerEntry[];
  /** What the audit trail says of a confirmation, oldest first. */
  trail(confirmationId: string): Promise<{ action: string; details: Record<string, unknown> }[]>;
  /** Jobs that were promised for a confirmation, oldest first. */
  jobs(name: SentJob['name'], confirmationId: string): Promise<SentJob[]>;
}

export const ADA = { id: 'person-ada', name: 'Ada Byron' };
export const GRACE = { id: 'person-grace', name: 'Grace Murray' };
/** Teams' long chat ids are only looked up, never read. */
export const PLACE = { conversationId: 'a:chat', activityId: '1540000000001', isDigest: false };
export const DETAILS = {
  acceptanceDate: '2018-10-03',
  firstName: 'Ana',
  lastName: 'Sample',
  email: 'ana@contoso.example',
  phoneNumber: '',
};
const WORLD_BEGINS = '2021-06-15T10:00:00Z';

interface WorldOptions extends Omit<SandboxOptions, 'clock'> {
  agreementType?: AgreementType;
  /** All of them when not said. */
  acceptancesValidFrom?: AcceptancesValidFrom;
  /** Only what never answers is worth a short wait: a loaded machine is slow with everything else. */
  timeouts?: Partial<Timeouts>;
}

export async function filingWorld(data: TestDatabase, options: WorldOptions = {}): Promise<FilingWorld> {
  const {
    agreementType = 'MicrosoftCloudAgreement',
    acceptancesValidFrom,
    timeouts,
    ...sandboxOptions
  } = options;
  const clock = standingClock(WORLD_BEGINS);
  const sandbox = await startSandbox({ ...sandboxOptions, clock });
  const { samples } = sandbox;
  const { database } = data;
  const ids = { next: () => randomUUID() };

  let keptToken: string | null = null;

  const bareClient = (shorter: Partial<Timeouts> = timeouts ?? {}) =>
    createPartnerCenter({
      baseUrl: sandbox.baseUrl,
      tokenUrl: sandbox.tokenUrl,
      ...sandbox.credentials,
      refreshTokens: { read: async () => keptToken, write: async (token) => void (keptToken = token) },
      budget: roomyCallBudget(),
      clock,
      log: pino({ level: 'silent' }),
      timeouts: shorter,
    });
  const anotherClient = (shorter?: Partial<Timeouts>) => onRoute('classic', bareClient(shorter));
  const counting = { agreementType, acceptancesValidFrom };
  const needs = { database, partnerCenter: anotherClient(), clock, ids, random: () => 0, ...counting };

  const listed = [samples.contoso, samples.unconfirmed, samples.confirmedOnce, samples.withoutRelationship];
  await database.customers.saveListed(
    listed.map((id, place) => ({ id, name: `Customer ${place}`, domain: `customer-${place}.example` })),
    clock.now(),
  );

  const press = (more: Partial<Submission> = {}) =>
    recordConfirmation(needs, {
      formId: randomUUID(),
      again: false,
      submittedBy: ADA,
      timeZone: 'Europe/Paris',
      language: 'fr',
      place: PLACE,
      ...more,
      inputs: { ...DETAILS, customerId: samples.contoso, ...more.inputs },
    });

  return {
    clock,
    sandbox,
    needs,
    anotherClient,
    bareClient,
    press,
    recorded: async (more) => {
      const answer = await press(more);
      if (answer.kind !== 'recorded') throw new Error(`The press was not recorded but ${answer.kind}`);
      return answer.confirmation;
    },
    file: async (id, other) => void (await fileConfirmation({ ...needs, ...other }, id)),
    stored: async (id) => {
      const found = await database.confirmations.find(id);
      if (!found) throw new Error('There is no such confirmation');
      return found;
    },
    filed: ({ requestId }) => sandbox.ledger().filter((entry) => entry.requestId === requestId),
    trail: async (confirmationId) => {
      const { rows } = await sql<{ action: string; details: Record<string, unknown> }>`
        select action, details from audit where confirmation_id = ${confirmationId} order by id`.execute(
        data.database.kysely,
      );
      return rows;
    },
    jobs: async (name, confirmationId) =>
      (await data.sentJobs()).filter(
        (job) =>
          job.name === name && (job.payload as { confirmationId?: string }).confirmationId === confirmationId,
      ),
  };
}

/** Does what was planned for a confirmation when it is due, until it is settled or a POST was made; tells the pauses. */
export async function fileAsPlanned(
  world: FilingWorld,
  id: string,
  isDone = async () => false,
): Promise<number[]> {
  const pauses: number[] = [];
  while ((await world.stored(id)).outcome === null && !(await isDone())) {
    const planned = (await world.jobs('file-confirmation', id)).at(-1)?.options.afterMs ?? 0;
    pauses.push(planned);
    world.clock.advance(planned);
    await world.file(id);
  }
  return pauses;
}

/** Tries a confirmation again after every pause until it is settled. */
export async function fileUntilSettled(world: FilingWorld, id: string, pauseMs: number): Promise<void> {
  while ((await world.stored(id)).outcome === null) {
    await world.file(id);
    world.clock.advance(pauseMs);
  }
}
