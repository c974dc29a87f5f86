import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Outcome } from '../../../src/domain/confirming/confirmation.ts';
import { eraseContact } from '../../../src/use-cases/privacy/erase-contact.ts';
import {
  eraseOldContacts,
  KEEP_CONFIRMED_MS,
  KEEP_OTHERS_MS,
  KEEP_TEXTS_MS,
} from '../../../src/use-cases/privacy/erase-old-contacts.ts';
import { testDatabase } from '../../support/database.ts';
import { newImport, readyRow } from '../../support/imports.ts';
import { newConfirmation } from '../../support/confirmations.ts';

const { database, clear } = await testDatabase();
const NOW = new Date('2026-03-10T09:00:00Z');
const clock = { now: () => NOW };
const needs = { database, clock };
const before = (ms: number) => new Date(NOW.getTime() - ms);

const CONFIRMED: Outcome = { kind: 'confirmed', how: 'sent', acceptedOn: '2026-03-01' };
const REFUSED: Outcome = { kind: 'refused', reason: 'not-entitled', code: '403' };
const ATTENTION: Outcome = { kind: 'attention', reason: 'not-reached' };

let customers = 0;

/** A confirmation of a customer of its own, settled when there is an outcome. */
async function stated(email: string, outcome?: Outcome, settledAt = NOW): Promise<string> {
  const customerId = `customer-${(customers += 1)}`;
  await database.customers.saveListed([{ id: customerId, name: customerId, domain: 'd.example' }], NOW);
  const contact = { firstName: 'Grâce', lastName: 'Hopper', email, phoneNumber: '+33 1' };
  const confirmation = newConfirmation({ customerId, contact });
  await database.confirmations.record([confirmation]);
  if (outcome) await database.confirmations.settle(confirmation.id, { outcome, held: 0, at: settledAt });
  return confirmation.id;
}

async function kept(id: string) {
  const { rows } = await sql<{ contact: boolean; initials: string; hash: boolean; asked: boolean }>`
    select contact is not null as contact, contact_initials as initials, contact_hash is not null as hash,
      erase_asked_at is not null as asked
    from confirmations where id = ${id}`.execute(database.kysely);
  return rows[0];
}

async function trail() {
  const { rows } = await sql<{ action: string; confirmation_id: string | null; details: object }>`
    select action, confirmation_id, details from audit where action like 'contact-%' order by id`.execute(
    database.kysely,
  );
  return rows;
}

const WHOLE = { contact: true, initials: 'G. H.', hash: true, asked: false };
const GONE = { contact: false, initials: '', hash: false, asked: false };
const INITIALS = { contact: false, initials: 'G. H.', hash: true, asked: false };

let trailBefore = 0;
beforeEach(async () => {
  await clear();
  trailBefore = (await trail()).length;
});
const newTrail = async () => (await trail()).slice(trailBefore);

