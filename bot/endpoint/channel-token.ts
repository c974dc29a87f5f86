import { decodeProtectedHeader, type ProtectedHeaderParameters } from 'jose/decode/protected_header';
import { decodeJwt } from 'jose/jwt/decode';

/** A signed token taken apart, with nothing checked yet. */
export interface ChannelToken {
  /** As it was sent: header, claims and signature in base64url, with dots between. */
  compact: string;
  header: ProtectedHeaderParameters;
  claims: Readonly<Record<string, unknown>>;
}

/**
 * Takes the token of an `Authorization` header apart. Returns undefined when there is none. A part that is no JSON object
 * reads as empty, so that the check that misses something in it says what.
 */
export function readChannelToken(authorization: string | undefined): ChannelToken | undefined {
  const compact = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
  if (compact === undefined) return undefined;
  return {
    compact,
    header: orEmpty(() => decodeProtectedHeader(compact)),
    claims: orEmpty<Record<string, unknown>>(() => decodeJwt(compact)),
  };
}

function orEmpty<Part extends object>(decode: () => Part): Partial<Part> {
  try {
    return decode();
  } catch {
    return {};
  }
}
