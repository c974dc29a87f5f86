/** A signed token taken apart, nothing of it checked yet. */
export interface ChannelToken {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** What the signature is over. */
  signed: string;
  signature: string;
}

/** Takes the token of an `Authorization` header apart; undefined when there is none. What is no JSON object reads as empty. */
export function readChannelToken(authorization: string | undefined): ChannelToken | undefined {
  const parts = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization ?? '');
  if (!parts) return undefined;
  const [, header = '', payload = '', signature = ''] = parts;
  return {
    header: objectIn(header),
    claims: objectIn(payload),
    signed: `${header}.${payload}`,
    signature,
  };
}

function objectIn(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
