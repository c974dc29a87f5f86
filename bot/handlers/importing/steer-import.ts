import type { ImportPurpose } from '../../../src/domain/importing/import-purpose.ts';
import { ownImport, steerImport, type ImportStep } from '../../../src/use-cases/importing/steer-import.ts';
import { viewImport } from '../../../src/use-cases/importing/view-import.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import { importProgressCard } from '../../cards/importing/import-progress.ts';
import { importCard } from '../../cards/importing/import-card.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { flagIn, textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';

/**
 * A button under a file: the step is taken where it is still possible; the card shows the state either way. `only`: what
 * the file must be for, where its route decides that.
 */
export const importPress =
  (step: ImportStep, only?: ImportPurpose) =>
  async (needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> => {
    const importId = textIn(data, 'importId') ?? '';
    const purpose = only && (await needs.database.imports.find(importId))?.purpose;
    if (purpose === 'acceptances' && only === 'asks') {
      return card(remarkCard(needs.cards, turn.language, { remark: 'no-files' }));
    }
    const found = await steerImport(needs, {
      importId: purpose === only ? importId : '',
      personId: turn.person.id,
      conversationId: turn.conversation.id,
      step,
    });
    if (!found) return card(remarkCard(needs.cards, turn.language, { remark: 'import-gone' }));
    return card(importCard(needs.cards, turn.language, await viewImport(needs, found)), { inPlace: true });
  };

/** « Give up the rest » asks once, for it cannot be seen how much that is; before the start there is nothing to lose. */
export async function cancelImport(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const importId = textIn(data, 'importId') ?? '';
  const own = { importId, personId: turn.person.id, conversationId: turn.conversation.id };
  const found = await ownImport(needs.database, own);
  if (found?.state !== 'paused' || flagIn(data, 'sure')) return importPress('cancel')(needs, turn, data);
  const view = await viewImport(needs, found);
  return card(importProgressCard(needs.cards, turn.language, view, { asks: true }), { inPlace: true });
}
