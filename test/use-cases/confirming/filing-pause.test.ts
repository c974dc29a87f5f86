import { afterEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Conversation } from '../../../src/domain/conversations/conversation.ts';
import { waitingFor } from '../../../src/domain/confirming/filing-pause.ts';
import { GIVE_UP_AFTER_MS } from '../../../src/domain/confirming/retry.ts';
import type { FaultOrder } from '../../../src/local/sandbox/faults.ts';
import { checkAccount } from '../../../src/use-cases/confirming/check-account.ts';
import type { Messenger, Notice } from '../../../src/use-cases/ports/messenger.ts';
import { resumeOverdue } from '../../../src/use-cases/confirming/resume-overdue.ts';
import { showOutcome } from '../../../src/use-cases/confirming/show-outcome.ts';
import { syncCustomers } from '../../../src/use-cases/customers/sync-customers.ts';
import { tellAdministrators } from '../../../src/use-cases/confirming/tell-administrators.ts';
import { testDatabase } from '../../support/database.ts';
import { newImport } from '../../support/imports.ts';
import { filingWorld, PAUSE, PLACE, SECOND, type FilingWorld } from './filing-world.ts';

const data = await testDatabase();
let world: FilingWorld;
const start = async () => (world = await filingWorld(data));

/** A refused sign-in is taken for the answer for ten seconds. */
const NEXT_LOOK = 15 * SECOND;

afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

const pause = () => data.database.filingPause.current();
const check = () => checkAccount(world.needs);
const sentTo = async (name: string) => (await data.sentJobs()).filter((job) => job.name === name);

/** A confirmation of another customer. */
const another = () => world.recorded({ inputs: { customerId: world.sandbox.samples.unconfirmed } });

const FAULTS: [FaultOrder, string][] = [
  [{ fault: 'invalid-grant' }, 'sign-in-expired'],
  [{ fault: 'stale-token', endpoint: 'agreements', times: 2 }, 'sign-in-expired'],
  [{ fault: 'mfa-missing', endpoint: 'agreements' }, 'mfa-missing'],
  [{ fault: 'forbidden', endpoint: 'agreements', times: 2 }, 'not-entitled'],
  [{ fault: 'forbidden-empty', endpoint: 'template' }, 'not-entitled'],
  [{ fault: 'forbidden', endpoint: 'confirm' }, 'not-entitled'],
  [{ fault: 'forbidden-empty', endpoint: 'confirm' }, 'not-entitled'],
  [{ fault: 'stale-token', endpoint: 'confirm', times: 2 }, 'sign-in-expired'],
  [{ fault: 'mfa-missing', endpoint: 'confirm' }, 'mfa-missing'],
];

