import type { TurnKind } from '../../src/metric-values.ts';
import { type IncomingActivity } from '../teams/activity.ts';
import type { Turn } from './turn.ts';
import { isVerb, type Verb } from '../commands/verbs.ts';

/** The verb of a press, for the log: a known one, never what a caller made up. */
export function verbOf({ activity: { value } }: Pick<Turn, 'activity'>): Verb | undefined {
  const press = value as { verb?: unknown; action?: { verb?: unknown } } | null | undefined;
  return [press?.action?.verb, press?.verb].find(isVerb);
}

/** Returns which kind an activity is, for the metrics. */
export function turnKind({ type, name, text, value }: IncomingActivity): TurnKind {
  if (type === 'message') return !text.trim() && value ? 'press' : 'message';
  if (type !== 'invoke') return 'event';
  if (name === 'adaptiveCard/action') return 'press';
  return name === 'application/search' ? 'search' : 'invoke';
}
