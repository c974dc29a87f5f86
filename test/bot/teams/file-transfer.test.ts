import { afterAll, describe, expect, it } from '@jest/globals';
import { createFileTransfer, isAllowedFileHost } from '../../../bot/teams/file-transfer.ts';
import { loadConfig } from '../../../src/config.ts';
import { fileHost } from '../../support/file-host.ts';

const host = await fileHost();
const other = await fileHost();
afterAll(() => Promise.all([host.close(), other.close()]));
const allowedHosts = new Set(['127.0.0.1', '*.sharepoint.com']);
const files = createFileTransfer({ allowedHosts, timeoutMs: 2_000, largest: 1_000 });

describe('an address', () => {
  const { allowedFileHosts } = loadConfig({
    MicrosoftAppId: 'app',
    MicrosoftAppPassword: 'secret',
    MicrosoftAppTenantId: 'tenant',
    ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
    PARTNER_CENTER_BASE_URL: 'https://pc.example',
    PARTNER_CENTER_TOKEN_URL: 'https://login.example/token',
    PARTNER_CENTER_CLIENT_ID: 'id',
    PARTNER_CENTER_CLIENT_SECRET: 'secret',
    PARTNER_CENTER_REFRESH_TOKEN: 'token',
  }).trust;

  it.each([
    ['https://contoso-my.sharepoint.com/personal/a?tempauth=x', true],
    ['https://CONTOSO.sharepoint-df.com/', true],
    ['https://eu.svc.ms/', true],
    ['http://contoso.sharepoint.com/', false],
    ['https://sharepoint.com.evil.example/', false],
    ['https://evilsharepoint.com/', false],
    ['https://user:word@contoso.sharepoint.com/', false],
    ['https://127.0.0.1/', false],
    ['http://127.0.0.1/', false],
    ['file:///etc/passwd', false],
    ['not an address', false],
  ])('%s may be used by a registered bot: %s', (url, isAllowed) => {
    expect(isAllowedFileHost(allowedFileHosts, url)).toBe(isAllowed);
  });

  it('on loopback may be used in local mode', () => {
    expect(isAllowedFileHost(loadConfig({}).trust.allowedFileHosts, 'http://127.0.0.1:1/')).toBe(true);
  });
});

describe('fetching a file', () => {
  it('gives its bytes, and sends no token', async () => {
    const url = host.put('a,b');

    expect(await files.download(url)).toEqual({ kind: 'downloaded', bytes: Buffer.from('a,b') });
    expect(host.requests.at(-1)?.headers.authorization).toBeUndefined();
  });

  it('follows the storage to another of its hosts, never to a stranger', async () => {
    const here = host.answer('/here', { status: 302, headers: { Location: host.put('x') } });
    const away = host.answer('/away', { status: 302, headers: { Location: 'https://evil.example/' } });
    const round = host.answer('/round', { status: 307, headers: { Location: '/round' } });

    expect(await files.download(here)).toMatchObject({ kind: 'downloaded' });
    expect(await files.download(away)).toEqual({ kind: 'host-not-allowed' });
    expect(await files.download(round)).toEqual({ kind: 'download-failed' });
  });

  it('stops at the limit, whatever length was announced', async () => {
    expect(await files.download(host.put('x'.repeat(1_000)))).toMatchObject({ kind: 'downloaded' });
    expect(await files.download(host.put('x'.repeat(1_001)))).toEqual({ kind: 'too-large' });
    const endless = host.answer('/endless', (response) => {
      response.writeHead(200);
      const more = () => !response.destroyed && response.write('x'.repeat(100), () => setImmediate(more));
      more();
    });
    expect(await files.download(endless)).toEqual({ kind: 'too-large' });
  });

  it.each([401, 403, 404, 410])('that answers %d has expired', async (status) => {
    expect(await files.download(host.answer(`/gone-${status}`, { status }))).toEqual({
      kind: 'download-expired',
    });
  });

  it('that fails or hangs is told in time', async () => {
    const quick = createFileTransfer({ allowedHosts, timeoutMs: 50 });

    expect(await files.download(host.answer('/broken', { status: 500 }))).toEqual({
      kind: 'download-failed',
    });
    expect(await quick.download(host.answer('/silent', () => undefined))).toEqual({
      kind: 'download-failed',
    });
    expect(await files.download('http://127.0.0.1:9/')).toEqual({ kind: 'download-failed' });
  });
});

describe('handing over a file', () => {
  it('puts it whole, says so, and goes nowhere else', async () => {
    const moved = host.answer('/moved', { status: 307, headers: { Location: `${other.url}/x` } });

    expect(await files.upload(`${host.url}/up`, Buffer.from('abc'))).toEqual({ kind: 'uploaded' });
    expect(host.uploads.at(-1)).toMatchObject({ content: Buffer.from('abc') });
    expect(host.uploads.at(-1)?.headers['content-range']).toBe('bytes 0-2/3');
    expect(await files.upload('https://evil.example/', Buffer.from('abc'))).toEqual({
      kind: 'host-not-allowed',
    });
    expect(await files.upload(moved, Buffer.from('abc'))).toEqual({ kind: 'failed' });
    expect(await files.upload(host.answer('/full', { status: 507 }), Buffer.from('abc'))).toEqual({
      kind: 'failed',
    });
    expect(other.requests).toEqual([]);
  });
});
