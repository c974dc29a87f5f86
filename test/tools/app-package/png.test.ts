import { describe, expect, it } from '@jest/globals';
import { readPng } from '../../../src/tools/app-package/png.ts';
import { pngOf } from './png-of.ts';

describe('a PNG', () => {
  it('is read whichever way its rows were packed', () => {
    const pixel = (x: number, y: number) => [(x * 37) % 256, (y * 91) % 256, (x * y * 13) % 256, 255 - x];

    const picture = readPng(pngOf(9, pixel, [0, 1, 2, 3, 4]));

    expect(picture).toMatchObject({ width: 9, height: 9 });
    const expected = Array.from({ length: 81 }, (_, at) => pixel(at % 9, Math.floor(at / 9))).flat();
    expect([...picture!.rgba]).toEqual(expected);
  });

  it.each(['', 'GIF89a', '\x89PNG'])('is not what begins with %j', (text) => {
    expect(readPng(Buffer.from(text, 'latin1'))).toBeUndefined();
  });
});
