import { compactVerify } from 'jose/jws/compact/verify';
import { readChannelToken, type ChannelToken } from './channel-token.ts';
import { checkToken, refuse, type GateRules, type Refusal } from './gate.ts';
import { LRUCache } from 'lru-cache';
import type { SigningKey, SigningKeys } from './signing-keys.ts';

/** The sender of a call, proven by a signature. */
export interface Sender {
  claims: Readonly<Record<string, unknown>>;
  /** The service the token was given out to: an activity from elsewhere is a forgery. */
  serviceUrl: string;
}

export interface TokenCheck {
  /** Says who sent a call by its `Authorization` header. Never throws. */
  senderOf(authorization: string | undefined): Promise<{ kind: 'sender'; sender: Sender } | Refusal>;
}

interface Needs {
  rules: GateRules;
  appId: string;
  keys: SigningKeys;
  now?: () => number;
}

/** The algorithms that the channel may use; no other is ever tried. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];
const CHANNEL = 'msteams';
/** How far clocks may differ, in seconds. */
const TOLERANCE_S = 300;
/** How many checked tokens are kept: Teams uses each for about an hour, and has few at a time. */
const KEPT = 1_000;
/** How long a checked token is believed, however long it lasts: its key may have been withdrawn. */
const KEPT_MS = 60 * 60_000;

/**
 * Checks the channel's tokens, signature included, in the place of the SDK. The SDK's check accepts keys without
 * endorsements and tokens without an end, asks the authority once for every caller that waits, and prints what it refuses.
 * What needs no key is looked at first. A token that was found good is not computed again, so that a flood of bad ones
 * costs the good ones nothing.
 */
export function createTokenCheck({ rules, appId, keys, now = Date.now }: Needs): TokenCheck {
  const good = new LRUCache<string, { sender: Sender; until: number }>({ max: KEPT });

  function keep(authorization: string, { sender, endsAt }: Genuine): void {
    good.set(authorization, { sender, until: Math.min(endsAt, now() + KEPT_MS) });
  }

  return {
    async senderOf(authorization = '') {
      const known = good.get(authorization);
      if (known && known.until > now()) return { kind: 'sender', sender: known.sender };
      good.delete(authorization);
      const plausible = checkToken(rules, authorization);
      if (plausible.kind === 'refused') return plausible;
      const token = readChannelToken(authorization);
      const claimed = token && claimsOf(token, appId, now() / 1_000);
      if (!claimed) return refuse(401, 'claims');
      const { alg = '', kid: keyId, crit } = token.header;
      if (!ALGORITHMS.includes(alg) || typeof keyId !== 'string' || crit !== undefined) {
        return refuse(401, 'algorithm');
      }
      const key = await keys.find(keyId).catch(() => 'unknown' as const);
      if (key === 'unknown') return refuse(401, 'keys-unknown');
      if (!key) return refuse(401, 'key');
      if (!key.endorsements.includes(CHANNEL)) return refuse(401, 'endorsement');
      if (!(await isSigned(token, key))) return refuse(401, 'signature');
      keep(authorization, claimed);
      return { kind: 'sender', sender: claimed.sender };
    },
  };
}

interface Genuine {
  sender: Sender;
  /** Milliseconds since 1970, tolerance included. */
  endsAt: number;
}

/** Returns what a token says, when it is for this bot and valid now. Its issuer was checked before. */
function claimsOf({ claims }: ChannelToken, appId: string, nowS: number): Genuine | undefined {
  const { aud, exp, nbf, serviceurl: serviceUrl } = claims;
  if (aud !== appId || typeof serviceUrl !== 'string' || typeof exp !== 'number') return undefined;
  if (nowS >= exp + TOLERANCE_S) return undefined;
  if (nbf !== undefined && !(typeof nbf === 'number' && nowS >= nbf - TOLERANCE_S)) return undefined;
  return { sender: { claims, serviceUrl }, endsAt: (exp + TOLERANCE_S) * 1_000 };
}

async function isSigned({ compact }: ChannelToken, { key }: SigningKey): Promise<boolean> {
  try {
    await compactVerify(compact, key, { algorithms: ALGORITHMS });
    return true;
  } catch {
    return false;
  }
}
