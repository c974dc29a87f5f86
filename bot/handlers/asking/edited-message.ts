import { changeOf } from '../../teams/activity.ts';
import { wordsOf } from '../../turn/answered-messages.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { Command } from '../../commands/commands.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, nothing, type Answer } from '../../turn/answer.ts';
import { answerQuestion } from './answer-question.ts';
import { bringsRows } from '../importing/receive-file.ts';

/** Whether a person changed what they had written. */
export const wasEdited = ({ activity }: Pick<Turn, 'activity'>): boolean => changeOf(activity) === 'edited';

/** Answers words that are no command. */
export async function answerTyped(needs: BotNeeds, turn: Turn): Promise<Answer> {
  const answer = await answerQuestion(needs, turn);
  return answer.kind === 'card' ? { ...answer, toQuestion: true } : answer;
}

/**
 * Answers a message that a person edited. A question is answered anew, in place of its first answer while that was not
 * touched. A command runs only if the message was not one before, and rows are never read twice. An edit that leaves the
 * words as they were is ignored.
 */
export async function answerEdited(
  needs: BotNeeds,
  turn: Turn,
  run: (turn: Turn, command: Command) => Promise<Answer>,
): Promise<Answer> {
  const { activity, conversation, language } = turn;
  const before = needs.answeredMessages.find(activity);
  if (activity.text === '' || before?.words === wordsOf(activity)) return nothing;
  if (bringsRows(activity)) {
    const remark = conversation.kind === 'personal' ? 'import-edited' : 'import-elsewhere';
    return card(remarkCard(needs.cards, language, { remark }));
  }
  const understood = turn.understood();
  if (understood.kind === 'command') return before?.wasQuestion ? run(turn, understood.command) : nothing;
  const answer = await answerTyped(needs, turn);
  return answer.kind === 'card' && before?.wasQuestion ? { ...answer, replaces: before.answerId } : answer;
}
