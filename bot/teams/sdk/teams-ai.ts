import type { Application, TurnState } from '@microsoft/teams-ai';
// Not by the package's main module, which loads what only language models need. Nor its Application, which loads dialogs
// that sign people in: they take a sixth of a start.
import { AdaptiveCards } from '@microsoft/teams-ai/lib/AdaptiveCards.js';
import type { TurnContext } from 'botbuilder';
import { pressOf, searchOf, type Arrival } from '../arrival.ts';

type OnArrival = (arrival: Arrival) => Promise<void>;

interface Route {
  matches: (context: TurnContext) => Promise<boolean>;
  handle: (context: TurnContext) => Promise<void>;
}

const ON_ARRIVAL = Symbol('on arrival');
const ANY = /[^]*/;

/**
 * Builds what lets Teams AI say what a turn's activity is. Its own answers to presses and searches (an empty message, an
 * empty list) are only sent where the bot has not answered.
 */
export function createTeamsAi(): (context: TurnContext, onArrival: OnArrival) => Promise<void> {
  const routes: Route[] = [];
  const cards = new AdaptiveCards(addingTo(routes));
  const arrived = async (context: TurnContext, arrival: Arrival) =>
    context.turnState.get<OnArrival>(ON_ARRIVAL)(arrival);

  cards.actionExecute(ANY, async (context, _state, data) => {
    const { action } = context.activity.value as { action: { verb: unknown } };
    await arrived(context, pressOf(action.verb, data));
    return '';
  });
  cards.actionSubmit(ANY, async (context, _state, data: Record<string, unknown>) =>
    arrived(context, pressOf(data.verb, data)),
  );
  cards.search(ANY, async (context, _state, { parameters }) => {
    await arrived(context, searchOf(parameters.dataset, parameters.queryText));
    return [];
  });

  return async (context, onArrival) => {
    context.turnState.set(ON_ARRIVAL, onArrival);
    for (const { matches, handle } of routes) if (await matches(context)) return handle(context);
    await onArrival({ kind: 'other' });
  };
}

/** All that the cards of Teams AI ask of an application, which keeps no state here. */
function addingTo(routes: Route[]): Application<TurnState> {
  const application: Pick<Application<TurnState>, 'options' | 'addRoute'> = {
    options: {} as Application<TurnState>['options'],
    addRoute(matches, handler) {
      routes.push({ matches, handle: (context) => handler(context, {} as TurnState) });
      return application as Application<TurnState>;
    },
  };
  return application as Application<TurnState>;
}
