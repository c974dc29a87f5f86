import { readArguments } from '../composition/read-arguments.ts';
import { runCommand } from '../composition/run-command.ts';
import type { Conversation } from '../domain/conversations/conversation.ts';
import { whereWeMaySpeak, type WhereWeMaySpeak } from '../use-cases/conversations/where-we-may-speak.ts';
import { table } from './table.ts';

const KINDS: Record<Conversation['kind'], string> = {
  personal: 'personal chat',
  groupChat: 'group chat',
  channel: 'channel',
};

/** Teams' codes in plain words, with what brings the conversation back. Other codes are printed as they are. */
const REASONS: Readonly<Record<string, string>> = {
  Uninstalled: 'the bot was removed',
  ChannelDeleted: 'its channel was deleted',
  TeamDeleted: 'its team was deleted',
  TeamArchived: 'its team is archived',
  BotNotInConversationRoster: 'the bot was removed',
  BotDisabledByAdmin: 'an administrator switched the bot off',
  ConversationBlockedByUser: 'someone blocked the bot',
  MessageWritesBlocked: 'someone blocked or removed the bot',
  ConversationNotFound: 'Teams knows no such conversation',
  InvalidBotApiHost: 'it belongs to another cloud',
  NotEnoughPermissions: 'the bot lacks a permission',
};

const PLACE = ['Kind', 'Language', 'Name', 'Id'];

readArguments({ options: {}, usage: 'Usage: npm run conversations' });
await runCommand('conversations', async ({ database }, signal) => {
  const found = await whereWeMaySpeak(database, signal);
  if (!signal.aborted) console.log(text(found));
});

function text({ reachable, unreachable }: WhereWeMaySpeak): string {
  const total = reachable.length + unreachable.length;
  if (total === 0)
    return 'The bot knows no conversation yet: it learns of one when it is installed or spoken to.';
  const parts = [`${plural(total)}, ${unreachable.length} of them out of reach.`];
  if (unreachable.length > 0) {
    const rows = unreachable.map(({ conversation, since, reason }) => [
      day(since),
      REASONS[reason] ? `${REASONS[reason]} (${reason})` : reason,
      ...place(conversation),
    ]);
    parts.push(
      '',
      'Where it can no longer speak, latest first. Installing it again, or a message to it, changes that.',
      '',
      table(['Since (UTC)', 'Why', ...PLACE], rows),
    );
  }
  if (reachable.length > 0) {
    const rows = reachable.map(place);
    parts.push('', 'Where it may speak.', '', table(PLACE, rows));
  }
  return parts.join('\n');
}

function place({ kind, language, installerLanguage, name, id }: Conversation): string[] {
  return [KINDS[kind], language ?? installerLanguage ?? '', name ?? '', id];
}

function day(since: Date): string {
  return since.toISOString().slice(0, 16).replace('T', ' ');
}

function plural(total: number): string {
  return total === 1 ? '1 conversation' : `${total} conversations`;
}
