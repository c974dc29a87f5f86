import { describe, expect, it } from '@jest/globals';
import { decodeEntities } from '../../../src/domain/text/html-entities.ts';

describe('an entity', () => {
  it.each([
    ['H&eacute;l&egrave;ne', 'Hélène'],
    ['M&uuml;ller &amp; S&ouml;hne', 'Müller & Söhne'],
    ['&Lstrok;ukasz &Zdot;&oacute;&lstrok;&cacute;', 'Łukasz Żółć'],
    ['&Scaron;koda &scedil; &gbreve; &Odblac;', 'Škoda ş ğ Ő'],
    ['&Oslash;rsted &aring; &szlig; &OElig;uvre', 'Ørsted å ß Œuvre'],
    ['&Alpha;&lambda;&sigmaf;', 'Αλς'],
    ['O&rsquo;Neil&nbsp;&ndash;', 'O’Neil\u00a0–'],
    ['&#233;&#xE9;&#146;&#128512;', 'éé’😀'],
    ['Smith &amp;amp; Co', 'Smith & Co'],
    ['AT&T; R&D &bogus; &; a&b', 'AT&T; R&D &bogus; &; a&b'],
  ])('%s is read as %s', (text, decoded) => {
    expect(decodeEntities(text)).toBe(decoded);
  });

  it('takes time in proportion to the text', () => {
    const text = '&amp;'.repeat(20_000);

    expect(decodeEntities(text)).toHaveLength(20_000);
  });
});
