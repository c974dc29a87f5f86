import type { Reply } from './reply.ts';

/** Returns a page that stands in for one of Microsoft's. `title` is plain text, `content` finished HTML. */
export function htmlPage(status: number, title: string, content: string): Reply {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
    <style>body{font:16px system-ui;max-width:36rem;margin:2rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1.5rem}</style>
    </head><body><p><small>Sandbox: this stands in for Microsoft’s page.</small></p>
    <h1>${escaped(title)}</h1>${content}</body></html>`;
  return { status, html };
}

/** Returns a text as HTML. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
