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
 * Builds what a button under an import does: it takes the step where that is still possible, and shows the state either
 * way. `only`: the purpose the import must have, where the route decides that.
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

/**
 * « Give up the rest » asks once, for a person cannot see how much that is. Before the start it does not ask: nothing is
 * lost.
 */
export async function cancelImport(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const importId = textIn(data, 'importId') ?? '';
  const own = { importId, personId: turn.person.id, conversationId: turn.conversation.id };
  const found = await ownImport(needs.database, own);
  if (found?.state !== 'paused' || flagIn(data, 'sure')) return importPress('cancel')(needs, turn, data);
  const view = await viewImport(needs, found);
  return card(importProgressCard(needs.cards, turn.language, view, { asks: true }), { inPlace: true });
}
