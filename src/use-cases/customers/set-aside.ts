import type { Customer, Person } from '../../domain/customers/customer.ts';
import { beginningOf, type CustomerNote } from '../../domain/customers/set-aside.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, Stores } from '../ports/stores.ts';
import { refreshDigestsSoon } from '../reminding/refresh-digests-soon.ts';

interface Needs {
  database: Database;
  clock: Clock;
}

/** A note about a customer and a pause for it, checked already. */
export interface Aside {
  customerId: string;
  /** Empty for none. */
  note: string;
  /** When the note on the pressed card was written; null where the card showed none. */
  notedAt: Date | null;
  /** Reminders leave the customer out until this day; null for no pause. */
  until: CalendarDate | null;
  /** The time zone in which that day begins. */
  timeZone: string;
  actor: Person;
}

export type SetAside =
  /** `changed`: what differs from before. */
  | { kind: 'saved'; customer: Customer; changed: 'nothing' | 'note' | 'paused' | 'resumed' }
  /** Another person wrote a note that the card did not show. Nothing was changed. */
  | { kind: 'noted-meanwhile'; customer: Customer; note: CustomerNote }
  /** The customer is confirmed or exempt, so no reminder names it anyway. The note is saved. */
  | { kind: 'settled'; customer: Customer }
  | { kind: 'unknown-customer' };

/** Keeps a note about a customer, and until when reminders leave it out. */
export async function setAside({ database, clock }: Needs, aside: Aside): Promise<SetAside> {
  const { customerId, note, notedAt, until } = aside;
  const at = clock.now();
  return database.transaction(async (stores) => {
    const customer = await stores.customers.find(customerId);
    if (!customer) return { kind: 'unknown-customer' };
    const present = (await stores.asides.notes([customerId])).get(customerId);
    const isNew = (present?.text ?? '') !== note;
    const isAsDrawn = present?.at.getTime() === notedAt?.getTime();
    if (present && isNew && !isAsDrawn) return { kind: 'noted-meanwhile', customer, note: present };
    if (isNew) await writeNote(stores, aside, at);
    const isPauseKept = until === (customer.pause?.until ?? null);
    return isPauseKept
      ? { kind: 'saved', customer, changed: isNew ? 'note' : 'nothing' }
      : changePause(stores, customer, aside, at);
  });
}

async function writeNote(stores: Stores, { customerId, note, actor }: Aside, at: Date): Promise<void> {
  await stores.asides.note(customerId, note === '' ? null : { text: note, by: actor, at });
  await append(stores, { at, actor, customerId }, 'customer-noted', { removed: note === '' });
}

async function changePause(
  stores: Stores,
  customer: Customer,
  { customerId, until, timeZone, actor }: Aside,
  at: Date,
): Promise<SetAside> {
  const pause = until === null ? null : { until, by: actor };
  const ends = pause && { ...pause, endsAt: beginningOf(pause.until, timeZone) };
  if (!(await stores.asides.pause(customerId, ends))) return { kind: 'settled', customer };
  const action = pause ? 'customer-paused' : 'customer-resumed';
  await append(stores, { at, actor, customerId }, action, until === null ? {} : { until });
  await refreshDigestsSoon(stores);
  const { pause: _, ...rest } = customer;
  return pause
    ? { kind: 'saved', customer: { ...rest, pause }, changed: 'paused' }
    : { kind: 'saved', customer: rest, changed: 'resumed' };
}

/** Ends the pause of one customer; its note stays. */
export async function resumeCustomer(
  needs: Needs,
  { customerId, actor }: Pick<Aside, 'customerId' | 'actor'>,
): Promise<Customer | undefined> {
  const at = needs.clock.now();
  await needs.database.transaction(async (stores) => {
    const customer = await stores.customers.find(customerId);
    if (!customer?.pause || !(await stores.asides.pause(customerId, null))) return;
    await append(stores, { at, actor, customerId }, 'customer-resumed', {});
    await refreshDigestsSoon(stores);
  });
  return needs.database.customers.find(customerId);
}

/** How many pauses end in one transaction. */
const BATCH = 500;

/** Brings customers back into reminders whose pause is over, with a line in the trail for each. Returns how many. */
export async function endPauses({ database, clock }: Needs): Promise<number> {
  const at = clock.now();
  let ended = 0;
  for (let more = true; more;) {
    const customerIds = await database.transaction(async (stores) => {
      const ids = await stores.asides.endPauses(at, BATCH);
      for (const customerId of ids) {
        await append(stores, { at, actor: null, customerId }, 'customer-resumed', {});
      }
      if (ids.length > 0) await refreshDigestsSoon(stores);
      return ids;
    });
    ended += customerIds.length;
    more = customerIds.length === BATCH;
  }
  return ended;
}

function append(
  { audit }: Stores,
  about: { at: Date; actor: Person | null; customerId: string },
  action: 'customer-noted' | 'customer-paused' | 'customer-resumed',
  details: Record<string, string | boolean>,
): Promise<void> {
  return audit.append({ ...about, action, confirmationId: null, details });
}
