import { z } from 'zod';

/**
 * Noncharacters: Unicode sets them aside for a program's own use. What stands between them was typed by a person and
 * is escaped, once, where the finished card shows it.
 */
const OPEN = '\ufdd0';
const CLOSE = '\ufdd1';
const MARKS = new RegExp(`[${OPEN}${CLOSE}]`, 'g');
const MARKED = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, 'g');

/** Controls, direction overrides and isolates, with which one name can pose as another. */
const DECEIVING = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Marks a text as a person's own words. Marking twice is marking once. */
export function markUserText(text: string): string {
  return `${OPEN}${withoutMarks(text)}${CLOSE}`;
}

/** A card field that holds a person's own words. */
export const userText = z.string().transform(markUserText);

/** For inputs and values that travel: exactly as typed. */
export function withoutMarks(text: string): string {
  return text.replace(MARKS, '');
}

/** For button titles and other places without markdown: one line, with no character that turns the reading order. */
export function asTitle(text: string): string {
  return text.replace(MARKED, (_, typed: string) => onOneLine(typed));
}

/** For places that read markdown: the person's own words show as typed and do nothing. */
export function asMarkdown(text: string): string {
  return text.replace(MARKED, (_, typed: string) => escapeMarkdown(onOneLine(typed)));
}

/** The plain text of what `asMarkdown` made, where that holds no markdown of ours. */
export function unescapeMarkdown(text: string): string {
  return text.replace(/\\([^\p{L}\p{N}\s])/gu, '$1');
}

/** What is left when the person's own words are taken out. */
export function withoutUserText(text: string): string {
  return text.replace(MARKED, '');
}

function onOneLine(text: string): string {
  return text.replace(/[^\S\u00a0\u202f]+/g, ' ').replace(DECEIVING, '');
}

/**
 * Escapes only what could act: some clients show a needless backslash. Bare addresses are broken as links, `{{` would
 * start the cards' own date function, an entity would be decoded.
 */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\[\]*_~<>`]/g, '\\$&')
    .replace(/(?<=\\\])\(/g, '\\(')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/(?<=\bwww)\./gi, '\\.')
    .replace(/(?<=[\p{L}\p{N}_.+-])@(?=\w)/gu, '\\@')
    .replace(/&(?=#|\w+;)/g, '\\&')
    .replace(/(?<=\{)\{/g, '\\{')
    .replace(/^(\s*)([-+#=|])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2');
}
