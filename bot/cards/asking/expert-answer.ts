import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { Question } from '../../../src/domain/asking/question.ts';
import type { Cards } from '../kit/cards.ts';
import { typedLines } from '../kit/typed-lines.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

export interface ExpertAnswerInput {
  question: Pick<Question, 'text' | 'asker' | 'answer'>;
  /** Whether the person who asked must be mentioned, because others read along. */
  mention: boolean;
}

const LINK_LIMIT = 3;

const answerData = z.object({
  mention: z.string().optional(),
  entities: z.array(
    z.object({
      type: z.literal('mention'),
      text: z.string(),
      mentioned: z.object({ id: z.string(), name: z.string() }),
    }),
  ),
  questionLines: typedLines,
  by: userText,
  answerLines: typedLines,
  links: z.array(z.object({ title: z.string(), url: z.url({ protocol: /^https$/ }) })).max(LINK_LIMIT),
});

/** An expert's answer, for the person who asked. */
export function expertAnswerCard(cards: Cards, language: Language, input: ExpertAnswerInput): Card {
  const { question } = input;
  const { answer } = question;
  if (!answer) throw new Error('Only an answer that is known can be shown');
  const mention = input.mention ? mentionOf(question.asker) : undefined;
  const data = answerData.parse({
    mention: mention?.text,
    entities: mention ? [mention] : [],
    questionLines: question.text,
    by: answer.by.name || cards.say(language, 'common.someone'),
    answerLines: answer.text,
    links: linksIn(answer.text).map((url) => ({
      title: cards.phrase(language, 'common.openLink', { host: new URL(url).host }),
      url,
    })),
  });
  return cards.render('expert-answer', language, data);
}

/** Teams finds a mention by its text. A name in it must hold nothing that reads as markup. */
function mentionOf(person: Question['asker']) {
  const name = person?.name.replace(/[^\p{L}\p{M}\p{N} .,'’-]/gu, '').trim();
  if (!person || !name) return undefined;
  return { type: 'mention' as const, text: `<at>${name}</at>`, mentioned: { id: person.id, name } };
}

/** People's own words link nowhere by themselves; the pages they name get buttons that say where they lead. */
function linksIn(text: string): string[] {
  const found = text.match(/https:\/\/[^\s<>"«»]+/g) ?? [];
  const links = found
    .map((link) => link.replace(/[.,;:!?)\]}'’…]+$/, ''))
    .filter((link) => URL.canParse(link));
  return [...new Set(links)].slice(0, LINK_LIMIT);
}
