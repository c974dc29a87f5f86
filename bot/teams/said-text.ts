import { decodeHTMLStrict } from 'entities';
import { readMessageHtml } from './message-html.ts';

/** How many entities are read: no message that people write quotes or mentions more. */
const ENTITIES_READ = 20;

/** The parts of an activity that hold what was typed. */
interface Said {
  text: string;
  textFormat?: string | undefined;
  value?: unknown;
  recipient: { id: string };
  entities: Record<string, unknown>[];
  attachments: Record<string, unknown>[];
}

/**
 * Returns what the person typed: without mentions, without the message it answers, without the marks of code, entities
 * decoded. Text that comes only as HTML is read there. A press has no text of its own.
 */
export function saidText(said: Said): string {
  const typed = wordsIn(said);
  if (typed !== '' || isPress(said)) return typed;
  return withoutCodeMarks(
    htmlOf(said)
      .map((html) => readMessageHtml(html).text)
      .join('\n'),
  ).trim();
}

/** The HTML that Teams made of a message; empty where it made none. */
export function htmlOf({ attachments }: Pick<Said, 'attachments'>): string[] {
  return attachments.flatMap(({ contentType, content }) =>
    contentType === 'text/html' && typeof content === 'string' ? [content] : [],
  );
}

function wordsIn(said: Said): string {
  if (isHtml(said)) return withoutCodeMarks(readMessageHtml(said.text).text).trim();
  const plain = withoutOwnName(withoutQuotes(said), said);
  return withoutCodeMarks(decoded(withoutElements(plain, 'at')));
}

const isHtml = ({ text, textFormat = '' }: Said) =>
  /^(xml|html)$/i.test(textFormat) || /^\s*<(p|div)\b[^<>]*>[^]*<\/\1>\s*$/i.test(text);
const isPress = ({ value }: Said) => typeof value === 'object' && value !== null;

/** Decodes entities only where they are complete: people write « R&D » too. */
const decoded = (text: string): string => decodeHTMLStrict(text).replaceAll('\u00a0', ' ').trim();

/**
 * Leaves out the message that is answered. Teams marks it in the text, in the HTML beside it, or repeats its first words
 * on lines of their own.
 */
function withoutQuotes(said: Said): string {
  const marked = said.text.replace(/<quoted\b[^<>]*\/>/gi, ' ');
  const bare = withoutElements(withoutElements(marked, 'quoted'), 'blockquote');
  const fromHtml = htmlOf(said)
    .filter((html) => /<blockquote\b/i.test(html))
    .map(readMessageHtml)
    .find(({ quotes }) => quotes);
  if (fromHtml?.text) return fromHtml.text;
  if (bare.trim() === '') return marked.replace(/<\/?(?:quoted|blockquote)\b[^<>]*>/gi, ' ');
  return withoutQuotedLines(bare === said.text ? withoutPreview(bare, said.entities) : bare);
}

/** Lines that begin with « > », as Markdown quotes, unless there are no others. */
function withoutQuotedLines(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '' && !/^\s*>/.test(line));
  return first > 0 ? lines.slice(first).join('\n') : text;
}

function withoutPreview(text: string, entities: Said['entities']): string {
  for (const { type, quotedReply } of entities.slice(0, ENTITIES_READ)) {
    const preview = (quotedReply as { preview?: unknown } | undefined)?.preview;
    if (type !== 'quotedReply' || typeof preview !== 'string' || preview.trim() === '') continue;
    const [before, after] = [preview.trim(), text.trimStart()];
    const rest = after.startsWith(before) ? after.slice(before.length) : '';
    if (/^\s*\n/.test(rest) && rest.trim() !== '') return rest;
  }
  return text;
}

/** Leaves out the bot's own name. Some clients write it as plain text, and say only beside the text that it is a mention. */
function withoutOwnName(text: string, { entities, recipient }: Said): string {
  let left = text;
  for (const { type, mentioned, text: shown } of entities.slice(0, ENTITIES_READ)) {
    const isOurs = (mentioned as { id?: unknown } | undefined)?.id === recipient.id && recipient.id !== '';
    if (type === 'mention' && isOurs && typeof shown === 'string' && shown.trim() !== '') {
      left = left.split(shown).join(' ');
    }
  }
  return left;
}

/** Leaves out fences and backticks around code, which clients send that do not draw it. */
function withoutCodeMarks(text: string): string {
  if (!text.includes('`')) return text;
  const fenced = text.replace(/```[\w+#-]*[ \t]*(?=\r?\n)/g, '').replaceAll('```', '');
  const bare = fenced.trim() === '' ? text.replaceAll('```', '') : fenced;
  return bare.replace(/`([^`\n]+)`/g, '$1').trim();
}

/** The text without the elements of a name, what they hold included. Takes time in proportion to its length. */
export function withoutElements(text: string, name: string): string {
  const opening = new RegExp(`<${name}\\b[^<>]*>`, 'gi');
  const closing = new RegExp(`</${name}>`, 'gi');
  const kept: string[] = [];
  let from = 0;
  for (let open = opening.exec(text); open; open = opening.exec(text)) {
    closing.lastIndex = opening.lastIndex;
    const close = closing.exec(text);
    if (!close) break;
    kept.push(text.slice(from, open.index));
    from = opening.lastIndex = closing.lastIndex;
  }
  kept.push(text.slice(from));
  return kept.join(' ');
}
