import { z } from 'zod';
import type { FaqLanguage } from './matcher.ts';

export interface FaqSource {
  title: string;
  url: string;
}

export interface FaqEntry {
  id: string;
  title: string;
  question: string;
  /** Markdown. */
  answer: string;
  /** One dated line on what changed later. */
  since?: string | undefined;
  related: string[];
  /** The entry's own section in the source, or the source itself. */
  link: string;
}

export interface FaqFile {
  source: FaqSource;
  entries: FaqEntry[];
}

const text = z.string().trim().min(1);
const fileSchema = z.strictObject({
  language: z.enum(['en', 'fr']),
  source: z.strictObject({ title: text, url: z.url({ protocol: /^https?$/ }) }),
  entries: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'small letters, digits and single hyphens only'),
        title: text,
        question: text,
        answer: text,
        since: text.optional(),
        related: z.array(z.string()).default([]),
        phrasings: z.array(text).optional(),
      }),
    )
    .min(1),
});

/**
 * Reads the text of one FAQ file. Throws an error that names the path and, as near as it can be told, the line.
 */
export function parseFaqFile(path: string, json: string, language: FaqLanguage): FaqFile {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (error) {
    throw new Error(`${path}:${lineOfSyntaxError(json, error)}: not valid JSON`, { cause: error });
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Error(`${path}:${lineOfPath(json, issue.path)}: ${issue.path.join('.')} ${issue.message}`);
  }
  if (parsed.data.language !== language) {
    throw new Error(`${path}:${lineOfPath(json, ['language'])}: language must be "${language}"`);
  }
  const { source, entries } = parsed.data;
  return { source, entries: entries.map((entry) => ({ ...entry, link: `${source.url}#${entry.id}` })) };
}

function lineOfSyntaxError(json: string, error: unknown): number {
  const position = /position (\d+)/.exec(String(error))?.[1];
  return lineAt(json, position === undefined ? json.length : Number(position));
}

/** The line where the value at a path begins, found by following its keys through the text. */
function lineOfPath(json: string, path: readonly PropertyKey[]): number {
  let at = 0;
  for (const key of path) {
    if (typeof key === 'number') {
      for (let passed = 0; passed <= key; passed++) {
        const next = json.indexOf('{', at + 1);
        if (next > 0) at = next;
      }
    } else {
      const next = json.indexOf(`"${String(key)}"`, at);
      if (next > 0) at = next;
    }
  }
  return lineAt(json, at);
}

function lineAt(json: string, position: number): number {
  return json.slice(0, position).split('\n').length;
}