describe('a fault of the partner’s own account', () => {
  it.each(FAULTS)(
    '(%j) refuses nothing, pauses filing, and what waited is filed after it',
    async (fault, reason) => {
      const { file, filed, stored, recorded, sandbox, clock, jobs, anotherClient } = await start();
      const first = await recorded();
      const second = await another();
      sandbox.control.fault(fault);

      await file(first.id);
      const calls = sandbox.control.calls();
      await file(second.id, { partnerCenter: anotherClient() });
      const held = await stored(first.id);
      const callsOfSecond = sandbox.control.calls();
      const paused = await pause();
      clock.advance(NEXT_LOOK);
      await check();
      for (const { id } of [first, second])
        if ((await jobs('file-confirmation', id)).length > 1) await file(id);

      expect(held).toMatchObject({ state: 'recorded', outcome: null });
      expect(paused).toMatchObject({ reason, toldAt: null });
      expect(callsOfSecond).toEqual(calls);
      expect(await pause()).toBeUndefined();
      for (const each of [first, second]) {
        expect(await stored(each.id)).toMatchObject({ outcome: { how: 'sent' } });
        expect(filed(each)).toHaveLength(1);
      }
    },
  );

  it('that lasts is looked at every 15 seconds, and told once; so is its end', async () => {
    const { file, recorded, sandbox, clock } = await start();
    const confirmation = await recorded();
    sandbox.control.signIn(false);
    await file(confirmation.id);
    const toldAtOnce = await sentTo('tell-administrators');

    for (let looks = 0; looks < 5; looks += 1) {
      clock.advance(NEXT_LOOK);
      await check();
    }
    const told = await sentTo('tell-administrators');
    sandbox.control.signIn(true);
    clock.advance(NEXT_LOOK);
    const end = await check();

    expect(toldAtOnce).toEqual([]);
    expect(told.map(({ payload }) => payload)).toEqual([
      { what: 'paused', reason: 'sign-in-expired', code: 'invalid_grant' },
    ]);
    expect(end).toEqual({ end: 'well', reason: 'sign-in-expired' });
    expect((await sentTo('tell-administrators')).slice(1).map(({ payload }) => payload)).toEqual([
      { what: 'resumed', reason: 'sign-in-expired', code: 'invalid_grant' },
    ]);
    const looks = await sentTo('check-account');
    expect(looks.map(({ options }) => options.afterMs)).toEqual(looks.map(() => NEXT_LOOK));
  });

  it('that passed by itself is told to no administrator', async () => {
    const { file, recorded, sandbox, clock } = await start();
    const confirmation = await recorded();
    sandbox.control.fault({ fault: 'mfa-missing', endpoint: 'agreements' });
    await file(confirmation.id);
    clock.advance(NEXT_LOOK);

    await check();

    expect(await sentTo('tell-administrators')).toEqual([]);
  });

  it('does not count among the three days, however long it lasts', async () => {
    const { file, filed, stored, recorded, sandbox, clock } = await start();
    const confirmation = await recorded();
    sandbox.control.fault({ fault: 'server-error', endpoint: 'agreements' });
    await file(confirmation.id);
    clock.advance(PAUSE);
    sandbox.control.signIn(false);
    await file(confirmation.id);
    for (let days = 0; days < 5; days += 1) {
      clock.advance(GIVE_UP_AFTER_MS / 3);
      await check();
    }
    sandbox.control.fault({ fault: 'server-error', endpoint: 'agreements' });
    sandbox.control.signIn(true);
    clock.advance(NEXT_LOOK);
    await check();
    const waiting = await stored(confirmation.id);
    clock.advance(PAUSE);
    await file(confirmation.id);

    expect(waiting).toMatchObject({ state: 'recorded', outcome: null });
    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
    expect(filed(confirmation)).toHaveLength(1);
    expect(clock.now().getTime() - (waiting.firstAttemptAt?.getTime() ?? 0)).toBeLessThan(120 * SECOND);
  });

  it('that one confirmation meets again lasts, although our account may read', async () => {
    const { file, recorded, sandbox, clock } = await start();
    const confirmation = await recorded();
    sandbox.control.fault({ fault: 'forbidden', endpoint: 'confirm', times: 9 });
    await file(confirmation.id);
    clock.advance(NEXT_LOOK);

    expect(await check()).toEqual({ end: 'faulty', reason: 'not-entitled' });
    expect(await pause()).toMatchObject({ reason: 'not-entitled' });
  });

  it('is over once Partner Center refuses a confirmation for its own reasons, whatever else it answers', async () => {
    const { file, recorded, sandbox, clock } = await start();
    const confirmation = await recorded();
    sandbox.control.signIn(false);
    await file(confirmation.id);
    sandbox.control.signIn(true);
    sandbox.control.fault({ fault: 'no-relationship', endpoint: 'agreements' });
    sandbox.control.fault({ fault: 'server-error', endpoint: 'template', times: 9 });
    clock.advance(NEXT_LOOK);

    expect(await check()).toMatchObject({ end: 'well' });
  });

  it('is told to no administrator while Partner Center does not answer at all', async () => {
    const { file, recorded, sandbox, clock } = await start();
    const confirmation = await recorded();
    sandbox.control.signIn(false);
    await file(confirmation.id);
    sandbox.control.signIn(true);
    sandbox.control.fault({ fault: 'server-error', times: 99 });
    clock.advance(NEXT_LOOK);

    expect(await check()).toMatchObject({ end: 'unknown' });
    expect(await pause()).toMatchObject({ reason: 'sign-in-expired', toldAt: null });
  });

  it('while a POST may have arrived leaves it unclear, and it is found and not made twice', async () => {
    const { file, filed, stored, recorded, sandbox, clock } = await start();
    sandbox.control.fault({ fault: 'drop-after-write' });
    sandbox.control.fault({ fault: 'forget-request-id', times: 9 });
    const confirmation = await recorded();
    await file(confirmation.id);
    sandbox.control.signIn(false);
    clock.advance(5 * SECOND);
    await file(confirmation.id);
    const waiting = await stored(confirmation.id);
    sandbox.control.signIn(true);
    clock.advance(NEXT_LOOK);

    await check();

    expect(waiting).toMatchObject({ state: 'unclear', outcome: null });
    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'read-back' } });
    expect(filed(confirmation)).toHaveLength(1);
  });

  it('survives the process: no sweep promises jobs during it, and the next process ends it', async () => {
    const { file, recorded, sandbox, clock, needs, anotherClient } = await start();
    const confirmation = await recorded();
    sandbox.control.signIn(false);
    await file(confirmation.id);
    clock.advance(60 * SECOND);

    const resumed = await resumeOverdue(needs);
    sandbox.control.signIn(true);
    const end = await checkAccount({ ...needs, partnerCenter: anotherClient() });

    expect(resumed).toBe(0);
    expect(end).toMatchObject({ end: 'well' });
  });

  it('is noticed by a sync where nothing waits, and over when agreements may be read', async () => {
    const { sandbox, needs, clock } = await start();
    sandbox.control.signIn(false);
    const options = { unconfirmedAfterMs: 0, confirmedAfterMs: 0 };
    await syncCustomers(needs, options);
    const paused = await pause();
    clock.advance(NEXT_LOOK);
    const still = await check();
    sandbox.control.signIn(true);
    clock.advance(NEXT_LOOK);
    const end = await check();

    expect(paused).toMatchObject({ reason: 'sign-in-expired' });
    expect([still.end, end.end]).toEqual(['faulty', 'well']);
  });

  it('is not looked for by a sync that is being stopped', async () => {
    const { sandbox, needs } = await start();
    sandbox.control.signIn(false);

    await syncCustomers(needs, {
      ...{ unconfirmedAfterMs: 0, confirmedAfterMs: 0 },
      signal: AbortSignal.abort(),
    });

    expect(await pause()).toBeUndefined();
  });

  it('is over where nothing waits once Partner Center says anything but that it does not let us in', async () => {
    const { sandbox, clock } = await start();
    await data.database.filingPause.begin({ reason: 'mfa-missing', code: '900421' }, clock.now());
    sandbox.control.fault({ fault: 'no-relationship', endpoint: 'template' });

    expect(await check()).toMatchObject({ end: 'well' });
  });

  it('is not what a sync makes of one customer that may not be read', async () => {
    const { sandbox, needs } = await start();
    const { contoso: customerId } = sandbox.samples;
    sandbox.control.fault({ fault: 'forbidden', endpoint: 'agreements', customerId, times: 99 });

    const run = await syncCustomers(needs, { unconfirmedAfterMs: 0, confirmedAfterMs: 0 });

    expect(run.complete).toBe(false);
    expect(await pause()).toBeUndefined();
  });
});

