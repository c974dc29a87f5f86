import { describe, expect, it } from '@jest/globals';
import { captionNaming } from '../../../../bot/cards/kit/caption.ts';
import { LANGUAGES } from '../../../../src/domain/language.ts';
import { cards } from '../support.ts';

const LONG = 'Société Générale de Maintenance Industrielle et Tertiaire du Grand Est';

describe('a caption with a name', () => {
  it('has the whole name where that fits', () => {
    expect(captionNaming(cards, 'en', 'common.confirmOne', 'Contoso')).toBe(
      cards.phrase('en', 'common.confirmOne', { customer: 'Contoso' }),
    );
  });

  it.each(LANGUAGES)('fits into a row of its own in %s, however long the name is', (language) => {
    const captions = (['common.confirmOne', 'common.statusOf', 'faq-outside.askExpert'] as const).map((key) =>
      captionNaming(cards, language, key, LONG),
    );

    for (const caption of captions) expect(caption).toMatch(/Société Générale de .*…/);
    for (const caption of captions) expect(caption.length).toBeLessThanOrEqual(46);
  });

  it('keeps the beginning of a name where the words around it leave little room', () => {
    expect(captionNaming(cards, 'fr', 'details-collected.release', LONG)).toMatch(
      /Société….*avec ces informations/,
    );
  });
});
