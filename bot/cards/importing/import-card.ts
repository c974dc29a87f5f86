import type { ImportView } from '../../../src/domain/importing/import.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { importPreviewCard } from './import-preview.ts';
import { importProgressCard } from './import-progress.ts';
import { importRefusedCard } from './import-refused.ts';
import { remarkCard } from '../kit/remark.ts';
import type { Card } from '../../teams/card.ts';

/** The card of an import in its present state. */
export function importCard(cards: Cards, language: Language, view: ImportView): Card {
  const { state, problem } = view.import;
  switch (state) {
    case 'arrived':
      return remarkCard(cards, language, { remark: 'import-checking' });
    case 'refused':
      return importRefusedCard(cards, language, { problem: problem ?? { kind: 'damaged' } });
    case 'preview':
      return importPreviewCard(cards, language, view);
    case 'running':
    case 'paused':
    case 'finished':
      return importProgressCard(cards, language, view);
    case 'cancelled':
      return remarkCard(cards, language, { remark: 'import-cancelled' });
    case 'expired':
      return remarkCard(cards, language, { remark: 'import-expired' });
  }
}
