import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Language } from '../../src/domain/language.ts';
import { CARD_NAMES, type CardName, type Cards } from './kit/cards.ts';
import { askCustomerCard } from './customers/ask-customer.ts';
import { customerAskedCard } from './customers/customer-asked.ts';
import { assignCustomerCard } from './customers/assign-customer.ts';
import { confirmationFormCard } from './confirming/confirmation-form.ts';
import { confirmationOutcomeCard } from './confirming/confirmation-outcome.ts';
import { confirmationRecordedCard } from './confirming/confirmation-recorded.ts';
import { detailsCollectedCard } from './confirming/details-collected.ts';
import { customerMatchesCard } from './customers/customer-matches.ts';
import { customerNoteCard } from './customers/customer-note.ts';
import { customerSharedCard } from './customers/customer-shared.ts';
import { customerCard } from './customers/customer.ts';
import { digestDoneCard } from './reminding/digest-done.ts';
import { digestReplacedCard } from './reminding/digest-replaced.ts';
import { digestCard } from './reminding/digest.ts';
import { expertAnswerCard } from './asking/expert-answer.ts';
import { expertQuestionCard } from './asking/expert-question.ts';
import { faqAnswerCard } from './asking/faq-answer.ts';
import { faqOutsideCard } from './asking/faq-outside.ts';
import { faqSuggestionsCard } from './asking/faq-suggestions.ts';
import { helpCard } from './conversations/help.ts';
import { importPreviewCard } from './importing/import-preview.ts';
import { importProgressCard } from './importing/import-progress.ts';
import { importRefusedCard } from './importing/import-refused.ts';
import { remarkCard } from './kit/remark.ts';
import { settingsCard } from './conversations/settings.ts';
import { statusCard } from './customers/status.ts';
import { unconfirmedCard } from './customers/unconfirmed.ts';
import { welcomeCard } from './conversations/welcome.ts';
import type { Card } from '../teams/card.ts';

/** `input` is what the card's builder takes, instants as ISO text; `french` replaces parts of it in French. */
const samplesSchema = z
  .array(
    z.object({
      title: z.string(),
      input: z.record(z.string(), z.unknown()),
      french: z.record(z.string(), z.unknown()).optional(),
    }),
  )
  .min(1);

export interface CardSample {
  name: CardName;
  title: string;
  inputs: Record<Language, Record<string, unknown>>;
}

/** Every card's samples, read from `<name>.sample.json` in a folder. Throws when one is missing or malformed. */
export function readSamples(directory: string): CardSample[] {
  return CARD_NAMES.flatMap((name) => {
    const text = readFileSync(join(directory, `${name}.sample.json`), 'utf8');
    return samplesSchema.parse(JSON.parse(text, reviveInstant)).map(({ title, input, french }) => ({
      name,
      title,
      inputs: { en: input, fr: { ...input, ...french } },
    }));
  });
}

/** The card of a sample. Only the card's schema and the tests check samples. */
export function renderSample(cards: Cards, language: Language, { name, inputs }: CardSample): Card {
  return BUILDERS[name](cards, language, inputs[language] as never);
}

const BUILDERS: Record<CardName, (cards: Cards, language: Language, input: never) => Card> = {
  welcome: welcomeCard,
  help: helpCard,
  'faq-answer': faqAnswerCard,
  'faq-suggestions': faqSuggestionsCard,
  'faq-outside': faqOutsideCard,
  'expert-question': expertQuestionCard,
  'expert-answer': expertAnswerCard,
  'confirmation-form': confirmationFormCard,
  'confirmation-recorded': confirmationRecordedCard,
  'confirmation-outcome': confirmationOutcomeCard,
  'details-collected': detailsCollectedCard,
  customer: customerCard,
  'ask-customer': askCustomerCard,
  'customer-note': customerNoteCard,
  'customer-asked': customerAskedCard,
  'customer-shared': customerSharedCard,
  'customer-matches': customerMatchesCard,
  'assign-customer': assignCustomerCard,
  unconfirmed: unconfirmedCard,
  status: statusCard,
  digest: digestCard,
  'digest-done': digestDoneCard,
  'digest-replaced': digestReplacedCard,
  settings: settingsCard,
  'import-preview': importPreviewCard,
  'import-progress': importProgressCard,
  'import-refused': importRefusedCard,
  remark: remarkCard,
};

function reviveInstant(_key: string, value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? new Date(value) : value;
}