describe('a no of Partner Center to one customer alone', () => {
  const barIn = (endpoint: 'agreements' | 'confirm', customerId: string) =>
    world.sandbox.control.fault({ fault: 'forbidden', endpoint, customerId, times: 99 });
  const shows = async (id: string) => (await world.jobs('show-outcome', id)).length;

  it.each(['forbidden', 'forbidden-empty'] as const)(
    'to its reading (%s) pauses no other: the others are filed, and its card says that it waits for an administrator',
    async (fault) => {
      const { file, filed, stored, recorded, sandbox } = await start();
      const barred = await recorded();
      const other = await another();
      const { customerId } = barred;
      sandbox.control.fault({ fault, endpoint: 'agreements', customerId, times: 9 });

      await file(barred.id);
      await file(other.id);

      expect(await pause()).toBeUndefined();
      expect(filed(other)).toHaveLength(1);
      const held = await stored(barred.id);
      expect(held).toMatchObject({ state: 'recorded', outcome: null, deniedAt: world.clock.now() });
      expect(waitingFor(held, undefined)).toBe('administrator');
      expect(await shows(barred.id)).toBe(1);
    },
  );

  it('is tried again within a minute, told once, and filed when it has passed', async () => {
    const { file, filed, stored, recorded, sandbox, clock } = await start();
    const barred = await recorded();
    sandbox.control.fault({
      ...{ fault: 'forbidden', endpoint: 'agreements', customerId: barred.customerId, times: 3 },
    });
    const begun = clock.now();
    for (let tries = 0; tries < 3; tries += 1) {
      await file(barred.id);
      clock.advance(45 * SECOND);
    }
    const waiting = await stored(barred.id);

    await file(barred.id);

    expect(waiting.deniedAt).toEqual(begun);
    expect(await shows(barred.id)).toBeLessThanOrEqual(2);
    expect(await stored(barred.id)).toMatchObject({ outcome: { how: 'sent' } });
    expect(filed(barred)).toHaveLength(1);
  });

  it('that lasts for three days is refused, with what an administrator can do', async () => {
    const { file, stored, recorded, clock } = await start();
    const barred = await recorded();
    barIn('agreements', barred.customerId);
    await file(barred.id);
    clock.advance(GIVE_UP_AFTER_MS);

    await file(barred.id);

    expect((await stored(barred.id)).outcome).toEqual({
      ...{ kind: 'refused', reason: 'not-entitled', code: '900150' },
    });
  });

  it('never refuses what may have arrived', async () => {
    const { file, stored, recorded, sandbox, clock } = await start();
    const barred = await recorded();
    sandbox.control.fault({ fault: 'drop-after-write', endpoint: 'confirm' });
    await file(barred.id);
    barIn('agreements', barred.customerId);
    clock.advance(45 * SECOND);
    await file(barred.id);
    const waiting = await stored(barred.id);
    clock.advance(GIVE_UP_AFTER_MS);

    await file(barred.id);

    expect(waiting).toMatchObject({ state: 'unclear', deniedAt: expect.any(Date) });
    expect((await stored(barred.id)).outcome).toEqual({ kind: 'attention', reason: 'no-clear-answer' });
  });

  it('is taken for our account’s where no other customer may be read either', async () => {
    const { file, recorded, sandbox } = await start();
    const barred = await recorded();
    sandbox.control.fault({ fault: 'forbidden', endpoint: 'agreements', times: 2 });

    await file(barred.id);

    expect(await pause()).toMatchObject({ reason: 'not-entitled' });
  });

  it('decides nothing while another customer cannot be read', async () => {
    const { file, stored, recorded, sandbox } = await start();
    const barred = await recorded();
    barIn('agreements', barred.customerId);
    sandbox.control.fault({ fault: 'server-error', endpoint: 'agreements', times: 9 });

    await file(barred.id);

    expect(await pause()).toBeUndefined();
    expect(await stored(barred.id)).toMatchObject({ state: 'recorded', deniedAt: null });
  });

  it('to its POST pauses no other while the POSTs of others are taken', async () => {
    const { file, filed, stored, recorded, clock } = await start();
    const other = await another();
    await file(other.id);
    clock.advance(59 * 60 * SECOND);
    const barred = await recorded();
    barIn('confirm', barred.customerId);

    await file(barred.id);

    expect(await pause()).toBeUndefined();
    expect(filed(other)).toHaveLength(1);
    expect(await stored(barred.id)).toMatchObject({ state: 'recorded', deniedAt: clock.now() });
  });

  it('to its POST pauses filing once the last that was taken is an hour ago, and no longer when another is', async () => {
    const { file, filed, stored, recorded, clock, sandbox } = await start();
    const before = await another();
    await file(before.id);
    clock.advance(60 * 60 * SECOND);
    const barred = await recorded();
    barIn('confirm', barred.customerId);
    await file(barred.id);
    const paused = await pause();
    clock.advance(SECOND);
    const other = await recorded({ inputs: { customerId: sandbox.samples.confirmedOnce }, again: true });
    for (let looks = 0; looks < 2; looks += 1) {
      clock.advance(NEXT_LOOK);
      await check();
    }
    const ended = await pause();
    clock.advance(45 * SECOND);
    await file(barred.id);

    expect(paused).toMatchObject({ reason: 'not-entitled' });
    expect(filed(other)).toHaveLength(1);
    expect([ended, await pause()]).toEqual([undefined, undefined]);
    expect(await stored(barred.id)).toMatchObject({ state: 'recorded', outcome: null });
  });

  it('is our account’s when the POST of a second customer is answered so', async () => {
    const { file, recorded, clock, sandbox } = await start();
    const taken = await recorded({ inputs: { customerId: sandbox.samples.confirmedOnce }, again: true });
    await file(taken.id);
    clock.advance(SECOND);
    const [first, second] = [await recorded(), await another()];
    sandbox.control.fault({ fault: 'forbidden', endpoint: 'confirm', times: 99 });
    await file(first.id);
    const afterOne = await pause();

    await file(second.id);

    expect(afterOne).toBeUndefined();
    expect(await pause()).toMatchObject({ reason: 'not-entitled' });
  });
});

