import { setTimeout as pause } from 'node:timers/promises';
import { answerOfFault, type Answer } from './fault-answers.ts';
import type { Endpoint } from './faults.ts';
import { classicError, tooManyCalls, type Reply } from './reply.ts';
import { routeOf, type Route } from './routes.ts';
import type { SignedIn, SignIn } from './sign-in.ts';
import type { Throttle } from './throttle.ts';
import type { ApiCall, World } from './world.ts';

export interface Api {
  answer(method: string, path: string, call: Omit<ApiCall, 'params'>): Promise<Answer>;
  /** How many calls of each kind came, faults and refusals included. */
  calls(): Partial<Record<Endpoint, number>>;
  /** Carries out what was to land late and is due. */
  land(): void;
}

/** How late what lands late does unless told otherwise. */
const LATE_MS = 20_000;

/** The service's side of each call, in its order: faults, throttle, token, role, and then the endpoint itself. */
export function createApi(world: World, signIn: SignIn, throttle: Throttle): Api {
  const counts: Partial<Record<Endpoint, number>> = {};
  let onTheirWay: { at: number; carryOut: () => Promise<Reply> }[] = [];

  function land(): void {
    const now = world.clock.now().getTime();
    const due = onTheirWay.filter(({ at }) => at <= now);
    onTheirWay = onTheirWay.filter(({ at }) => at > now);
    for (const { carryOut } of due) void carryOut();
  }

  async function underFault(
    endpoint: Endpoint,
    customerId: string | undefined,
    carryOut: () => Promise<Reply>,
  ): Promise<Answer> {
    counts[endpoint] = (counts[endpoint] ?? 0) + 1;
    const fault = world.faults.take(endpoint, customerId);
    if (!fault) return carryOut();
    if (fault.moment === 'late') {
      onTheirWay.push({ at: world.clock.now().getTime() + (fault.delayMs ?? LATE_MS), carryOut });
      return answerOfFault(fault) ?? { status: 500 };
    }
    const carriedOut = fault.moment === 'after' ? await carryOut() : undefined;
    if (fault.delayMs !== undefined) await pause(fault.delayMs, undefined, { ref: false });
    return answerOfFault(fault) ?? carriedOut ?? { status: 500 };
  }

  async function carryOut(route: Route, call: ApiCall): Promise<Reply> {
    const waitSeconds = throttle.count(route.endpoint);
    if (waitSeconds !== null) return tooManyCalls(waitSeconds);
    const refusal = refusalOf(route, signIn.holder(call.headers.authorization), world);
    return refusal ?? route.handler(call, world);
  }

  return {
    answer: async (method, path, call) => {
      land();
      const dialect = TOKEN_PATHS[path];
      if (dialect && method === 'POST') {
        return underFault('token', undefined, async () =>
          signIn.token(new URLSearchParams(call.body), dialect),
        );
      }
      const found = routeOf(method, path);
      if (!found) return classicError(404, 1000, 'The service knows no such call.');
      const { route, params } = found;
      return underFault(route.endpoint, params['id'], () => carryOut(route, { ...call, params }));
    },
    calls: () => ({ ...counts }),
    land,
  };
}

export const TOKEN_PATH = '/sandbox-tenant/oauth2/token';
export const TOKEN_PATH_V2 = '/sandbox-tenant/oauth2/v2.0/token';
const TOKEN_PATHS: Partial<Record<string, 'v1' | 'v2'>> = { [TOKEN_PATH]: 'v1', [TOKEN_PATH_V2]: 'v2' };

function refusalOf(route: Route, signedIn: SignedIn | undefined, world: World): Reply | undefined {
  if (!signedIn) return classicError(401, 800001, 'The token is missing, unknown or has expired.');
  if (!signedIn.rightAudience) return classicError(401, 900420, 'The token was issued for another service.');
  if (signedIn.kind === 'app' && !route.appOnly) {
    return classicError(403, 900329, 'This call needs a token of an app and a user.');
  }
  return route.agreements && world.partnerKind === 'reseller' ? { status: 403 } : undefined;
}
