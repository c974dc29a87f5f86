import { globalAgent as http } from 'node:http';
import https from 'node:https';
import { SpanKind as Kind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { SpanFacts, SpanKind, Tracer } from './tracing.ts';

const NAME = 'mca-acceptance-bot';
const KINDS = { server: Kind.SERVER, consumer: Kind.CONSUMER, client: Kind.CLIENT } satisfies Record<
  SpanKind,
  Kind
>;

/** A tracer that sends spans to a receiver; `close` sends what is left. */
export interface OtlpTracer extends Tracer {
  close(): Promise<void>;
}

/**
 * Opens a tracer that sends spans to the receiver of OpenTelemetry's own settings (`OTEL_…`) as OTLP over HTTP in JSON. It
 * never throws because of the receiver: spans that cannot be sent are lost.
 */
export function openOtlpTracer(version: string): OtlpTracer {
  const ours = resourceFromAttributes({ 'service.name': NAME, 'service.version': version });
  // The agents of the process know the proxy. They are looked up at each call, for setting a proxy replaces them.
  const exporter = new OTLPTraceExporter({
    httpAgentOptions: (protocol) => (protocol === 'https:' ? https.globalAgent : http),
  });
  const provider = new NodeTracerProvider({
    resource: ours.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  // Callers and called services have traces of their own, and are not told of ours.
  provider.register({ propagator: null });
  const tracer = provider.getTracer(NAME, version);
  return {
    span: (name, kind, facts, work) =>
      tracer.startActiveSpan(name, { kind: KINDS[kind], attributes: attributesOf(facts) }, async (span) => {
        const fail = () => span.setStatus({ code: SpanStatusCode.ERROR });
        try {
          return await work({ note: (more) => span.setAttributes(attributesOf(more)), fail });
        } catch (error) {
          // Never the message: it may quote what a person typed.
          span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
          fail();
          throw error;
        } finally {
          span.end();
        }
      }),
    note: (facts) => void trace.getActiveSpan()?.setAttributes(attributesOf(facts)),
    close: () => provider.shutdown(),
  };
}

const attributesOf = (facts: SpanFacts): Attributes =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
