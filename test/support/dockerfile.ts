import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './source-files.ts';

export interface Instruction {
  /** Which image it belongs to, from 0. */
  stage: number;
  name: string;
  /** All that follows, on one line. */
  text: string;
}

/** The instructions of our Dockerfile, in order, without comments. */
export function readDockerfile(): Instruction[] {
  const lines = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n');
  let stage = -1;
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', text = ''] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
      if (name === 'FROM') stage += 1;
      return { stage, name, text };
    });
}

/** The number of the stage that becomes the image. */
export const lastStage = (): number => Math.max(...readDockerfile().map(({ stage }) => stage));

/** What an image gets from our files, or by the instruction `at` alone: sources and where they go below its folder. */
export function copiedFiles(stage: number, at?: number): { from: string; to: string }[] {
  return readDockerfile()
    .filter((each, index) => each.stage === stage && (at === undefined || index === at))
    .filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from='))
    .flatMap(({ text }) => {
      const paths = text.split(' ');
      const to = paths.at(-1)!;
      return paths.slice(0, -1).map((from) => ({ from, to: to.endsWith('/') ? to + from : to }));
    });
}

/** Whether a path from the root is kept back from the builder, though the folder it is in goes there. */
export function isKeptBack(path: string): boolean {
  const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  const kept = lines.filter((line) => /^[\w.]/.test(line));
  return kept.some((each) => path === each || path.startsWith(`${each}/`));
}

/** The text of the only instruction of that name in the image itself. Throws when there are none or several. */
export function theInstruction(name: string): string {
  const stage = lastStage();
  const found = readDockerfile().filter((each) => each.stage === stage && each.name === name);
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`The image has ${found.length} instructions ${name}`);
  return only.text;
}

/** The words of an instruction in exec form, such as `["node", "bot/start.cjs"]`. */
export function execForm(text: string): string[] {
  return JSON.parse(text.slice(text.indexOf('['))) as string[];
}
