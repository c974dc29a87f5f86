import type { z } from 'zod';
import { RestoreError } from './restore-error.ts';

/** Reads the lines of a file one after the other, and says which one is wrong. */
export interface LineReader {
  /** Throws RestoreError where the file ends. */
  next(): Promise<string>;
  /** Reads up to `lines` lines, fewer when they are long; at least one. */
  batch(lines: number, characters: number): Promise<string[]>;
  /** Parses a line. Throws RestoreError where it does not fit the schema. */
  parsed<Schema extends z.ZodType>(schema: Schema, line: string): z.infer<Schema>;
  /** How many lines were read. */
  lineNumber(): number;
  damaged(): RestoreError;
}

export function createLineReader(lines: AsyncIterable<string>): LineReader {
  const iterator = lines[Symbol.asyncIterator]();
  let number = 0;
  const damaged = () =>
    new RestoreError(`The file is no export of this bot, or it is damaged (line ${number}).`);

  async function next(): Promise<string> {
    const line = await iterator.next();
    if (line.done) {
      throw number === 0
        ? damaged()
        : new RestoreError('The file ends too early: it was not written, or not copied, to its end.');
    }
    number += 1;
    return line.value;
  }

  return {
    next,
    damaged,
    lineNumber: () => number,
    batch: async (lines, characters) => {
      const batch: string[] = [];
      for (let length = 0; batch.length < lines && length < characters;) {
        const line = await next();
        batch.push(line);
        length += line.length;
      }
      return batch;
    },
    parsed: (schema, line) => {
      const read = schema.safeParse(parsedJson(line));
      if (!read.success) throw damaged();
      return read.data;
    },
  };
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
