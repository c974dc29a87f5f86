import type { Logger } from 'pino';
import type { z } from 'zod';
import type { AccountFault, Busy, Refused, Unavailable } from '../use-cases/ports/partner-center.ts';
import type { Caller, ServiceCall } from './call.ts';
import { outcomeOfRead, outcomeOfSilentRead, type ReadEndpoint } from './outcomes.ts';

export type ReadOf<Value> = { kind: 'read'; value: Value } | Refused | AccountFault | Busy | Unavailable;

/** `empty`: the value for "nothing recorded", where the service may answer that. */
export type ReadOptions<Value> = Omit<ServiceCall, 'name' | 'method' | 'body'> & { empty?: Value };

/** Makes a GET and returns the reply as its schema reads it. A reply it cannot read counts as none. */
export type Reader = <Schema extends z.ZodType>(
  name: ReadEndpoint,
  schema: Schema,
  options: ReadOptions<z.output<Schema>>,
) => Promise<ReadOf<z.output<Schema>>>;

export function createReader(call: Caller, log: Logger): Reader {
  return async (name, schema, { empty, ...options }) => {
    const { outcome, body } = await call(
      { name, method: 'GET', ...options },
      { answer: (answer) => outcomeOfRead(name, answer), silence: outcomeOfSilentRead },
    );
    if (outcome.kind === 'nothing-recorded' && empty !== undefined) return { kind: 'read', value: empty };
    if (outcome.kind !== 'success' && outcome.kind !== 'nothing-recorded') return outcome;
    const parsed = schema.safeParse(body);
    if (parsed.success) return { kind: 'read', value: parsed.data };
    const fields = parsed.error.issues.map((issue) => issue.path.join('.'));
    log.warn({ call: name, fields }, 'Partner Center sent what cannot be read');
    return { kind: 'unavailable', code: 'unreadable-reply' };
  };
}
