import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as it arrived. */
export interface ReceivedSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  /** 1 within, 2 server, 3 client, 5 consumer. */
  kind: number;
  isFailed: boolean;
  attributes: Record<string, unknown>;
}

/** A receiver of OTLP over HTTP, JSON alone, on loopback. */
export interface TraceReceiver {
  url: string;
  spans: ReceivedSpan[];
  /** Of the process that sent them: `service.name` and the like. */
  resource: Record<string, unknown>;
  /** All that arrived, as it was sent. */
  text(): string;
  close(): Promise<void>;
}

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: number | string; doubleValue?: number };
}
interface Export {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: {
      spans: (Omit<ReceivedSpan, 'attributes' | 'isFailed'> & {
        attributes: Attribute[];
        status?: { code?: number };
      })[];
    }[];
  }[];
}

const FAILED = 2;

export async function traceReceiver(): Promise<TraceReceiver> {
  const spans: ReceivedSpan[] = [];
  const resource: Record<string, unknown> = {};
  const texts: string[] = [];

  async function take(request: IncomingMessage): Promise<number> {
    if (request.url !== '/v1/traces' || request.headers['content-type'] !== 'application/json') return 415;
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
    texts.push(text);
    for (const group of (JSON.parse(text) as Export).resourceSpans) {
      Object.assign(resource, asObject(group.resource.attributes));
      for (const { status, attributes, ...span } of group.scopeSpans.flatMap((scope) => scope.spans)) {
        spans.push({ ...span, attributes: asObject(attributes), isFailed: status?.code === FAILED });
      }
    }
    return 200;
  }

  const server = createServer((request, response) => {
    void take(request).then((status) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resource,
    text: () => texts.join('\n'),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const asObject = (attributes: Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0] as unknown]));
