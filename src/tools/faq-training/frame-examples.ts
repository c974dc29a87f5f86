import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OUTSIDE } from '../../faq/model.ts';
import type { Example } from './example.ts';
import { seededRandom } from './softmax-regression.ts';

const texts = z.array(z.string().min(1));
const framesSchema = z.record(
  z.enum(['en', 'fr']),
  z.strictObject({ frames: z.record(z.string(), texts), inside: texts, outside: texts }),
);

const PLACE = '{}';
const OUTSIDE_FOR_EACH = 8;
const INSIDE_FOR_EACH = 4;
const WEIGHT = 0.4;

/**
 * Questions made by putting things into frames (`when does {} start`): a thing of the FAQ makes a question of the
 * frame's entry, any other a near miss. They teach that the way of asking is not enough.
 */
export function frameExamples(path: string): Example[] {
  const byLanguage = framesSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const random = seededRandom(23);
  return Object.entries(byLanguage).flatMap(([name, { frames, inside, outside }]) => {
    const language = name as 'en' | 'fr';
    return Object.entries(frames).flatMap(([entry, ways]) =>
      ways.flatMap((frame) => {
        const fill = (label: string) => (thing: string) => ({
          text: frame.replace(PLACE, thing),
          language,
          label,
          weight: WEIGHT,
        });
        return [
          ...someOf(inside, INSIDE_FOR_EACH, random).map(fill(entry)),
          ...someOf(outside, OUTSIDE_FOR_EACH, random).map(fill(OUTSIDE)),
        ];
      }),
    );
  });
}

function someOf<T>(items: readonly T[], count: number, random: () => number): T[] {
  const rest = [...items];
  return Array.from(
    { length: Math.min(count, rest.length) },
    () => rest.splice(Math.floor(random() * rest.length), 1)[0]!,
  );
}
