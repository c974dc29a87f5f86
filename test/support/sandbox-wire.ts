import type { Sandbox } from '../../src/local/sandbox/sandbox.ts';

/** A JSON value whose fields a test looks into. */
export type Json = Record<string, unknown> & { items: Record<string, unknown>[] };

export interface WireReply {
  status: number;
  headers: Headers;
  text: string;
  /** The reply's JSON; empty when there is none. */
  json: Json;
}

export interface Wire {
  get(path: string, headers?: Record<string, string>): Promise<WireReply>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<WireReply>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<WireReply>;
}

/** A form of the token endpoint, signed in as the sandbox's own user. */
export async function requestToken(
  sandbox: Sandbox,
  form: Record<string, string> = {},
  tokenUrl = sandbox.tokenUrl,
): Promise<WireReply> {
  const { clientId, clientSecret, refreshToken } = sandbox.credentials;
  const usual = {
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
    resource: 'https://api.partnercenter.microsoft.com',
  };
  const response = await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({ ...usual, ...form }),
  });
  return read(response);
}

/** Calls of the sandbox's API as they go over the wire, with a token. */
export async function wireTo(sandbox: Sandbox, form: Record<string, string> = {}): Promise<Wire> {
  const { json } = await requestToken(sandbox, form);
  const authorization = `Bearer ${json['access_token'] as string}`;

  async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(sandbox.baseUrl + path, {
      method,
      headers: { authorization, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return read(response);
  }

  return {
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
  };
}

async function read(response: Response): Promise<WireReply> {
  const text = await response.text();
  const json = (text.startsWith('{') ? JSON.parse(text) : {}) as Json;
  return { status: response.status, headers: response.headers, text, json };
}

export const CLOUD_TEMPLATE = '998b88de-aa99-4388-a42c-1b3517d49490';
export const CUSTOMER_TEMPLATE = '117a77b0-9360-443b-8795-c6dedc750cf9';
export const CONTACT = {
  firstName: 'Ana',
  lastName: 'Sample',
  email: 'ana@contoso.example',
  phoneNumber: '555 0100',
};

/** The body of a confirmation that the sandbox takes in its first era. */
export function confirmation(more: Record<string, unknown> = {}) {
  return {
    primaryContact: CONTACT,
    templateId: CLOUD_TEMPLATE,
    dateAgreed: '2018-09-03T00:00:00.000Z',
    type: 'MicrosoftCloudAgreement',
    ...more,
  };
}

export function agreementsOf(customerId: string): string {
  return `/v1/customers/${customerId}/agreements`;
}

/** One field of every item of a collection. */
export function fieldOf(reply: WireReply, field: string): unknown[] {
  return reply.json.items.map((item) => item[field]);
}
