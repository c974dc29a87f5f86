import type { IncomingHttpHeaders } from 'node:http';
import { isLoopbackHost } from '../../src/domain/loopback.ts';

/**
 * Whether a call may reach the Playground, which asks no caller who they are. Only programs of this machine that call it by
 * a name of this machine may, and its own page. A page from elsewhere shows in `Origin`, in what browsers say of a
 * request's site, or by its own name in `Host` where that name points here.
 */
export function mayReachPlayground(headers: IncomingHttpHeaders): boolean {
  const asked = addressOf(`http://${headers.host ?? ''}`);
  if (!asked || !isLoopbackHost(asked.hostname)) return false;
  if (headers.origin !== undefined) {
    const page = addressOf(headers.origin);
    return page !== undefined && isLoopbackHost(page.hostname) && page.port === asked.port;
  }
  const site = headers['sec-fetch-site'];
  const isOpened = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return site === undefined || site === 'same-origin' || site === 'none' || isOpened;
}

const addressOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);
