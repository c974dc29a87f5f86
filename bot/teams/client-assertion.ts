import { createPrivateKey, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose/jwt/sign';

/** How long an assertion is good, in seconds; it is used at once. */
const VALID_S = 600;

/**
 * Returns what a certificate says in place of a password: a token for the login address, signed with its key. Rejects when
 * the key cannot be read.
 */
export async function clientAssertion(
  appId: string,
  certificate: { thumbprint: string; privateKey: string },
  audience: string,
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const x5t = Buffer.from(certificate.thumbprint, 'hex').toString('base64url');
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', x5t })
    .setAudience(audience)
    .setIssuer(appId)
    .setSubject(appId)
    .setNotBefore(now)
    .setExpirationTime(now + VALID_S)
    .sign(createPrivateKey(certificate.privateKey));
}
