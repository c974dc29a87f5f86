import { createHmac } from 'node:crypto';
import type { Authority } from './authority.ts';

const TENANT_OF_NOBODY = 'f0f0f0f0-0000-4000-8000-';

/** Returns `count` tokens that must be refused, each different from the others, of every kind in turn; as `Authorization` headers. */
export async function forgedTokens(
  authority: Authority,
  serviceUrl: string,
  count: number,
): Promise<string[]> {
  const [good = '', payload = ''] = (await authority.authorization({ serviceUrl })).split('.');
  const header = decoded(good.replace('Bearer ', ''));
  const claims = decoded(payload);
  const now = Math.floor(Date.now() / 1_000);
  const make = (each: number): string => {
    const more = { jti: each };
    switch (each % 7) {
      case 0:
        return token(header, { ...claims, ...more });
      case 1:
        return token({ ...header, kid: `nobody-${each}` }, { ...claims, ...more });
      case 2:
        return token(header, { ...claims, ...more, tid: TENANT_OF_NOBODY + `${each}`.padStart(12, '0') });
      case 3:
        return token({ ...header, alg: 'none' }, { ...claims, ...more });
      case 4:
        return token({ ...header, alg: 'HS256' }, { ...claims, ...more });
      case 5:
        return token(header, { ...claims, ...more, nbf: now + 86_400 });
      default:
        return token(header, {
          ...claims,
          ...more,
          iss: `https://sts.windows.net/${each}/`,
          ver: '2.0',
          azp: authority.appId,
          tid: `${each}`,
        });
    }
  };
  return Array.from({ length: count }, (_, each) => make(each));
}

function token(header: object, claims: object): string {
  const signed = `${encoded(header)}.${encoded(claims)}`;
  // As long as a real signature, so that it costs as much to look at.
  const signature = Buffer.concat(
    Array.from({ length: 8 }, (_, part) => createHmac('sha256', `${part}`).update(signed).digest()),
  );
  return `Bearer ${signed}.${signature.toString('base64url')}`;
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const decoded = (part: string) =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
