import { z } from 'zod';
import { holdsContact } from '../../../src/domain/asking/contact-in-text.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { nothing, type Answer } from '../../turn/answer.ts';

type Needs = Pick<BotNeeds, 'database' | 'answerNotes' | 'clock'>;

const LONGEST_COMMENT = 1_000;

const thumbSchema = z.object({
  actionName: z.literal('feedback'),
  actionValue: z.object({ reaction: z.enum(['like', 'dislike']), feedback: z.unknown() }),
});
const commentSchema = z.object({ feedbackText: z.string() });

/**
 * Keeps a press on Teams' own thumbs as a vote for the answer in that message, with the comment and without its author.
 * Clients that do not name the message (the Playground) mean the latest answer.
 */
export async function keepThumb(
  { database, answerNotes, clock }: Needs,
  { activity, conversation }: Turn,
): Promise<Answer> {
  const thumb = thumbSchema.safeParse(activity.value).data?.actionValue;
  if (!thumb) return nothing;
  await answerNotes.settle();
  const answer = await database.faq.answerIn(conversation.id, activity.replyToId);
  if (!answer) return nothing;
  await database.faq.saveVote({
    ...answer,
    helpful: thumb.reaction === 'like',
    comment: commentIn(thumb.feedback),
    at: clock.now(),
  });
  return nothing;
}

/** Returns the comment, which Teams wraps in JSON; undefined where it holds a person's contact details. */
function commentIn(feedback: unknown): string | undefined {
  const text = commentSchema.safeParse(parsed(feedback)).data?.feedbackText.trim();
  return text && !holdsContact(text) ? text.slice(0, LONGEST_COMMENT) : undefined;
}

function parsed(feedback: unknown): unknown {
  if (typeof feedback !== 'string') return feedback;
  try {
    return JSON.parse(feedback);
  } catch {
    return { feedbackText: feedback };
  }
}
