import {
  installConversation,
  leaveConversation,
} from '../../../src/use-cases/conversations/know-conversation.ts';
import { hasHomeElsewhere, leaveTeam, makeHome } from '../../../src/use-cases/conversations/team-home.ts';
import { botLeft, pickedChannelOf, teamIdOf } from '../../teams/activity.ts';
import { conversationOf } from '../../teams/reference.ts';
import { welcomeCard } from '../../cards/conversations/welcome.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import { exampleQuestion } from '../asking/example-question.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, nothing, type Answer } from '../../turn/answer.ts';

/** Whether the bot just came to a conversation: Teams says so in two ways, often in both. */
export function botCame({ activity }: Pick<Turn, 'activity'>): boolean {
  if (activity.type === 'installationUpdate') return activity.action?.startsWith('add') ?? false;
  return activity.membersAdded.some(({ id }) => id !== '' && id === activity.recipient.id);
}

/** Whether the bot was just removed. */
export const botWent = ({ activity }: Pick<Turn, 'activity'>): boolean => botLeft(activity);

/**
 * Greets once for each installation, and switches reminders on where a team or group will see them: in the channel that was
 * picked for the bot, else in the team's first one. Teams reports an installation twice, and may name the channel once only.
 */
export async function welcome(needs: BotNeeds, turn: Turn): Promise<Answer> {
  const conversation = { ...conversationOf(turn.activity), installerLanguage: turn.language };
  const teamId = teamIdOf(turn.activity);
  if (teamId !== undefined) {
    if (pickedChannelOf(turn.activity) !== undefined) await makeHome(needs, teamId, conversation);
    else if (await hasHomeElsewhere(needs, teamId, conversation.id)) return nothing;
  }
  const { greet, reminder } = await installConversation(needs, conversation, turn.person);
  needs.conversations.forget(conversation.id);
  // The Playground tells of a coming in both ways with each load of its page, which shows nothing of before.
  const isDue = needs.besidePlayground ? turn.activity.type === 'installationUpdate' : greet;
  if (!isDue) return nothing;
  return card(
    welcomeCard(needs.cards, turn.language, {
      installedBy: conversation.kind === 'personal' ? undefined : turn.person.name || undefined,
      reminderHour: reminder.on ? reminder.hour : undefined,
      example: exampleQuestion(needs, turn.language),
    }),
  );
}

/** Nothing is said here until the bot comes back. */
export async function goodbye(needs: BotNeeds, turn: Turn): Promise<Answer> {
  await leaveConversation(needs, turn.conversation.id);
  const teamId = teamIdOf(turn.activity);
  const left = teamId === undefined ? [] : await leaveTeam(needs, teamId, 'Uninstalled');
  for (const id of [turn.conversation.id, ...left]) needs.conversations.forget(id);
  return nothing;
}