describe('erasing one person’s details', () => {
  it('finds them in every settled confirmation, blanks and case aside, and no other person’s', async () => {
    const hers = [
      await stated('grace@contoso.example', CONFIRMED),
      await stated('Grace@Contoso.EXAMPLE', REFUSED),
      await stated('GRACE@contoso.example', ATTENTION),
    ];
    const other = await stated('grace@contoso.example.org', CONFIRMED);

    const erased = await eraseContact(needs, ' grace@CONTOSO.example ');

    expect(erased).toEqual({ erased: 3, underWay: 0, texts: 0, rows: 0, files: 0 });
    for (const id of hers) expect(await kept(id)).toEqual(GONE);
    expect(await kept(other)).toEqual(WHOLE);
    const details = { why: 'asked', confirmations: 1 };
    expect((await newTrail()).map((entry) => entry.confirmation_id).sort()).toEqual(hers.sort());
    expect((await newTrail())[0]).toMatchObject({ action: 'contact-erased', details });
    expect(JSON.stringify(await newTrail())).not.toMatch(/grace|hopper/i);
  });

  it('leaves a confirmation that is being filed whole until its end, and erases it then', async () => {
    const id = await stated('grace@contoso.example');

    const first = await eraseContact(needs, 'grace@contoso.example');
    const again = await eraseContact(needs, 'grace@contoso.example');
    const early = await eraseOldContacts(needs);
    const meanwhile = await kept(id);
    await database.confirmations.settle(id, { outcome: CONFIRMED, held: 0, at: NOW });
    const swept = await eraseOldContacts(needs);

    expect([first, again]).toEqual(Array(2).fill({ erased: 0, underWay: 1, texts: 0, rows: 0, files: 0 }));
    expect(early).toEqual({ old: 0, asked: 0, texts: 0 });
    expect(meanwhile).toEqual({ ...WHOLE, asked: true });
    expect(swept).toEqual({ old: 0, asked: 1, texts: 0 });
    expect(await kept(id)).toEqual(GONE);
    const actions = (await newTrail()).map(({ action }) => action);
    expect(actions).toEqual(['contact-erasure-asked', 'contact-erasure-asked', 'contact-erased']);
  });

  it('finds initials whose details went before', async () => {
    const id = await stated('grace@contoso.example', CONFIRMED, before(KEEP_CONFIRMED_MS + 1));
    await eraseOldContacts(needs);

    const { erased } = await eraseContact(needs, 'grace@contoso.example');

    expect(erased).toBe(1);
    expect(await kept(id)).toEqual(GONE);
  });

  it('finds confirmations that were recorded before there were hashes', async () => {
    const id = await stated('grace@contoso.example', CONFIRMED);
    await sql`update confirmations set contact_hash = null`.execute(database.kysely);

    const { erased } = await eraseContact(needs, 'grace@contoso.example');

    expect(erased).toBe(1);
    expect(await kept(id)).toEqual(GONE);
  });

  it('removes what people typed with the address in it, whatever else stands there, and leaves longer ones', async () => {
    const texts = [
      'Is Grace@contoso.example enough?',
      'Grace Hopper, grace@contoso.example. +33 1',
      'grace@contoso.example.org',
      'disgrace@contoso.example',
      'le-grace@contoso.example',
    ];
    for (const question of texts) {
      await database.faq.saveMiss({ question, outcome: 'none', language: 'en', at: NOW });
    }
    for (const comment of ['ask Grace Hopper, grace@contoso.example', 'too long']) {
      await database.faq.saveVote({ entryId: 'e', helpful: false, language: 'en', comment, at: NOW });
    }
    const place = { conversationId: 'c', threadId: null };
    await database.questions.offer({ id: 'q', text: texts[0]!, language: 'en', place, at: NOW });
    await database.questions.offer({ id: 'other', text: texts[2]!, language: 'en', place, at: NOW });

    for (const [place, text] of texts.entries()) {
      const id = `noted-${place}`;
      await database.customers.saveListed([{ id, name: id, domain: 'd.example' }], NOW);
      await database.asides.note(id, { text, by: { id: 'ada', name: 'Ada' }, at: NOW });
    }

    const erased = await eraseContact(needs, 'grace@contoso.example');

    expect(erased).toEqual({ erased: 0, underWay: 0, texts: 6, rows: 0, files: 0 });
    const notes = await database.asides.notes(texts.map((_, place) => `noted-${place}`));
    expect([...notes.keys()].sort()).toEqual(['noted-2', 'noted-3', 'noted-4']);
    const misses = await database.faq.missesSince(new Date(0));
    expect(misses.map(({ question }) => question).sort()).toEqual(texts.slice(2).sort());
    expect(await database.faq.votesSince(new Date(0))).toMatchObject([{ comments: ['too long'] }]);
    expect(await database.questions.find('q')).toBeUndefined();
    expect(await database.questions.find('other')).toBeDefined();
  });

  it('reaches the rows of files that are no confirmation yet, which never become one then', async () => {
    const { imports } = database;
    const found = newImport();
    await imports.arrive(found);
    const rows = ['Grace@Contoso.example ', 'ada@contoso.example'].map((email, place) =>
      readyRow(place + 2, email),
    );
    await imports.addRows(found.id, rows);

    const erased = await eraseContact(needs, 'grace@contoso.example');

    expect(erased).toMatchObject({ erased: 0, rows: 1 });
    expect((await imports.ready(found.id, 9)).map(({ number }) => number)).toEqual([3]);
    expect(await imports.counts(found.id)).toMatchObject({ ready: 1, dropped: 1 });
  });

  it('reaches the names of files', async () => {
    const { imports, fileOffers } = database;
    const [named, other] = ['for grace@contoso.example.csv', 'rows.csv'].map((fileName) =>
      newImport({ fileName }),
    );
    await imports.arrive(named!);
    await imports.arrive(other!);
    const owner = { ownerId: 'ada', conversationId: 'a:ada' };
    const offer = { id: 'offer', name: 'grace@contoso.example.csv', content: Buffer.from('x') };
    await fileOffers.offer({ ...offer, ...owner, expiresAt: new Date('2030-01-01T00:00:00Z') });

    const erased = await eraseContact(needs, 'grace@contoso.example');

    expect(erased.texts).toBe(1 + 1);
    expect((await imports.find(named!.id))?.fileName).toBe('');
    expect((await imports.find(other!.id))?.fileName).toBe('rows.csv');
    expect(await fileOffers.claim('offer', { ...owner, at: NOW })).toBeUndefined();
  });

  it('of an unknown person erases nothing', async () => {
    const id = await stated('grace@contoso.example', CONFIRMED);

    expect(await eraseContact(needs, 'nobody@contoso.example')).toEqual({
      erased: 0,
      underWay: 0,
      texts: 0,
      rows: 0,
      files: 0,
    });

    expect(await kept(id)).toEqual(WHOLE);
  });
});

