import { z } from 'zod';
import { lineOfBreak, lineOfPath } from './json-lines.ts';
import type { FaqLanguage } from './matcher.ts';

/**
 * The agreements a bot may be set to, the ways in which acceptance is confirmed, and whether acceptances count from a
 * certain day on (`{day}` stands for it) or whatever their day, as the answers name them.
 */
const HERE_KEYS = ['cloud', 'customer', 'classic', 'direct', 'dated', 'undated'] as const;
export type HereKey = (typeof HERE_KEYS)[number];

/** What an answer may lead on to: the list of who is left, the form, a customer to ask for acceptance. */
const WAYS = ['list', 'form', 'ask'] as const;
export type Way = (typeof WAYS)[number];

export interface FaqSource {
  title: string;
  url: string;
  /** What its answers are about, one line for each agreement that the bot may be set to. */
  about?: { cloud: string; customer: string } | undefined;
}

export interface FaqEntry {
  id: string;
  title: string;
  question: string;
  /** What holds today and overturns the answer, with what to do now; shown before it. */
  now?: string | undefined;
  /** Markdown. */
  answer: string;
  /** One dated line on what changed later. */
  since?: string | undefined;
  /** What it means for this bot, by how the bot is set. */
  here: Partial<Record<HereKey, string>>;
  ways: Way[];
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
  now: text.optional(),
  answer: text,
  since: text.optional(),
  here: z.partialRecord(z.enum(HERE_KEYS), text).default({}),
  ways: z.array(z.enum(WAYS)).default([]),
  related: z.array(z.string()).default([]),
  link: link.optional(),
  source: z.strictObject({ title: text, url: link }).optional(),
});
const fileSchema = z.strictObject({
  language: z.enum(['en', 'fr']),
  source: z.strictObject({
    title: text,
    url: link,
    about: z.strictObject({ cloud: text, customer: text }).optional(),
  }),
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
  return entries.map((entry) => ({
    ...entry,
    source: entry.source ?? source,
    link: entry.link ?? entry.source?.url ?? `${source.url}#${entry.id}`,
  }));
}

function parseJson(path: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new Error(`${path}:${lineOfBreak(json)}: not valid JSON`, { cause });
  }
}
