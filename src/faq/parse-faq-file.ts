import { z } from 'zod';
import { lineOfBreak, lineOfPath } from './json-lines.ts';
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
  /** The entry's own section in its source. */
  link: string;
  source: FaqSource;
}

const text = z.string().trim().min(1);
const link = z.url({ protocol: /^https?$/ });
const entrySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be small letters and digits with single hyphens'),
  title: text,
  question: text,
  answer: text,
  since: text.optional(),
  related: z.array(z.string()).default([]),
  link: link.optional(),
});
const fileSchema = z.strictObject({
  language: z.enum(['en', 'fr']),
  source: z.strictObject({ title: text, url: link }),
  entries: z
    .array(entrySchema)
    .min(1)
    .superRefine((entries, context) => {
      const seen = new Set<string>();
      entries.forEach(({ id }, index) => {
        if (seen.has(id))
          context.addIssue({ code: 'custom', path: [index, 'id'], message: `"${id}" is there twice` });
        seen.add(id);
      });
    }),
});

/**
 * The entries of one FAQ file, given its text. Throws an error that begins with path and line when the text is
 * not JSON, breaks the format, or is in another language than expected.
 */
export function parseFaqFile(path: string, json: string, language: FaqLanguage): FaqEntry[] {
  const parsed = fileSchema.safeParse(parseJson(path, json));
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Error(
      `${path}:${lineOfPath(json, issue.path)}: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
    );
  }
  const { source, entries, language: written } = parsed.data;
  if (written !== language)
    throw new Error(`${path}:${lineOfPath(json, ['language'])}: language must be "${language}"`);
  return entries.map((entry) => ({ ...entry, source, link: entry.link ?? `${source.url}#${entry.id}` }));
}

function parseJson(path: string, json: string): unknown {
  const broken = lineOfBreak(json);
  if (broken !== undefined) throw new Error(`${path}:${broken}: not valid JSON`);
  return JSON.parse(json);
}
