import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MAX_BODY_BYTES, readBody, type BodyRead } from '../../../bot/endpoint/body.ts';

let server: Server;
let onRead: (read: BodyRead) => void;

beforeAll(async () => {
  server = createServer((incoming, response) => {
    void readBody(incoming).then((read) => {
      onRead(read);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

interface Sending {
  /** Sent as the announced length; `null` sends in chunks of unannounced length. */
  contentLength?: number | null;
  /** Closes the connection in the middle. */
  breakOff?: boolean;
}

/** Sends a body to the reader and gives what it read, whatever becomes of the connection. */
async function reading(body: string | Buffer, { contentLength, breakOff }: Sending = {}) {
  const bytes = Buffer.from(body);
  return new Promise<BodyRead>((resolve) => {
    onRead = resolve;
    const outgoing = request({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      method: 'POST',
      agent: false,
      headers:
        contentLength === null
          ? { 'Transfer-Encoding': 'chunked' }
          : { 'Content-Length': contentLength ?? bytes.length },
    });
    outgoing.on('error', () => undefined);
    outgoing.on('response', (response) => response.resume());
    if (breakOff) outgoing.write(bytes, () => outgoing.destroy());
    else outgoing.end(bytes);
  });
}

const ofSize = (bytes: number) => `{"text":"${'x'.repeat(bytes - 11)}"}`;

describe('a body', () => {
  it('is read as the object it is', async () => {
    const read = await reading('{"type":"message","text":"Société","list":[1,{"a":null}]}');

    expect(read).toEqual({
      kind: 'read',
      value: { type: 'message', text: 'Société', list: [1, { a: null }] },
    });
  });

  it.each([
    ['announced', {}],
    ['in chunks', { contentLength: null }],
  ])('may be as large as the limit, %s', async (_how, sending) => {
    const read = await reading(ofSize(MAX_BODY_BYTES), sending);

    expect(read.kind).toBe('read');
  });

  it('is too large by its announced length, before any of it is read', async () => {
    const read = await reading('{"a":', { contentLength: MAX_BODY_BYTES + 1 });

    expect(read).toEqual({ kind: 'too-large' });
  });

  it.each([
    ['by one byte', ofSize(MAX_BODY_BYTES + 1)],
    ['in bytes, not characters', `{"text":"${'é'.repeat(MAX_BODY_BYTES / 2)}"}`],
    ['by a million brackets', '['.repeat(1_000_000)],
  ])('is too large %s, counted as it comes', async (_what, body) => {
    const read = await reading(body, { contentLength: null });

    expect(read).toEqual({ kind: 'too-large' });
  });

  it.each([
    ['nothing', ''],
    ['a list', '[{"type":"message"}]'],
    ['a text', '"message"'],
    ['a number', '1'],
    ['null', 'null'],
    ['no JSON', 'type=message'],
    ['half of an object', '{"type":"mess'],
    ['two objects', '{}{}'],
    ['an object that is not closed', '{"a":{}'],
    ['a comma too many', '{"a":1,}'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00])],
  ])('is broken when it is %s', async (_what, body) => {
    const read = await reading(body);

    expect(read).toEqual({ kind: 'broken' });
  });

  it('is broken when the caller hangs up in the middle', async () => {
    const read = await reading('{"type":', { contentLength: 1_000, breakOff: true });

    expect(read).toEqual({ kind: 'broken' });
  });

  it.each([
    ['lists', '['.repeat(64), ']'.repeat(64), 'broken'],
    ['lists, just within the limit', '['.repeat(63), ']'.repeat(63), 'read'],
    ['objects', '{"a":'.repeat(64), `1${'}'.repeat(64)}`, 'broken'],
    ['objects, just within the limit', '{"a":'.repeat(63), `1${'}'.repeat(63)}`, 'read'],
    ['brackets in a text, which do not count', `"${'[{'.repeat(500)}`, '"', 'read'],
    ['brackets after an escaped quote', `"\\"${'['.repeat(500)}`, '"', 'read'],
    ['brackets after an escaped backslash', `"\\\\",${'['.repeat(64)}`, ']'.repeat(64), 'broken'],
    ['closing brackets first', `${']'.repeat(500)}${'['.repeat(500)}`, '', 'broken'],
  ])('may not be deep: %s', async (_what, opening, closing, kind) => {
    const read = await reading(`{"value":${opening}${closing}}`);

    expect(read.kind).toBe(kind);
  });

  it.each([
    ['lists', '['],
    ['objects', '{"":'],
    ['texts', '"'],
    ['escapes', '"\\'],
    ['closing brackets', ']'],
  ])('that is a bomb of %s is refused', async (_what, unit) => {
    const read = await reading(unit.repeat(MAX_BODY_BYTES / unit.length));

    expect(read).toEqual({ kind: 'broken' });
  });

  it('loses the keys that would change objects themselves, at any depth', async () => {
    const read = await reading(
      `{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"prototype":1,
        "value":{"__proto__":{"admin":true},"kept":[{"__proto__":1,"kept":2}]},"\\u005f_proto__":{"admin":true}}`,
    );

    expect(JSON.stringify(read)).toBe('{"kind":"read","value":{"value":{"kept":[{"kept":2}]}}}');
    expect((read as { value: Record<string, unknown> }).value.admin).toBeUndefined();
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });
});
