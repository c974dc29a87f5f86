import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Channel } from '../../../bot/teams/channel.ts';
import { ConnectorError } from '../../../bot/teams/connector-http.ts';
import { underLease } from '../../../bot/teams/lease-in-hand.ts';
import {
  connectorStandIn,
  FAULTS,
  type ConnectorStandIn,
  type Fault,
} from '../../support/connector-stand-in.ts';
import { CARRIER_NAMES, channelBy } from '../../support/channel.ts';
import { eventually } from '../../support/eventually.ts';
import { roomyBudget } from '../../support/teams-budget.ts';

describe.each(CARRIER_NAMES)('the channel by %s', (carrier) => {
  const CHAT = 'a:chat-1';
  const MESSAGE = { type: 'message', text: 'Bonjour' } as const;

  let teams: ConnectorStandIn;
  let counted: number;
  /** What the metrics heard of each call. */
  let heard: string[];
  let channel: Channel;

  beforeEach(async () => {
    teams = await connectorStandIn();
    counted = 0;
    heard = [];
    const budget = roomyBudget();
    const counting: typeof budget = {
      ...budget,
      note: (conversationId) => {
        counted += 1;
        return budget.note(conversationId);
      },
    };
    channel = channelBy(
      carrier,
      undefined,
      counting,
      (call, outcome) => void heard.push(`${call} ${outcome}`),
    );
  });
  afterEach(() => teams.close());

  async function post(serviceUrl = teams.serviceUrl) {
    return channel.at(serviceUrl).post(CHAT, MESSAGE);
  }

  async function failureOf(call: Promise<unknown>): Promise<ConnectorError> {
    const error: unknown = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof ConnectorError))
      throw new Error('It did not fail as a ConnectorError', { cause: error });
    return error;
  }

  describe('a call to Teams', () => {
    it('goes out as it is, once, and brings back the id', async () => {
      const { id } = await post();

      expect(teams.calls).toHaveLength(1);
      expect(teams.messages(CHAT)).toMatchObject([{ id, activity: { type: 'message', text: 'Bonjour' } }]);
      expect(counted).toBe(1);
    });

    it('reaches a thread of a channel with its id whole', async () => {
      const service = channel.at(`${teams.serviceUrl}/emea/`);

      await service.post('19:x@thread.tacv2;messageid=154', MESSAGE);

      expect(teams.calls).toMatchObject([{ conversationId: '19:x@thread.tacv2', threadId: '154' }]);
    });

    it('edits the message it names', async () => {
      const service = channel.at(teams.serviceUrl);
      const kept = teams.plant(CHAT);

      await service.edit(CHAT, kept, { ...MESSAGE, text: 'Bonsoir' });

      expect(teams.messages(CHAT)).toMatchObject([{ id: kept, edits: 1, activity: { text: 'Bonsoir' } }]);
    });

    it('carries no token in local mode', async () => {
      await post();

      expect(teams.calls[0]?.authorization).toBeUndefined();
    });

    it.each<[string, Fault]>([
      ['400', { status: 400 }],
      ['401', { status: 401 }],
      ['403', { status: 403 }],
      ['404', { status: 404 }],
      ['408', { status: 408 }],
      ['412', { status: 412 }],
      ['413', { status: 413 }],
      ['429', { status: 429 }],
      ['429 with a pause', { status: 429, retryAfterSeconds: 0 }],
      ['500', { status: 500 }],
      ['501', { status: 501 }],
      ['502', { status: 502 }],
      ['503', { status: 503 }],
      ['503 with a pause', { status: 503, retryAfterSeconds: 0 }],
      ['504', { status: 504 }],
      ['503 after Teams had done it', FAULTS.unavailableAfterWrite],
      ['a broken connection before anything happened', 'reset-before'],
      ['a broken connection after all had happened', 'reset-after'],
    ])('is made once although the answer is %s', async (_answer, fault) => {
      teams.fault(CHAT, fault);

      await failureOf(post());

      expect(teams.calls.map(({ operation }) => operation)).toEqual(['post']);
      expect(counted).toBe(1);
    });

    it.each(['reset-before', 'reset-after'] as const)('that edits is made once too: %s', async (fault) => {
      const service = channel.at(teams.serviceUrl);
      const id = teams.plant(CHAT);
      teams.fault(CHAT, fault);

      await failureOf(service.edit(CHAT, id, MESSAGE));

      expect(teams.calls.map(({ operation }) => operation)).toEqual(['edit']);
    });

    it.each<[string, Fault]>([
      ['a page of HTML', FAULTS.pageAfterWrite],
      ['nothing', FAULTS.emptyAfterWrite],
      ['null', { status: 200, body: 'null', taken: true }],
      ['an id that is no text', { status: 201, body: { id: 7 }, taken: true }],
    ])('has been made once Teams says so, although the answer holds %s', async (_body, fault) => {
      teams.fault(CHAT, fault);

      expect(await post()).toEqual({});
      expect([teams.calls.length, teams.messages(CHAT).length]).toEqual([1, 1]);
    });

    it('follows no redirect, which would take the message elsewhere', async () => {
      teams.fault(CHAT, {
        status: 307,
        headers: { Location: `${teams.serviceUrl}/v3/conversations/b/activities` },
      });

      const failure = await failureOf(post());

      expect(failure.status).toBe(0);
      expect(teams.calls).toHaveLength(1);
    });
  });

  describe('the metrics hear of a call', () => {
    it.each<[string, Fault, string]>([
      ['busy', FAULTS.throttled, 'post busy'],
      ['refused', FAULTS.notInRoster, 'post refused'],
      ['failed', FAULTS.badGateway, 'post failed'],
      ['silent', 'reset-after', 'post silent'],
      ['redirected', { status: 307, headers: { Location: 'https://elsewhere.example' } }, 'post redirected'],
    ])('that it was %s', async (_how, fault, told) => {
      teams.fault(CHAT, fault);

      await failureOf(post());

      expect(heard).toEqual([told]);
    });

    it('that it was held back, when its time was over', async () => {
      const over = { hasLeft: () => false };

      await failureOf(underLease(over, () => post()));

      expect(heard).toEqual(['post held']);
    });

    it('by what it asks', async () => {
      const service = channel.at(teams.serviceUrl);
      const { id = '' } = await service.post(CHAT, MESSAGE);
      await service.reply(CHAT, id, MESSAGE);
      await service.edit(CHAT, id, MESSAGE);
      await service.openChat({ botId: '28:bot', personId: '29:person', tenantId: 'tenant' });
      await service.member(CHAT, '29:person');
      await service.members(CHAT, 10, undefined);

      const asked = heard.map((each) => each.replace(' done', ''));
      expect(asked).toEqual(['post', 'post', 'edit', 'open', 'roster', 'roster']);
    });
  });

  describe('a failed call', () => {
    it.each<[string, Fault, Partial<ConnectorError>]>([
      [
        'by its code',
        { status: 403, code: 'BotNotInConversationRoster' },
        { status: 403, code: 'BotNotInConversationRoster', mayHaveArrived: false },
      ],
      [
        'by its status, where there is no code',
        { status: 502 },
        { status: 502, code: '502', retryAfterMs: undefined },
      ],
      [
        'by its pause',
        { status: 429, code: 'Throttled', retryAfterSeconds: 7 },
        { status: 429, code: 'Throttled', retryAfterMs: 7_000 },
      ],
      ['by a code outside `error`', { status: 403, body: { code: 'Forbidden' } }, { code: 'Forbidden' }],
      ['with a page of HTML', { status: 503, body: '<html>' }, { status: 503, code: '503' }],
      ['with null', { status: 500, body: null }, { status: 500, code: '500' }],
      ['with a code that is no text', { status: 500, body: { error: { code: 7 } } }, { code: '500' }],
      [
        'with a pause that is a date',
        { status: 429, headers: { 'Retry-After': 'Fri, 31 Dec 9999 23:59:59 GMT' } },
        { retryAfterMs: 15 * 60_000 },
      ],
      [
        'with a pause that cannot be meant',
        { status: 429, headers: { 'Retry-After': 'soon' } },
        { retryAfterMs: undefined },
      ],
      [
        'with a pause of days as one of 15 minutes',
        { status: 429, retryAfterSeconds: 3 * 86_400 },
        { retryAfterMs: 15 * 60_000 },
      ],
    ])('is told %s', async (_how, fault, expected) => {
      teams.fault(CHAT, fault);

      const failure = await failureOf(post());

      expect(failure).toMatchObject(expected);
    });

    it('keeps a code to a length fit for a log', async () => {
      teams.fault(CHAT, { status: 500, code: 'x'.repeat(10_000) });

      const failure = await failureOf(post());

      expect(failure.code).toHaveLength(100);
    });

    // An older shape of "blocked" says it in `subCode` alone.
    it.each([
      ['errorCode', { errorCode: 'BotDisabledByAdmin' }, 'BotDisabledByAdmin'],
      ['subCode', { error: { code: 'Forbidden', subCode: 'MessageWritesBlocked' } }, 'MessageWritesBlocked'],
    ])('is told by %s', async (_name, body, code) => {
      teams.fault(CHAT, { status: 403, body });

      const failure = await failureOf(post());

      expect(failure.code).toBe(code);
    });

    it.each([500, 501, 502, 503, 504, 599])('may have arrived when the answer is %i', async (status) => {
      teams.fault(CHAT, { status });

      expect(await failureOf(post())).toMatchObject({ status, mayHaveArrived: true });
    });

    it.each([400, 401, 403, 404, 408, 412, 413, 429, 499])(
      'cannot have arrived when the answer is %i',
      async (status) => {
        teams.fault(CHAT, { status });

        expect(await failureOf(post())).toMatchObject({ status, mayHaveArrived: false });
      },
    );

    it('cannot have arrived when Teams sends it elsewhere', async () => {
      teams.fault(CHAT, { status: 307, headers: { Location: teams.serviceUrl } });

      expect(await failureOf(post())).toMatchObject({ code: 'redirect', mayHaveArrived: false });
    });

    it('may have arrived when the connection broke', async () => {
      teams.fault(CHAT, 'reset-after');

      const failure = await failureOf(post());

      expect(failure).toMatchObject({ status: 0, mayHaveArrived: true });
      expect(teams.messages(CHAT)).toHaveLength(1);
    });

    it('may have arrived when Teams never answers', async () => {
      teams.fault(CHAT, 'silence');
      const failing = failureOf(post());
      await eventually(() => expect(teams.calls).toHaveLength(1));

      await teams.close();

      expect(await failing).toMatchObject({ status: 0, mayHaveArrived: true });
    });

    // Node's own errors are of another realm under Jest, where `instanceof Error` does not know them.
    it('cannot have arrived when no server listened', async () => {
      const { serviceUrl } = teams;
      await teams.close();

      const failure = await failureOf(post(serviceUrl));

      expect(failure).toMatchObject({ status: 0, code: 'ECONNREFUSED', mayHaveArrived: false });
    });

    it('cannot have arrived when the right to make it ended while the connection was made', async () => {
      const failure = await failureOf(underLease({ hasLeft: () => false }, () => post()));

      expect(failure).toMatchObject({ status: 0, code: 'ENOTALLOWED', mayHaveArrived: false });
      expect([teams.calls, teams.messages(CHAT)]).toEqual([[], []]);
    });

    it('shows nothing of what was sent', async () => {
      teams.fault(CHAT, { status: 500, body: { error: { code: 'Oops', message: 'echo: Bonjour' } } });

      const failure = await failureOf(post());

      expect(`${failure.stack} ${JSON.stringify(failure)}`).not.toContain('Bonjour');
    });
  });
});
