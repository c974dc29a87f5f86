/** What an endpoint answers; without JSON and text the body is empty. */
export interface Reply {
  status: number;
  json?: unknown;
  html?: string;
  headers?: Record<string, string>;
  /** Of something between the caller and the service: it names neither request nor operation. */
  isForeign?: boolean;
}

/** The shape of most errors. */
export function classicError(status: number, code: number | string, description: string): Reply {
  return { status, json: { code, description, data: [], source: 'PartnerFD' } };
}

/** The agreement service's own shape; an error that has no code keeps its text alone. */
export function agreementError(code: number | null, errorName: string, text: string): Reply {
  const coded = code === null ? {} : { code, errorMessageExtended: `InternalErrorCode=${code}` };
  const json = { message: text, description: text, errorName, isRetryable: false, parameters: {}, ...coded };
  return { status: 400, json };
}

/** What the gateway says to a caller that calls too often. */
export function tooManyCalls(retryAfterSeconds: number): Reply {
  return {
    status: 429,
    json: { statusCode: 429, message: `Too many calls. Come back in ${retryAfterSeconds} seconds.` },
    headers: { 'Retry-After': String(retryAfterSeconds) },
  };
}

/** What a gateway between the bot and the service says when it fails. */
export function badGateway(): Reply {
  return pageOfProxy(502);
}

/** A page in place of an answer. */
export function pageOfProxy(status: number): Reply {
  return {
    status,
    html: `<html><head><title>${status}</title></head><body>This request was stopped.</body></html>`,
    isForeign: true,
  };
}

export function collection(items: readonly unknown[], more: Record<string, unknown> = {}): Reply {
  return { status: 200, json: { totalCount: items.length, items, ...more } };
}
