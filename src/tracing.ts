/** The facts on a span: words of our own lists, ids of confirmations and of calls. Nothing of people, and no texts. */
export type SpanFacts = Readonly<Record<string, string | number | undefined>>;

/** `server`: a call that came in. `consumer`: a job. `client`: a call to others. */
export type SpanKind = 'server' | 'consumer' | 'client';

/** Names the ids by which a confirmation is found in the log, with Microsoft and in the traces. */
export const spanIds = (ids: { confirmationId?: string; correlationId: string }): SpanFacts => ({
  'mca.confirmation_id': ids.confirmationId,
  'mca.correlation_id': ids.correlationId,
});

export interface Span {
  note(facts: SpanFacts): void;
  /** Marks the span as failed, though nothing was thrown. */
  fail(): void;
}

export interface Tracer {
  /** Runs work inside a span; spans that begin in it are its children. An error fails the span and is thrown on. */
  span<Result>(
    name: string,
    kind: SpanKind,
    facts: SpanFacts,
    work: (span: Span) => Promise<Result>,
  ): Promise<Result>;
  /** Adds facts to the span that the caller is in. */
  note(facts: SpanFacts): void;
}

const SILENT: Span = { note: () => undefined, fail: () => undefined };

const NOT_TRACING: Tracer = {
  span: (_name, _kind, _facts, work) => work(SILENT),
  note: () => undefined,
};

let current = NOT_TRACING;

/** Traces the process with this tracer from now on. Returns what ends that. */
export function traceBy(tracer: Tracer): () => void {
  current = tracer;
  return () => void (current = NOT_TRACING);
}

/** Runs work inside a span of the process's tracer; without a tracer it just runs it. */
export const traced: Tracer['span'] = (...span) => current.span(...span);

/** Adds facts to the span that the caller is in, if there is one. */
export const noteOnSpan: Tracer['note'] = (facts) => current.note(facts);
