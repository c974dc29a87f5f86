import { describe, expect, it } from '@jest/globals';
import { expertAnswerCard } from '../../../../bot/cards/asking/expert-answer.ts';
import {
  expertQuestionCard,
  type ExpertQuestionInput,
} from '../../../../bot/cards/asking/expert-question.ts';
import type { Question } from '../../../../src/domain/asking/question.ts';
import { buttonFor, buttonsIn, cards, contentOf, inputIn, nodesOfType, textIn, textsIn } from '../support.ts';

const ASKER = { id: 'id-camille', name: 'Camille *Roussel* <at>' };
const EXPERT = { id: 'id-noor', name: 'Noor Haddad' };
const QUESTION = {
  id: 'q1',
  text: 'First line.\n\n  - second *line*',
  asker: ASKER,
  state: 'passed',
  answer: null,
} satisfies Partial<Question>;
const LINK = 'https://teams.microsoft.com/l/message/19%3Ax/154';
const ANSWERED = {
  ...QUESTION,
  state: 'delivered',
  answer: { text: 'Yes.\nTomorrow.', by: EXPERT },
} as const;

const questionCard = (input: Partial<ExpertQuestionInput> = {}) =>
  contentOf(expertQuestionCard(cards, 'en', { question: QUESTION, ...input }));
const answerCard = (text: string, mention = false) =>
  contentOf(
    expertAnswerCard(cards, 'fr', { question: { ...QUESTION, answer: { text, by: EXPERT } }, mention }),
  );

describe('a question for a person', () => {
  it('shows every line as it was typed, and who asked where', () => {
    const card = questionCard({ askedIn: { kind: 'channel', name: 'Licensing' }, link: LINK });

    expect(textsIn(card)).toEqual(expect.arrayContaining(['First line.', '\\- second \\*line\\*']));
    expect(textIn(card)).toContain('Licensing');
    expect(card.fallbackText).toBe('Camille \\*Roussel\\* \\<at\\> asks: First line. - second \\*line\\*');
    expect(buttonsIn(card).find(({ type }) => type === 'Action.OpenUrl')?.url).toBe(LINK);
  });

  it.each([
    ['personal', 'A chat with me'],
    ['groupChat', 'A group chat'],
    ['channel', 'A channel'],
  ] as const)('from a %s without a name says what it is', (kind, said) => {
    expect(textIn(questionCard({ askedIn: { kind, name: null } }))).toContain(said);
  });

  it('has room for an answer of several lines, and a button that sends it', () => {
    const card = questionCard();

    expect(inputIn(card, 'answer')).toMatchObject({ isMultiline: true, isRequired: true, maxLength: 4_000 });
    expect(inputIn(card, 'answer')).not.toHaveProperty('value');
    expect(buttonFor(card, 'faq.answer')?.data).toMatchObject({ questionId: 'q1', language: 'en' });
  });

  it('comes back with what was typed and a text that says what is wrong', () => {
    const card = questionCard({ wrong: { problem: 'too-long', typed: 'Too *long*' } });

    expect(inputIn(card, 'answer')?.value).toBe('Too *long*');
    expect(textIn(card)).toContain('⚠️ This is too long: 4000 characters at most.');
  });

  it('shows the answer and whose it is once there is one, with no way to send another', () => {
    const card = questionCard({ question: ANSWERED });

    expect(textsIn(card)).toEqual(expect.arrayContaining(['Noor Haddad answered:', 'Yes.', 'Tomorrow.']));
    expect([inputIn(card, 'answer'), buttonFor(card, 'faq.answer')]).toEqual([undefined, undefined]);
    expect(textIn(card)).not.toContain('could not be delivered');
  });

  it('says so when the answer could not be delivered', () => {
    const card = questionCard({ question: { ...ANSWERED, state: 'failed' } });

    expect(textIn(card)).toContain('could not be delivered');
  });
});

describe('a person’s answer', () => {
  it('shows the question and every line of the answer, and that it is no reviewed one', () => {
    const card = answerCard('Oui.\r\nDemain.');

    expect(textsIn(card)).toEqual(expect.arrayContaining(['First line.', 'Oui.', 'Demain.']));
    expect(textIn(card)).toContain('Noor Haddad répond');
    expect(textIn(card)).toContain('réponses relues');
  });

  it('calls the asker where others read along, by a name that Teams finds again', () => {
    const mention = '<at>Camille Roussel at</at>';

    const card = answerCard('Oui.', true);

    expect(textsIn(card)).toContain(mention);
    expect(card.msteams).toEqual({
      entities: [
        { type: 'mention', text: mention, mentioned: { id: 'id-camille', name: 'Camille Roussel at' } },
      ],
    });
  });

  it('calls no person in a chat of one’s own', () => {
    expect(JSON.stringify(answerCard('Oui.'))).not.toContain('mention');
  });

  it('gives a button to each of the first pages it names, secure ones only', () => {
    const text =
      'See https://a.example/x?y=1, (https://b.example/), http://c.example and https://a.example/x?y=1.';

    const links = nodesOfType(answerCard(text), 'Action.OpenUrl');

    expect(links.map(({ title, url }) => [title, url])).toEqual([
      ['Ouvrir a.example', 'https://a.example/x?y=1'],
      ['Ouvrir b.example', 'https://b.example/'],
    ]);
  });
});