const chat = (id: string, more: Partial<Conversation> = {}): Conversation => ({
  ...{ id, tenantId: 'tenant', kind: 'personal', name: null, language: 'fr', installerLanguage: null },
  ...{ timeZone: null, reference: { serviceUrl: 'https://smba.trafficmanager.net/emea/' } },
  reachability: { reachable: true },
  ...more,
});

/** Teams, and what it was asked to say. */
function speaker() {
  const said: { how: string; where: string; notice: Notice }[] = [];
  const messenger: Messenger = {
    post: async ({ id }, notice) => {
      said.push({ how: 'post', where: id, notice });
      return { kind: 'posted', activityId: 'new' };
    },
    edit: async (_conversation, where, notice) => {
      said.push({ how: 'edit', where, notice });
      return { kind: 'edited' };
    },
  };
  return { messenger, said };
}

describe('the end of a pause', () => {
  /** How many confirmations wait, a third of them rows of a file. */
  const MANY = 1_203;

  /** Copies of the one confirmation there is, each of another customer. */
  async function recordedByOthers(count: number): Promise<void> {
    const { kysely, customers, imports } = data.database;
    const others = Array.from({ length: count }, (_, place) => `other ${place}`);
    await customers.saveListed(
      others.map((id) => ({ id, name: id, domain: 'other.example' })),
      world.clock.now(),
    );
    const file = newImport();
    await imports.arrive(file);
    await sql`insert into confirmations
      select (jsonb_populate_record(one, jsonb_build_object('id', 'of ' || other, 'form_id', 'of ' || other,
        'customer_id', other, 'import_id', case when place % 3 = 0 then ${file.id}::text end))).*
      from confirmations as one, unnest(${others}::text[]) with ordinality as others (other, place)`.execute(
      kysely,
    );
  }

  it('promises a job to everything that waited, however many there are', async () => {
    const { file, recorded, sandbox, clock } = await start();
    const first = await recorded();
    sandbox.control.signIn(false);
    await file(first.id);
    await recordedByOthers(MANY);
    sandbox.control.signIn(true);
    clock.advance(NEXT_LOOK);

    await check();

    const promised = async (name: string) =>
      (await sentTo(name)).filter(({ options }) => options.onceKey?.startsWith('of ')).length;
    expect(await promised('file-confirmation')).toBe((MANY / 3) * 2);
    expect(await promised('file-import-row')).toBe(MANY / 3);
  });

  it('promises a job to what began to wait at that very instant, too', async () => {
    const { file, recorded, sandbox, clock, jobs } = await start();
    const first = await recorded();
    sandbox.control.signIn(false);
    await file(first.id);
    clock.advance(NEXT_LOOK);
    const last = await another();
    await file(last.id);
    sandbox.control.signIn(true);

    await check();

    // The one from the press, and this one.
    expect(await jobs('file-confirmation', last.id)).toHaveLength(2);
  });
});

