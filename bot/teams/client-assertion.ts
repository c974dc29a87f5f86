import { randomUUID, sign } from 'node:crypto';

const VALID_S = 600;

/** What a certificate says in place of a password: a token for the login address, signed with its key. */
export function clientAssertion(
  appId: string,
  certificate: { thumbprint: string; privateKey: string },
  audience: string,
): string {
  const now = Math.floor(Date.now() / 1_000);
  const x5t = Buffer.from(certificate.thumbprint, 'hex').toString('base64url');
  const header = encoded({ alg: 'RS256', typ: 'JWT', x5t });
  const claims = encoded({
    aud: audience,
    iss: appId,
    sub: appId,
    jti: randomUUID(),
    nbf: now,
    exp: now + VALID_S,
  });
  const signed = `${header}.${claims}`;
  const signature = sign('RSA-SHA256', Buffer.from(signed), certificate.privateKey);
  return `${signed}.${signature.toString('base64url')}`;
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
