import { steerImport, type ImportStep } from '../../../src/use-cases/importing/steer-import.ts';
import { viewImport } from '../../../src/use-cases/importing/view-import.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import { importCard } from '../../cards/importing/import-card.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';

/** A button under a file: the step is taken where it is still possible; the card shows the state either way. */
export const importPress =
  (step: ImportStep) =>
  async (needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> => {
    const found = await steerImport(needs, {
      importId: textIn(data, 'importId') ?? '',
      personId: turn.person.id,
      conversationId: turn.conversation.id,
      step,
    });
    if (!found) return card(remarkCard(needs.cards, turn.language, { remark: 'import-gone' }));
    return card(importCard(needs.cards, turn.language, await viewImport(needs, found)), { inPlace: true });
  };