describe('administrators', () => {
  const payload = { what: 'paused', reason: 'mfa-missing', code: '900421' } as const;
  const tell = async (administrators: string[], messenger: Messenger) => {
    const needs = { ...world.needs, messenger, administrators: new Set(administrators) };
    const escalation = { conversation: { nameOrId: 'leads', byNameAlone: true } };
    await tellAdministrators({ ...needs, escalation }, payload);
    for (const job of await sentTo('tell-administrators')) {
      await tellAdministrators({ ...needs, escalation }, job.payload as typeof payload);
    }
  };

  it('hear of it in their own chats, in the language of each', async () => {
    await start();
    const { conversations } = data.database;
    await conversations.remember(chat('a:ada', { personId: 'Ada-1' }));
    await conversations.remember(chat('a:bea', { personId: 'bea-1', language: 'en' }));
    await conversations.remember(chat('a:nobody', { personId: 'other' }));
    const { messenger, said } = speaker();

    await tell(['ada-1', 'bea-1'], messenger);

    expect(said.map(({ where, notice }) => [where, notice.language, notice.kind])).toEqual([
      ['a:ada', 'fr', 'account'],
      ['a:bea', 'en', 'account'],
    ]);
  });

  it('whose chats are not known are told of it where leads hear who waits too long', async () => {
    await start();
    await data.database.conversations.remember(chat('19:leads', { kind: 'channel', name: 'Leads' }));
    const { messenger, said } = speaker();

    await tell([], messenger);

    expect(said.map(({ where }) => where)).toEqual(['19:leads']);
  });
});

