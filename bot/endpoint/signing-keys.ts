import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Logger } from '../../src/logger.ts';
import { traced } from '../../src/tracing.ts';

/** A key the channel signs its tokens with. */
export interface SigningKey {
  key: KeyObject;
  /** The channels whose activities it may vouch for. */
  endorsements: readonly string[];
}

export interface SigningKeys {
  /**
   * The key of an id; undefined when there is none. Waits for the authority only while no key at all is known, or for one
   * that may be new. Throws when the keys were never read and cannot be read now.
   */
  find(keyId: string): Promise<SigningKey | undefined>;
}

/** How long keys count as fresh: the authority asks everyone to read them anew at least once a day. */
const FRESH_MS = 20 * 60 * 60_000;
/** How long the keys read last are used while the authority cannot be reached. */
const BELIEVED_MS = 3 * 24 * 60 * 60_000;
/** How often the authority is asked at most, however many unknown key ids arrive and however often reading fails. */
const ASK_AGAIN_MS = 60_000;
const ASK_AGAIN_WITHOUT_KEYS_MS = 2_000;
const TIMEOUT_MS = 5_000;
/** How many keys an answer may hold: no authority has more. */
const MOST_KEYS = 1_000;

const metadataSchema = z.object({ jwks_uri: z.url({ protocol: /^https?$/ }) });
const keysSchema = z.object({ keys: z.array(z.unknown()).max(MOST_KEYS) });
const keySchema = z.object({
  kid: z.string().min(1),
  n: z.string().min(1),
  e: z.string().min(1),
  use: z.literal('sig').optional(),
  endorsements: z.array(z.string()).catch([]),
});

interface Needs {
  /** The authority's OpenID metadata, which names the address of its keys. */
  metadataUrl: string;
  log: Logger;
  now?: () => number;
}

/** Reads the authority's keys when first needed, once for all callers who wait. */
export function createSigningKeys({ metadataUrl, log, now = Date.now }: Needs): SigningKeys {
  let keys: ReadonlyMap<string, SigningKey> | undefined;
  let readAt = 0;
  let askedAt = -Infinity;
  let reading: Promise<void> | undefined;

  const read = () => {
    reading ??= readKeys(metadataUrl)
      .then((found) => {
        keys = found;
        readAt = now();
      })
      .finally(() => (reading = undefined));
    return reading;
  };
  /** Asks the authority, unless it was asked a moment ago. The caller need not wait for it. */
  const ask = async () => {
    if (reading) return reading;
    if (now() - askedAt < (keys ? ASK_AGAIN_MS : ASK_AGAIN_WITHOUT_KEYS_MS)) return undefined;
    askedAt = now();
    return read().catch((error: unknown) => {
      log.warn({ err: error }, "The channel's signing keys could not be read");
    });
  };

  return {
    async find(keyId) {
      if (keys && now() - readAt > BELIEVED_MS) keys = undefined;
      if (!keys) {
        await ask();
        if (!keys) throw new Error("The channel's signing keys are not known");
      }
      const key = keys.get(keyId);
      if (!key) {
        await ask();
        return keys.get(keyId);
      }
      if (now() - readAt > FRESH_MS) void ask();
      return key;
    },
  };
}

async function readKeys(metadataUrl: string): Promise<ReadonlyMap<string, SigningKey>> {
  const { jwks_uri: keysUrl } = metadataSchema.parse(await getJson(metadataUrl));
  if (metadataUrl.startsWith('https:') && !keysUrl.startsWith('https:')) {
    throw new Error("The authority's keys are not at an https address");
  }
  const { keys } = keysSchema.parse(await getJson(keysUrl));
  const found = new Map(keys.flatMap(signingKey));
  if (found.size === 0) throw new Error('The authority has no keys');
  return found;
}

/** Reads one entry of the list. One that is broken or not for signatures gives nothing, so that the others still count. */
function signingKey(entry: unknown): [string, SigningKey][] {
  const read = keySchema.safeParse(entry).data;
  if (!read) return [];
  const { kid, n, e, endorsements } = read;
  try {
    return [[kid, { key: createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' }), endorsements }]];
  } catch {
    return [];
  }
}

async function getJson(url: string): Promise<unknown> {
  const facts = { 'http.request.method': 'GET', 'server.address': new URL(url).hostname };
  return traced('signing keys', 'client', facts, async (span) => {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    span.note({ 'http.response.status_code': answer.status });
    if (!answer.ok) throw new Error(`The authority answered ${answer.status}`);
    return answer.json();
  });
}
