import { TENANT } from './activities.ts';
import type { ConnectorCall } from './connector-call.ts';

/** A message as it stands now. */
export interface StoodInMessage {
  id: string;
  conversationId: string;
  /** The channel thread it was posted to, or the message it replies to. */
  threadId: string | undefined;
  /** As last posted or edited. */
  activity: Record<string, unknown>;
  /** How often it was edited. */
  edits: number;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What Teams remembers: messages by conversation, and who is in the roster. */
export function createConversationBook() {
  const standing = new Map<string, StoodInMessage>();
  const created = new Map<string, string>();
  const members = new Map<string, Record<string, unknown> | null>();
  let lastId = 1_540_000_000_000;

  const keyOf = (conversationId: string, activityId: string) => `${conversationId} ${activityId}`;
  const found = ({ conversationId, activityId }: ConnectorCall) =>
    standing.get(keyOf(conversationId, activityId ?? ''));
  const memberOf = (id: string) => (members.get(id) === undefined ? { id, ...ORDINARY } : members.get(id));

  function keep(
    conversationId: string,
    threadId: string | undefined,
    activity: Record<string, unknown>,
  ): string {
    const id = String((lastId += 1));
    standing.set(keyOf(conversationId, id), { id, conversationId, threadId, activity, edits: 0 });
    return id;
  }

  function createConversation({ activity }: ConnectorCall): Answer {
    const whom = JSON.stringify(activity.members ?? activity.channelData ?? '');
    const id = created.get(whom) ?? `a:created-${created.size + 1}`;
    created.set(whom, id);
    const first = activity.activity as Record<string, unknown> | undefined;
    return {
      status: 201,
      body: { id, ...(first && { activityId: keep(id, undefined, first) }) },
    };
  }

  function edit(call: ConnectorCall): Answer {
    const message = found(call);
    if (!message) return gone;
    message.activity = call.activity;
    message.edits += 1;
    return { status: 200, body: { id: message.id } };
  }

  function remove(call: ConnectorCall): Answer {
    return standing.delete(keyOf(call.conversationId, call.activityId ?? '')) ? { status: 200 } : gone;
  }

  function member(id: string): Answer {
    const details = memberOf(id);
    return details ? { status: 200, body: details } : notFound('MemberNotFoundInConversation');
  }

  return {
    messages: (conversationId?: string) =>
      [...standing.values()].filter(
        (message) => conversationId === undefined || message.conversationId === conversationId,
      ),
    plant: (conversationId: string, activity: Record<string, unknown> = { type: 'message' }) =>
      keep(conversationId, undefined, activity),
    setMember: (memberId: string, details: Record<string, unknown> | null) =>
      void members.set(memberId, details && { id: memberId, ...ORDINARY, ...details }),

    /** Does what was asked and says what Teams would answer. */
    apply(call: ConnectorCall): Answer {
      switch (call.operation) {
        case 'post': {
          const id = keep(call.conversationId, call.threadId ?? call.activityId, call.activity);
          return { status: 201, body: { id } };
        }
        case 'edit':
          return edit(call);
        case 'delete':
          return remove(call);
        case 'create':
          return createConversation(call);
        case 'member':
          return member(call.memberId ?? '');
        case 'members':
          return { status: 200, body: { members: [...members.values()].filter((each) => each !== null) } };
      }
    },
  };
}

/** A stranger to the test is a member like any other. */
const ORDINARY = { name: 'Member', userRole: 'user', tenantId: TENANT };

const notFound = (code: string): Answer => ({
  status: 404,
  body: { error: { code, message: 'Unknown to the stand-in.' } },
});
const gone = notFound('ActivityNotFoundInConversation');