describe('the card of a confirmation', () => {
  const show = async (id: string) => {
    await data.database.conversations.remember(chat(PLACE.conversationId));
    const { messenger, said } = speaker();
    await showOutcome({ database: data.database, messenger, clock: world.clock }, id);
    return said.map(({ how, notice }) => [how, notice.kind, 'waiting' in notice ? notice.waiting : null]);
  };

  it('says that it waits for an administrator while filing is paused', async () => {
    const { file, recorded, sandbox, jobs } = await start();
    const met = await recorded();
    const waited = await another();
    sandbox.control.signIn(false);
    await file(met.id);
    await file(waited.id);

    for (const { id } of [met, waited]) {
      expect(await jobs('show-outcome', id)).toHaveLength(1);
      expect(await show(id)).toEqual([['edit', 'waiting', 'administrator']]);
    }
  });

  it('of a file says so once for all its rows', async () => {
    const { file, recorded, sandbox } = await start();
    const arrived = newImport();
    const importId = arrived.id;
    await data.database.imports.arrive(arrived);
    const row = await recorded({ importId });
    const other = await recorded({ importId, inputs: { customerId: sandbox.samples.unconfirmed } });
    sandbox.control.signIn(false);
    await file(row.id);
    await file(other.id);

    const shown = await sentTo('show-import');
    const once = [{ importId }, importId];
    expect(shown.map(({ payload, options }) => [payload, options.onceKey])).toEqual([once, once]);
    expect(await sentTo('show-outcome')).toEqual([]);
  });

  it('says that it is checked once a first reading has shown nothing, and not before', async () => {
    const { file, recorded, sandbox, jobs, clock } = await start();
    sandbox.control.fault({ fault: 'drop-before-write' });
    const confirmation = await recorded();
    await file(confirmation.id);
    const atOnce = [await jobs('show-outcome', confirmation.id), await show(confirmation.id)];
    for (let readings = 0; readings < 3; readings += 1) {
      clock.advance(20 * SECOND);
      await file(confirmation.id);
    }

    expect(atOnce).toEqual([[], []]);
    expect(await jobs('show-outcome', confirmation.id)).toHaveLength(1);
    expect(await show(confirmation.id)).toEqual([['edit', 'waiting', 'checking']]);
  });

  it('that stands in a digest is not answered by what is only on its way', async () => {
    const { file, recorded, sandbox } = await start();
    const confirmation = await recorded({ place: { ...PLACE, isDigest: true } });
    sandbox.control.signIn(false);
    await file(confirmation.id);

    expect(await show(confirmation.id)).toEqual([]);
  });
});