describe('contacts whose time is over', () => {
  it.each([
    ['confirmed', CONFIRMED, KEEP_CONFIRMED_MS],
    ['refused', REFUSED, KEEP_OTHERS_MS],
    ['given up', ATTENTION, KEEP_OTHERS_MS],
  ])('are erased but for initials, counted from when the confirmation was %s', async (_end, outcome, ms) => {
    const over = await stated('over@contoso.example', outcome, before(ms + 1));
    const inTime = await stated('in-time@contoso.example', outcome, before(ms - 1));

    const swept = await eraseOldContacts(needs);

    expect(swept).toEqual({ old: 1, asked: 0, texts: 0 });
    expect([await kept(over), await kept(inTime)]).toEqual([INITIALS, WHOLE]);
    expect(await newTrail()).toEqual([
      { action: 'contact-erased', confirmation_id: null, details: { why: 'old', confirmations: 1 } },
    ]);
  });

  it('never are those of a confirmation that is still being filed', async () => {
    const id = await stated('grace@contoso.example');
    await sql`update confirmations set submitted_at = ${before(10 * KEEP_OTHERS_MS)}`.execute(
      database.kysely,
    );

    await eraseOldContacts(needs);

    expect(await kept(id)).toEqual(WHOLE);
  });

  it('are erased in as many batches as it takes', async () => {
    await database.customers.saveListed([{ id: 'many', name: 'many', domain: 'd.example' }], NOW);
    const model = await stated('grace@contoso.example', CONFIRMED, before(KEEP_CONFIRMED_MS + 1));
    await sql`insert into confirmations (id, form_id, customer_id, agreement_type, state, accepted_on, contact,
        contact_hash, submitted_by_id, submitted_by_name, submitted_at, language, conversation_id, is_digest, again,
        request_id, correlation_id, next_attempt_at, outcome, settled_at)
      select id || n, form_id || n, 'many', agreement_type, state, accepted_on, contact, contact_hash, submitted_by_id,
        submitted_by_name, submitted_at, language, conversation_id, is_digest, again, request_id, correlation_id,
        next_attempt_at, outcome, settled_at
      from confirmations, generate_series(1, 1200) as n where id = ${model}`.execute(database.kysely);

    expect(await eraseOldContacts(needs)).toEqual({ old: 1_201, asked: 0, texts: 0 });
    expect(await eraseOldContacts(needs)).toEqual({ old: 0, asked: 0, texts: 0 });
  });
});

describe('what people typed', () => {
  it('is gone after ninety days: questions, votes with their comments, and what was passed on', async () => {
    const place = { conversationId: 'c', threadId: null };
    const language = 'en';
    const ages = { over: before(KEEP_TEXTS_MS + 1), 'in time': before(KEEP_TEXTS_MS - 1) };
    for (const [text, at] of Object.entries(ages)) {
      await database.faq.saveMiss({ question: text, outcome: 'none', language, at });
      await database.faq.saveVote({ entryId: text, helpful: false, language, comment: text, at });
      await database.questions.offer({ id: text, text, language, place, at });
    }

    const swept = await eraseOldContacts(needs);

    expect(swept).toEqual({ old: 0, asked: 0, texts: 3 });
    expect(await database.faq.missesSince(new Date(0))).toMatchObject([{ question: 'in time' }]);
    expect(await database.faq.votesSince(new Date(0))).toMatchObject([{ comments: ['in time'] }]);
    expect(await database.questions.find('over')).toBeUndefined();
    expect(await database.questions.find('in time')).toBeDefined();
  });

  it('about a customer is gone ninety days after it was noted, once the customer waits no more', async () => {
    const by = { id: 'ada', name: 'Ada' };
    for (const id of ['done', 'done-lately', 'waiting']) {
      await database.customers.saveListed([{ id, name: id, domain: 'd.example' }], NOW);
      const at = before(KEEP_TEXTS_MS + (id === 'done-lately' ? -1 : 1));
      await database.asides.note(id, { text: id, by, at });
      const how = { acceptedOn: '2026-03-01', via: 'partner-center', by: null, at: NOW } as const;
      if (id !== 'waiting') await database.customers.markConfirmed(id, how);
    }

    await eraseOldContacts(needs);

    const notes = await database.asides.notes(['done', 'done-lately', 'waiting']);
    expect([...notes.keys()].sort()).toEqual(['done-lately', 'waiting']);
  });
});
