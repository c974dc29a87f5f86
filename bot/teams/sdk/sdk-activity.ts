import type { Activity } from 'botbuilder';
import type { Incoming } from '../channel.ts';

/** The SDK wants a sender; events may come without one. */
const NOBODY = 'nobody';

/**
 * An activity in the SDK's own reading: it wants real dates, and a sender and a recipient with an id. What the bot looks
 * at has the types the bot read, whatever arrived.
 */
export function sdkActivity({ body, activity: read }: Pick<Incoming, 'body' | 'activity'>): Activity {
  const { from, recipient, conversation } = read;
  return {
    ...body,
    ...read,
    from: { ...objectOf(body.from), ...from, id: from.id || NOBODY },
    recipient: { ...objectOf(body.recipient), ...recipient, id: recipient.id || NOBODY },
    conversation: { ...objectOf(body.conversation), ...conversation },
    timestamp: dateOf(body.timestamp),
    localTimestamp: dateOf(body.localTimestamp),
    expiration: dateOf(body.expiration),
    // Teams needs none of these modes; for some of them the SDK would hold the answers back.
    deliveryMode: undefined,
    // Teams AI takes a press for one only where there is no text at all, and looks into `null`.
    text: read.text.trim() === '' ? '' : read.text,
    value: read.value ?? undefined,
  } as unknown as Activity;
}

function dateOf(value: unknown): Date | undefined {
  const date = typeof value === 'string' ? new Date(value) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

const objectOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
