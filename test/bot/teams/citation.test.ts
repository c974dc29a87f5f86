import { describe, expect, it } from '@jest/globals';
import { citation } from '../../../bot/teams/citation.ts';

interface Appearance {
  name: string;
  abstract: string;
  url: string;
}
const appearanceOf = (entity: object) =>
  (entity as { citation: { appearance: Appearance }[] }).citation[0]!.appearance;

describe('a citation', () => {
  it('names the source as it is', () => {
    const source = { title: 'The FAQ', url: 'https://docs.example/faq#when' };

    expect(appearanceOf(citation(source, 'When?'))).toEqual({
      '@type': 'DigitalDocument',
      name: 'The FAQ',
      url: 'https://docs.example/faq#when',
      abstract: 'When?',
    });
  });

  it('is never longer than Teams takes, and says so where something is left out', () => {
    const { name, abstract } = appearanceOf(
      citation({ title: 'a'.repeat(81), url: 'https://docs.example' }, 'b'.repeat(161)),
    );

    expect([name, abstract]).toEqual([`${'a'.repeat(79)}…`, `${'b'.repeat(159)}…`]);
  });

  it('claims no help of a machine that writes', () => {
    expect(
      JSON.stringify(citation({ title: 'The FAQ', url: 'https://docs.example' }, 'When?')),
    ).not.toContain('AIGeneratedContent');
  });
});
