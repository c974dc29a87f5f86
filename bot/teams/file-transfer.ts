import { LARGEST_FILE } from '../../src/domain/importing/import-file.ts';
import { traced } from '../../src/tracing.ts';
import { isLoopbackHost } from '../../src/domain/loopback.ts';

export type Downloaded =
  | { kind: 'downloaded'; bytes: Buffer }
  | { kind: 'host-not-allowed' | 'download-expired' | 'download-failed' | 'too-large' };

export type Uploaded = { kind: 'uploaded' | 'host-not-allowed' | 'failed' };

/** Fetches files that people send, and uploads files they consented to into their own storage. Never throws. */
export interface FileTransfer {
  /** Fetches at most `LARGEST_FILE` bytes. The address alone is the permission: the bot's token does not go there. */
  download(url: string): Promise<Downloaded>;
  upload(url: string, content: Buffer): Promise<Uploaded>;
  /** Whether an address is in people's storage. */
  isAllowed(url: string): boolean;
}

export interface FileTransferOptions {
  /** Lower case, without port; `*.` at the beginning stands for any name below. */
  allowedHosts: ReadonlySet<string>;
  /** How long a transfer may take: the person who sent the file waits. */
  timeoutMs?: number;
  largest?: number;
}

const TIMEOUT_MS = 8_000;
const MOST_REDIRECTS = 3;

export function createFileTransfer(options: FileTransferOptions): FileTransfer {
  const { allowedHosts, timeoutMs = TIMEOUT_MS, largest = LARGEST_FILE } = options;

  return {
    isAllowed: (url) => isAllowedFileHost(allowedHosts, url),

    async download(url) {
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        let from = url;
        for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
          if (!isAllowedFileHost(allowedHosts, from)) return { kind: 'host-not-allowed' };
          const answer = await ask('file download', from, { redirect: 'manual', signal });
          const location = answer.headers.get('location');
          if (answer.status >= 300 && answer.status < 400 && location) {
            await answer.body?.cancel();
            from = new URL(location, from).href;
            continue;
          }
          if (answer.status === 200) return await readCapped(answer, largest);
          await answer.body?.cancel();
          return { kind: isGone(answer.status) ? 'download-expired' : 'download-failed' };
        }
        return { kind: 'download-failed' };
      } catch {
        return { kind: 'download-failed' };
      }
    },

    async upload(url, content) {
      if (!isAllowedFileHost(allowedHosts, url)) return { kind: 'host-not-allowed' };
      try {
        const answer = await ask('file upload', url, {
          method: 'PUT',
          headers: {
            'Content-Type': 'application/octet-stream',
            'Content-Range': `bytes 0-${content.length - 1}/${content.length}`,
          },
          body: new Uint8Array(content),
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
        await answer.body?.cancel();
        return { kind: answer.ok ? 'uploaded' : 'failed' };
      } catch {
        return { kind: 'failed' };
      }
    },
  };
}

/** Whether an address is https on a host of the list; plain http only on loopback hosts that the list names. */
export function isAllowedFileHost(allowedHosts: ReadonlySet<string>, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  const host = hostname.toLowerCase();
  const isListed =
    allowedHosts.has(host) ||
    [...allowedHosts].some((each) => each.startsWith('*.') && host.endsWith(each.slice(1)));
  if (!isListed || username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(host));
}

/**
 * Makes a call whose trace shows no more of the address than the host: the rest is the permission, and may name a person.
 */
async function ask(name: string, url: string, init: RequestInit): Promise<Response> {
  const facts = { 'http.request.method': init.method ?? 'GET', 'server.address': new URL(url).hostname };
  return traced(name, 'client', facts, async (span) => {
    const answer = await fetch(url, init);
    span.note({ 'http.response.status_code': answer.status });
    return answer;
  });
}

async function readCapped(answer: Response, largest: number): Promise<Downloaded> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // The stated length may be wrong: the bytes that arrive are counted.
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > largest) return { kind: 'too-large' };
    chunks.push(chunk);
  }
  return { kind: 'downloaded', bytes: Buffer.concat(chunks) };
}

/** Whether a status says that the address ran out or the file was removed. */
const isGone = (status: number) => [401, 403, 404, 410].includes(status);
