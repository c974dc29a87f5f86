import { afterEach, describe, expect, it } from '@jest/globals';
import { customerPage } from '../../../src/domain/customers/customer-page.ts';
import { startSandbox, type Sandbox } from '../../../src/local/sandbox/sandbox.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

const read = async (customerId: string) => {
  const answer = await fetch(customerPage(sandbox.baseUrl, customerId));
  return { status: answer.status, text: await answer.text() };
};

describe('the page that stands in for a customer’s page in Partner Center', () => {
  it('tells who the customer is and each of its agreements', async () => {
    sandbox = await startSandbox();
    const { contoso, confirmedTwice } = sandbox.samples;

    expect((await read(contoso)).text).toMatch(new RegExp(`<h1>Contoso</h1>[^]*${contoso}[^]*None yet`));
    const [twice] = [await read(confirmedTwice)];
    expect(twice.text.match(/<li>MicrosoftCloudAgreement, accepted on \d{4}-\d\d-\d\d by/g)).toHaveLength(2);
    expect(twice.text).not.toContain('Where the customer accepts');
  });

  it('tells of an acceptance with Microsoft itself, and leads to where one is given', async () => {
    sandbox = await startSandbox({ era: 'retired-2026' });

    expect((await read(sandbox.samples.directlySigned)).text).toContain('accepted with Microsoft itself');
    const { text } = await read(sandbox.samples.contoso);
    const [, path] = /<a href="([^"]*)">Where the customer accepts/.exec(text)!;
    expect(await (await fetch(sandbox.baseUrl + path!)).text()).toContain('<button type="submit">Accept');
  });

  it.each(['nobody', '%2e%2e', '<script>'])('knows no customer %s', async (customerId) => {
    sandbox = await startSandbox();

    const { status, text } = await read(customerId);

    expect(status).toBe(404);
    expect(text).not.toContain('<script>');
  });
});
