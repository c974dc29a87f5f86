import { isPressAsMessage, type IncomingActivity } from './activity.ts';

/** What an activity is, before anything in it is checked. */
export type Arrival =
  /** A pressed button, with what was typed beside it. The verb may be unknown. */
  | { kind: 'press'; verb: string; data: Record<string, unknown> }
  /** A client that asks for choices as a person types. */
  | { kind: 'search'; dataset: string; typed: string }
  /** A message, an event, or an invoke of another kind. */
  | { kind: 'other' };

const OTHER: Arrival = { kind: 'other' };

/** Returns what an activity is. Never throws, whatever is in it. */
export function arrivalOf(activity: IncomingActivity): Arrival {
  const value = objectOf(activity.value);
  if (isPressAsMessage(activity)) return pressOf(value.verb, value);
  if (activity.type !== 'invoke') return OTHER;
  switch (activity.name) {
    case 'adaptiveCard/action': {
      const action = objectOf(value.action);
      return action.type === 'Action.Execute' ? pressOf(action.verb, action.data) : OTHER;
    }
    case 'application/search':
      return searchOf(value.dataset, value.queryText);
    default:
      return OTHER;
  }
}

export function pressOf(verb: unknown, data: unknown): Arrival {
  return typeof verb === 'string' ? { kind: 'press', verb, data: objectOf(data) } : OTHER;
}

export function searchOf(dataset: unknown, typed: unknown): Arrival {
  if (typeof dataset !== 'string') return OTHER;
  return { kind: 'search', dataset, typed: typeof typed === 'string' ? typed : '' };
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
