import { describe, expect, it } from '@jest/globals';
import { loadCards } from '../../../bot/cards/kit/cards.ts';
import { readSamples, renderSample } from '../../../bot/cards/samples.ts';
import { LANGUAGES } from '../../../src/domain/language.ts';
import { CARDS_DIRECTORY, contentOf, nodesOfType, textIn, type Node } from './support.ts';

const direct = loadCards(CARDS_DIRECTORY, 'direct');
const samples = readSamples(CARDS_DIRECTORY);

describe.each(LANGUAGES)(
  'on the route by which customers accept with Microsoft itself, in %s',
  (language) => {
    it('no card has a button to one customer’s form: it leads to asking that customer', () => {
      const forms = samples.flatMap((sample) =>
        nodesOfType(contentOf(renderSample(direct, language, sample)), 'Action.Execute')
          .filter(({ verb, data, fallback }) => {
            const fallbackVerb = ((fallback as Node).data as Node | undefined)?.verb;
            const isForm = [verb, fallbackVerb].includes('confirmation.open');
            return isForm && (data as Node).customerId !== undefined;
          })
          .map(() => `${sample.name}: ${sample.title}`),
      );

      expect(forms).toEqual([]);
    });

    it('what people are welcomed with speaks of asking, not of filing', () => {
      const texts = samples
        .filter(({ name }) => name === 'welcome' || name === 'help')
        .map((sample) => textIn(contentOf(renderSample(direct, language, sample))));

      for (const text of texts) {
        expect(text).not.toMatch(/I confirm to Partner Center|Je confirme à l’Espace partenaires/);
      }
    });
  },
);
