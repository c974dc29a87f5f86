import { afterEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import {
  createPartnerCenter,
  type PartnerCenterOptions,
  type Timeouts,
} from '../../src/partner-center/client.ts';
import type { FaultOrder } from '../../src/local/sandbox/faults.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/local/sandbox/sandbox.ts';
import type { Confirmation } from '../../src/use-cases/ports/partner-center.ts';
import { roomyCallBudget } from '../support/call-allowance.ts';

let sandbox: Sandbox;
let kept: string | null = null;
afterEach(async () => {
  kept = null;
  await sandbox.stop();
});

const clock = { now: () => new Date('2021-06-15T10:00:00Z') };

async function start(options: SandboxOptions = {}) {
  sandbox = await startSandbox({ clock, ...options });
  return client();
}

function client(more: Partial<PartnerCenterOptions> = {}) {
  return createPartnerCenter({
    baseUrl: sandbox.baseUrl,
    tokenUrl: sandbox.tokenUrl,
    ...sandbox.credentials,
    refreshTokens: { read: async () => kept, write: async (token) => void (kept = token) },
    budget: roomyCallBudget(),
    clock,
    log: pino({ level: 'silent' }),
    ...more,
  });
}

const ids = {
  requestId: '11111111-0000-4000-8000-000000000001',
  correlationId: '22222222-0000-4000-8000-000000000002',
};
const contact = { firstName: 'Ana', lastName: 'Sample', email: 'ana@contoso.example', phoneNumber: '' };

/** A confirmation about Contoso as a person would make it, with the template of the era. */
async function confirmationFor(
  service: ReturnType<typeof client>,
  more: Partial<Confirmation> = {},
): Promise<Confirmation> {
  const agreementType = more.agreementType ?? 'MicrosoftCloudAgreement';
  const read = await service.template(agreementType);
  const templateId = read.kind === 'read' ? read.template.templateId : 'none';
  const customerId = sandbox.samples.contoso;
  return { customerId, agreementType, templateId, acceptedOn: '2018-09-03', contact, ...more };
}

/** Only what never answers is worth a short wait: a loaded machine is slow with everything else. */
function timeoutsUnder(fault: string): Partial<Timeouts> {
  return fault.startsWith('silence') ? { confirm: 80 } : {};
}

async function readAll(service: ReturnType<typeof client>): Promise<{ ids: Set<string>; pages: number }> {
  const found = new Set<string>();
  let next: string | null = null;
  let pages = 0;
  do {
    const page = await service.customerPage(next);
    if (page.kind !== 'read') throw new Error(page.kind);
    for (const { id } of page.customers) found.add(id);
    next = page.next;
    pages += 1;
  } while (next !== null);
  return { ids: found, pages };
}

describe('a confirmation to the sandbox', () => {
  it('is found when read back, word for word', async () => {
    const service = await start();
    const confirmation = await confirmationFor(service);

    const filed = await service.confirm(confirmation, ids);
    const read = await service.agreements(confirmation.customerId, 'person');

    expect(filed).toEqual({ kind: 'confirmed' });
    expect(read).toEqual({
      kind: 'read',
      agreements: [
        {
          type: 'MicrosoftCloudAgreement',
          templateId: confirmation.templateId,
          dateAgreed: '2018-09-03',
          primaryContact: contact,
        },
      ],
    });
  });

  it('counts once however often it is sent with its request id', async () => {
    const service = await start();
    const confirmation = await confirmationFor(service);

    const filed = [await service.confirm(confirmation, ids), await service.confirm(confirmation, ids)];

    expect(filed).toEqual([{ kind: 'confirmed' }, { kind: 'confirmed' }]);
    expect(sandbox.ledger()).toHaveLength(1);
  });

  it('works through the newer token endpoint too', async () => {
    await start();
    const service = client({ tokenUrl: sandbox.tokenUrlV2 });

    const filed = await service.confirm(await confirmationFor(service), ids);

    expect(filed).toEqual({ kind: 'confirmed' });
  });

  it.each<[FaultOrder['fault'], unknown, number]>([
    ['stale-token', { kind: 'confirmed' }, 1],
    ['mfa-missing', { kind: 'account-fault', reason: 'mfa-missing', code: '900421' }, 0],
    ['forbidden', { kind: 'account-fault', reason: 'not-entitled', code: '900150' }, 0],
    ['forbidden-empty', { kind: 'account-fault', reason: 'not-entitled', code: '403' }, 0],
    ['throttled', { kind: 'busy', retryAfterMs: 1_000 }, 0],
    ['server-error', { kind: 'unclear', code: '800003' }, 0],
    ['unavailable', { kind: 'unclear', code: '503' }, 0],
    ['silence', { kind: 'unclear', code: 'timeout' }, 0],
    ['drop-before-write', { kind: 'unclear', code: 'UND_ERR_SOCKET' }, 0],
    ['html-502-before-write', { kind: 'unclear', code: '502' }, 0],
    ['slow', { kind: 'confirmed' }, 1],
    ['conflict-after-write', { kind: 'unclear', code: '409' }, 1],
    ['server-error-after-write', { kind: 'unclear', code: '800003' }, 1],
    ['drop-after-write', { kind: 'unclear', code: 'UND_ERR_SOCKET' }, 1],
    ['silence-after-write', { kind: 'unclear', code: 'timeout' }, 1],
    ['html-502-after-write', { kind: 'unclear', code: '502' }, 1],
  ])('under %s', async (fault, expected, written) => {
    await start();
    const service = client({ timeouts: timeoutsUnder(fault) });
    const confirmation = await confirmationFor(service);
    sandbox.control.fault({ fault, endpoint: 'confirm', delayMs: 5 });

    const filed = await service.confirm(confirmation, ids);

    expect(filed).toEqual(expected);
    expect(sandbox.ledger()).toHaveLength(written);
  });

  it.each([
    'drop-after-write',
    'silence-after-write',
    'html-502-after-write',
    'conflict-after-write',
  ] as const)('lost by %s is seen when read back', async (fault) => {
    await start();
    const service = client({ timeouts: timeoutsUnder(fault) });
    const confirmation = await confirmationFor(service);
    sandbox.control.fault({ fault });
    await service.confirm(confirmation, ids);

    const read = await service.agreements(confirmation.customerId, 'person');

    expect(read).toMatchObject({ kind: 'read', agreements: [{ dateAgreed: '2018-09-03' }] });
  });

  it('that is too late by the service’s clock is refused because of its date', async () => {
    const service = await start();

    const filed = await service.confirm(await confirmationFor(service, { acceptedOn: '2021-06-16' }), ids);

    expect(filed).toEqual({ kind: 'refused', reason: 'date-in-future', code: '600002' });
  });

  it.each([
    ['removed', 'customer-unknown', '60003'],
    ['withoutRelationship', 'no-relationship', '20002'],
  ] as const)('of a customer %s is refused', async (sample, reason, code) => {
    const service = await start();
    const customerId = sandbox.samples[sample];

    const filed = await service.confirm(await confirmationFor(service, { customerId }), ids);
    const read = await service.agreements(customerId, 'person');

    expect([filed, read]).toEqual(Array(2).fill({ kind: 'refused', reason, code }));
  });
});

describe('the eras', () => {
  it('customer-2021: the same contact once more is nothing new, the Cloud template is refused', async () => {
    const service = await start({ era: 'customer-2021' });
    const confirmation = await confirmationFor(service, { agreementType: 'MicrosoftCustomerAgreement' });
    await service.confirm(confirmation, ids);

    const again = await service.confirm(confirmation, {
      ...ids,
      requestId: '11111111-0000-4000-8000-000000000002',
    });
    const cloud = await service.confirm(await confirmationFor(service), {
      ...ids,
      requestId: '11111111-0000-4000-8000-000000000003',
    });

    expect(again).toEqual({ kind: 'already-confirmed' });
    expect(cloud).toEqual({ kind: 'refused', reason: 'template-not-accepted', code: '400' });
  });

  it('retired-2026: confirming is refused, direct acceptance is read', async () => {
    const service = await start({ era: 'retired-2026' });
    const confirmation = await confirmationFor(service, { agreementType: 'MicrosoftCustomerAgreement' });

    const filed = await service.confirm(confirmation, ids);
    const direct = await service.directAcceptance(sandbox.samples.directlySigned, 'background');

    expect(filed).toEqual({ kind: 'refused', reason: 'retired', code: 'A-RETIRED' });
    expect(direct).toEqual({ kind: 'read', value: true });
  });

  it('cloud-2018: the Customer Agreement has no template yet', async () => {
    const service = await start();

    const read = await service.template('MicrosoftCustomerAgreement');

    expect(read).toEqual({ kind: 'refused', reason: 'template-not-accepted', code: 'no-template' });
  });
});

describe('kinds of partner', () => {
  it('an indirect reseller is not entitled to anything about agreements', async () => {
    const service = await start({ partnerKind: 'reseller' });

    const template = await service.template('MicrosoftCloudAgreement');

    expect(template).toEqual({ kind: 'account-fault', reason: 'not-entitled', code: '403' });
  });

  it('a provider reads its resellers, and everyone the own profile', async () => {
    const service = await start({ partnerKind: 'provider' });

    const resellers = await service.resellers();
    const profile = await service.partnerProfile();

    expect(resellers.kind === 'read' && resellers.value.map(({ mpnId }) => mpnId)).toEqual([
      '4810021',
      '4810022',
      '4810023',
    ]);
    expect(profile).toMatchObject({ kind: 'read', value: { companyName: 'Altitude Cloud' } });
  });
});

describe('reading from the sandbox', () => {
  it('takes the two ways of saying "none" alike', async () => {
    const service = await start();
    sandbox.control.fault({ fault: 'no-agreements-as-error' });

    const asError = await service.agreements(sandbox.samples.contoso, 'background');
    const asList = await service.agreements(sandbox.samples.contoso, 'background');

    expect(asError).toEqual({ kind: 'read', agreements: [] });
    expect(asList).toEqual(asError);
  });

  it('says when a continuation is refused, so that the list can be begun anew', async () => {
    const service = await start({ customers: 600 });
    const first = await service.customerPage(null);
    sandbox.control.fault({ fault: 'continuation-refused' });

    const refused = await service.customerPage(first.kind === 'read' ? first.next : null);

    expect(refused).toEqual({ kind: 'refused', reason: 'unexpected', code: 'continuation-refused' });
    expect((await readAll(service)).ids.size).toBe(600);
  });

  it('goes through 100,000 customers, each once, in pages of 500', async () => {
    const throttle = { customersPerMinute: 1_000, confirmationsPerMinute: 1_000 };
    const service = await start({ customers: 100_000, throttle });

    const { ids: found, pages } = await readAll(service);

    expect(found.size).toBe(100_000);
    expect(pages).toBe(200);
  });
});

describe('signing in to the sandbox', () => {
  it('goes on with a rotated refresh token after a restart of the bot', async () => {
    const service = await start();
    sandbox.control.fault({ fault: 'rotate-refresh-token' });
    await service.template('MicrosoftCloudAgreement');

    const read = await client().template('MicrosoftCloudAgreement');

    expect(kept).toContain('sandbox-refresh-token.');
    expect(read.kind).toBe('read');
  });

  it.each([
    ['invalid-grant', { kind: 'account-fault', reason: 'sign-in-expired', code: 'invalid_grant' }],
    ['token-unavailable', { kind: 'unavailable', code: 'token-503' }],
  ] as const)('fails with %s', async (fault, expected) => {
    const service = await start();
    sandbox.control.fault({ fault });

    const read = await service.template('MicrosoftCloudAgreement');

    expect(read).toEqual(expected);
  });

  it('is over when tokens are refused again and again', async () => {
    const service = await start();
    sandbox.control.fault({ fault: 'stale-token', times: 2 });

    const read = await service.agreements(sandbox.samples.contoso, 'person');

    expect(read).toEqual({ kind: 'account-fault', reason: 'sign-in-expired', code: '800001' });
  });
});
