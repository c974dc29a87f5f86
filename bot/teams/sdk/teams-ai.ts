import type { TurnState } from '@microsoft/teams-ai';
// Not by the package's main module, which loads what only language models need.
import { Application } from '@microsoft/teams-ai/lib/Application.js';
import type { TurnContext } from 'botbuilder';
import { pressOf, searchOf, type Arrival } from '../arrival.ts';

type OnArrival = (arrival: Arrival) => Promise<void>;

const ON_ARRIVAL = Symbol('on arrival');
const ANY = /[^]*/;

/**
 * Builds what lets Teams AI say what a turn's activity is. It keeps no state and starts no timers; its own answers to what
 * it does not know (an empty 501) are never reached, because a last route takes everything.
 */
export function createTeamsAi(): (context: TurnContext, onArrival: OnArrival) => Promise<void> {
  const app = new Application<TurnState>({ startTypingTimer: false, removeRecipientMention: false });
  // `startTypingTimer: false` alone is ignored by version 1.7, and its one timer is shared by all turns.
  app.startTypingTimer = () => {};
  const always = async () => true;
  const arrived = async (context: TurnContext, arrival: Arrival) =>
    context.turnState.get<OnArrival>(ON_ARRIVAL)(arrival);
  const other = (context: TurnContext) => arrived(context, { kind: 'other' });

  app.adaptiveCards.actionExecute(ANY, async (context, _state, data) => {
    const { action } = context.activity.value as { action: { verb: unknown } };
    await arrived(context, pressOf(action.verb, data));
    return '';
  });
  app.adaptiveCards.actionSubmit(ANY, async (context, _state, data: Record<string, unknown>) =>
    arrived(context, pressOf(data.verb, data)),
  );
  app.adaptiveCards.search(ANY, async (context, _state, { parameters }) => {
    await arrived(context, searchOf(parameters.dataset, parameters.queryText));
    return [];
  });
  app.addRoute(always, other, true);
  app.addRoute(always, other);

  return async (context, onArrival) => {
    context.turnState.set(ON_ARRIVAL, onArrival);
    await app.run(context);
  };
}
