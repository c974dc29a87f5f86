import type { Config } from '../config.ts';
import { traceBy } from '../tracing.ts';
import { inTime } from './closers.ts';
import { productVersion } from './product-version.ts';

/** How long the receiver may take for the last spans at the end. */
const LAST_SPANS_MS = 1_000;

/**
 * Begins to trace the process where the settings name a receiver. Returns what ends it, which never throws and takes a
 * second at most. Without a receiver no module of OpenTelemetry’s SDK is loaded.
 */
export async function openTracing({ tracing }: Pick<Config, 'tracing'>): Promise<() => Promise<void>> {
  if (!tracing) return async () => undefined;
  const { openOtlpTracer } = await import('../otlp-tracer.ts');
  const tracer = openOtlpTracer(productVersion());
  const end = traceBy(tracer);
  return async () => {
    end();
    await inTime(tracer.close(), LAST_SPANS_MS).catch(() => undefined);
  };
}
