import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsSchema } from '../../src/settings.ts';
import { ROOT } from '../support/source-files.ts';

const SETTINGS = Object.keys(settingsSchema.shape).sort();

describe('the settings', () => {
  it('are the same in docs/settings.md as in the code', () => {
    const named = read('docs/settings.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map((match) => match[1] ?? ''));

    expect(named.sort()).toEqual(SETTINGS);
  });

  it('are the same in .env.example as in the code', () => {
    expect([...exampleValues().keys()].sort()).toEqual(SETTINGS);
  });

  it('have the same defaults in .env.example as in the code', () => {
    const defaults = settingsSchema.parse({}) as Record<string, unknown>;
    const shown = [...exampleValues()].filter(([, value]) => value !== '');

    const different = shown.filter(([name, value]) => String(defaults[name]) !== value);

    expect(different).toEqual([]);
    expect(shown.length).toBeGreaterThan(5);
  });
});

/** Names and values of `NAME=value` lines, whether commented out or not. */
function exampleValues(): Map<string, string> {
  const lines = read('.env.example').matchAll(/^#? ?([A-Za-z]\w*)=(.*)$/gm);
  return new Map([...lines].map((match) => [match[1] ?? '', (match[2] ?? '').trim()]));
}

function read(name: string): string {
  return readFileSync(join(ROOT, name), 'utf8');
}
