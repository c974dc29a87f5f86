import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLinkedFiles, type LinkedFiles } from '../../../bot/playground/linked-files.ts';
import { manualTime } from '../../support/manual-time.ts';

const FILE = {
  name: 'clients à confirmer.csv',
  text: '\ufeffClient;Domaine\r\nBoulangerie Énard;enard.example\r\n',
};
const MINUTE_MS = 60_000;

let time: ReturnType<typeof manualTime>;
let files: LinkedFiles;

beforeEach(() => {
  time = manualTime();
  time.pass(1);
  files = createLinkedFiles(time);
});

afterEach(() => files.close());

const statusOf = async (url: string, init?: RequestInit) => (await fetch(url, init)).status;

describe('a file that is handed over by link', () => {
  it('comes byte for byte, to be saved under its own name', async () => {
    const answer = await fetch(await files.keep(FILE));

    expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe(FILE.text);
    expect(answer.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''clients%20%C3%A0%20confirmer.csv",
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('can be fetched again for ten minutes, as browsers do, and then no more', async () => {
    const url = await files.keep(FILE);
    time.pass(9 * MINUTE_MS);
    const before = [await statusOf(url), await statusOf(url)];
    time.pass(2 * MINUTE_MS);

    expect(before).toEqual([200, 200]);
    expect(await statusOf(url)).toBe(404);
  });

  it('has an address that no other file leads to', async () => {
    const urls = [new URL(await files.keep(FILE)), new URL(await files.keep(FILE))];

    expect(urls[0]!.host).toBe(urls[1]!.host);
    expect(urls[0]!.pathname).not.toBe(urls[1]!.pathname);
    expect(urls[0]!.pathname).toMatch(/^\/[0-9a-f-]{36}$/);
    expect(await statusOf(urls[0]!.origin)).toBe(404);
  });

  it('is there for this machine alone, and for no page from elsewhere', async () => {
    const url = new URL(await files.keep(FILE));
    const addresses = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');

    expect(await statusOf(url.href, { headers: { Origin: 'https://evil.example' } })).toBe(404);
    expect(await statusOf(url.href, { method: 'POST' })).toBe(404);
    expect(addresses).not.toEqual([]);
    for (const { address } of addresses) {
      const elsewhere = Object.assign(new URL(url), { hostname: address });
      await expect(fetch(elsewhere)).rejects.toThrow('fetch failed');
    }
  });

  it('is gone with the bot', async () => {
    const url = await files.keep(FILE);

    await files.close();

    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
});
