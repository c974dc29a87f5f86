import { afterEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/local/sandbox/sandbox.ts';

let sandbox: Sandbox;
let now = Date.parse('2026-03-02T09:00:00Z');

async function start(options: SandboxOptions = {}): Promise<void> {
  sandbox = await startSandbox({ era: 'retired-2026', clock: { now: () => new Date(now) }, ...options });
}

afterEach(() => sandbox.stop());

const page = async (customer?: string) => {
  const query = customer === undefined ? '' : `?customer=${encodeURIComponent(customer)}`;
  return fetch(`${sandbox.baseUrl}/sandbox/acceptance${query}`);
};
const press = async (customer: string) =>
  fetch(`${sandbox.baseUrl}/sandbox/acceptance`, { method: 'POST', body: new URLSearchParams({ customer }) });

/** What the service tells the partner of a customer. */
async function status(customer: string): Promise<unknown> {
  const { clientId, clientSecret, refreshToken } = sandbox.credentials;
  const grant = { grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret };
  const token = await fetch(sandbox.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      ...grant,
      refresh_token: refreshToken,
      resource: 'https://api.partnercenter.microsoft.com',
    }),
  });
  const { access_token: accessToken } = (await token.json()) as { access_token: string };
  const path = `/v1/customers/${customer}/directSignedMicrosoftCustomerAgreementStatus`;
  const answer = await fetch(sandbox.baseUrl + path, { headers: { Authorization: `Bearer ${accessToken}` } });
  return answer.status === 200 ? ((await answer.json()) as { isSigned: boolean }).isSigned : answer.status;
}

describe('the page that stands in for Microsoft’s', () => {
  it('lists who has not accepted, and a press there is what the partner reads', async () => {
    await start();
    const { contoso } = sandbox.samples;

    expect(await (await page()).text()).toContain('Contoso');
    expect(await status(contoso)).toBe(false);
    const pressed = await press(contoso);

    expect(await pressed.text()).toContain('Accepted.');
    expect(await status(contoso)).toBe(true);
    expect(await (await page()).text()).not.toContain('>Contoso<');
  });

  it('shows an acceptance late when told so', async () => {
    await start();
    const { contoso } = sandbox.samples;
    sandbox.control.acceptanceDelay(300_000);

    await press(contoso);

    expect(await status(contoso)).toBe(false);
    now += 300_000;
    expect(await status(contoso)).toBe(true);
  });

  it('sends a customer to its partner when told so, and nothing is accepted', async () => {
    await start();
    const { contoso } = sandbox.samples;
    await sandbox.control.turnToPartner(contoso, true);

    expect(await (await page(contoso)).text()).toContain('reach out to your partner');
    expect(await (await press(contoso)).text()).toContain('reach out to your partner');
    expect(await status(contoso)).toBe(false);
  });

  it('is of no use to a partner whose relationship has ended', async () => {
    await start();
    const { contoso } = sandbox.samples;
    await sandbox.control.relationship(contoso, false);
    await press(contoso);

    expect(await status(contoso)).toBe(403);
    await sandbox.control.relationship(contoso, true);
    expect(await status(contoso)).toBe(true);
  });

  it('knows no customer that there is not, and is not there in an era without it', async () => {
    await start();
    expect((await page('<script>')).status).toBe(404);
    expect((await press('nobody')).status).toBe(404);
    await sandbox.stop();

    await start({ era: 'cloud-2018' });
    expect((await page()).status).toBe(404);
  });
});
