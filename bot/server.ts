import type { Activity, TurnContext } from 'botbuilder';
import restify from 'restify';
import type { Logger } from '../src/logger.ts';
import type { Metrics } from '../src/metrics.ts';
import { readActivity } from './activity.ts';
import type { BotAdapter } from './adapter.ts';
import { readBody } from './body.ts';
import { checkActivity, checkToken, type GateRules, type Verdict } from './gate.ts';
import { addHealthPages, type MetricsAccess } from './health.ts';

interface Needs {
  adapter: BotAdapter;
  gate: GateRules;
  /** Handles one activity that may come in. Must not throw. */
  onTurn: (context: TurnContext) => Promise<void>;
  /** Whether work can be done: database there, queue running. */
  isReady: () => Promise<boolean>;
  metrics: Metrics;
  metricsAccess: MetricsAccess;
  log: Logger;
}

/** The HTTP side: messages, health and metrics. Refused calls get a status and nothing else. */
export function createServer(needs: Needs): restify.Server {
  const { adapter, gate, onTurn, metrics, log } = needs;
  const server = restify.createServer({ name: 'mca-acceptance-bot' });

  server.post('/api/messages', async (request, response) => {
    const cameAt = performance.now();
    const refuse = (status: number, reason: string) => {
      metrics.refusedCall(reason);
      log.warn({ status, reason }, 'A call was refused');
      response.send(status);
    };
    const authorization = request.headers.authorization;
    const verdict = checkToken(gate, authorization);
    if (isRefused(verdict)) return refuse(verdict.status, verdict.reason);

    const body = await readBody(request);
    if (body.kind === 'too-large') {
      response.once('finish', () => request.destroy());
      return refuse(413, 'too-large');
    }
    const activity = body.kind === 'read' ? readActivity(body.value) : undefined;
    if (body.kind === 'broken' || !activity) return refuse(400, 'broken-body');
    const place = checkActivity(gate, activity);
    if (isRefused(place)) return refuse(place.status, place.reason);

    try {
      const answer = await adapter.answer(authorization ?? '', asActivity(body.value), onTurn);
      response.send(answer?.status ?? 200, answer?.body);
      if (activity.type === 'invoke') metrics.invokeAnswered(performance.now() - cameAt);
    } catch (error) {
      log.debug({ err: error }, 'The SDK refused a call');
      return refuse(401, 'authentication');
    }
  });

  addHealthPages(server, needs);
  return server;
}

const isRefused = (verdict: Verdict): verdict is Verdict & { kind: 'refused' } => verdict.kind === 'refused';

/** The SDK's own reading of an activity: it wants real dates and a `from` with an id. */
function asActivity(body: Record<string, unknown>): Activity {
  const date = (value: unknown) => (typeof value === 'string' ? new Date(value) : undefined);
  return {
    ...body,
    timestamp: date(body.timestamp),
    localTimestamp: date(body.localTimestamp),
    expiration: date(body.expiration),
  } as unknown as Activity;
}
