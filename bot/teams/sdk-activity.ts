import type { Activity } from 'botbuilder';
import { readActivity, tenantsNamed, type IncomingActivity } from './activity.ts';

/** Somebody has to have sent it; events may come from nobody. */
const NOBODY = 'nobody';

/**
 * An activity in the SDK's own reading: it wants real dates, and a sender and a recipient with an id. What the bot looks
 * at has the types the bot read, whatever arrived.
 */
export function sdkActivity(body: Record<string, unknown>, read: IncomingActivity): Activity {
  const { from, recipient, conversation } = read;
  const activity = {
    ...body,
    ...read,
    from: { ...objectOf(body.from), ...from, id: from.id || NOBODY },
    recipient: { ...objectOf(body.recipient), ...recipient, id: recipient.id || NOBODY },
    conversation: { ...objectOf(body.conversation), ...conversation },
    timestamp: dateOf(body.timestamp),
    localTimestamp: dateOf(body.localTimestamp),
    expiration: dateOf(body.expiration),
    // Teams asks for nothing special; the SDK would keep the answers back for some of these.
    deliveryMode: undefined,
  } as unknown as Activity;
  readings.set(activity, read);
  return activity;
}

/** How the bot read an activity of the SDK's when it came in; read now where it came another way. */
export function readingOf(activity: Activity): IncomingActivity | undefined {
  return readings.get(activity) ?? readActivity(activity);
}

/** Returns the tenant that an activity names; undefined where it names none. */
export function tenantOf(activity: Activity): string | undefined {
  const read = readingOf(activity);
  return read && tenantsNamed(read)[0];
}

const readings = new WeakMap<Activity, IncomingActivity>();

function dateOf(value: unknown): Date | undefined {
  const date = typeof value === 'string' ? new Date(value) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

const objectOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
