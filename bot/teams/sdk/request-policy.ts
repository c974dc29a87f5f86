import { toHttpHeadersLike, type RequestPolicy } from '@azure/core-http-compat';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import type { ConnectorHttp } from '../connector-http.ts';

/** Lets every call that the SDK makes by itself go out as the bot's own calls do. */
export function requestPolicy(http: ConnectorHttp): RequestPolicy {
  return {
    async sendRequest(request) {
      const { url, method } = request;
      const sent = request.headers.toJson({ preserveCase: true });
      const body = request.body as string | undefined;
      const answer = await http({ url, method, headers: sent, body });
      const headers = toHttpHeadersLike(createHttpHeaders(answer.headers));
      return { request, status: answer.status, headers, bodyAsText: answer.text };
    },
  };
}
