import { Parser } from 'htmlparser2';
import { createTableReader } from './table-reader.ts';

/** What the HTML of a message says, as Teams sends it beside the text: entities decoded, mentions left out. */
export interface MessageHtml {
  /** What the person wrote, without what is quoted of others; a line for each line. */
  text: string;
  /** Whether it quotes the message that it answers. */
  quotes: boolean;
  /** Each table as rows of cells. */
  tables: string[][][];
  /** Each block of code, its lines and tabs as typed. */
  codeBlocks: string[];
}

const LINES = new Set(
  'address article br codeblock div dd dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul'.split(' '),
);
const UNREAD = new Set(['at', 'attachment', 'quoted', 'script', 'style', 'template', 'title']);
const REPLY = /\/Reply$/i;
const EMOJI = /\/Emoji$/i;
const MENTION = /\/Mention$/i;

/** Reads the HTML of a message, in time proportional to its length. Never throws: what is no HTML is text. */
export function readMessageHtml(html: string): MessageHtml {
  const tables = createTableReader();
  const codeBlocks: string[] = [];
  let [own, typedQuote] = ['', ''];
  let [unread, quoted] = [0, 0];
  let code: string | undefined;
  let quotes = false;

  function say(text: string, asTyped = code !== undefined): void {
    if (unread > 0) return;
    tables.read(text);
    if (code !== undefined) code += text;
    const said = asTyped ? text : text.replace(/\s+/g, blankFor);
    if (quoted > 0) typedQuote += said;
    else own += said;
  }

  /** Begins an element; returns what to do at its end. */
  function begin(name: string, attributes: Record<string, string>): () => void {
    const itemType = attributes.itemtype ?? '';
    quotes ||= name === 'quoted' || REPLY.test(itemType);
    if (UNREAD.has(name) || REPLY.test(itemType) || MENTION.test(itemType)) {
      unread += 1;
      return () => (unread -= 1);
    }
    if (LINES.has(name)) say('\n', true);
    switch (name) {
      case 'img':
        // A picture's description was written by others.
        if (EMOJI.test(itemType)) say(attributes.alt ?? '');
        return nothing;
      case 'emoji':
        say(attributes.alt ?? '');
        return nothing;
      case 'blockquote':
        say('\n', true);
        quoted += 1;
        return () => (quoted -= 1);
      case 'pre':
      case 'codeblock':
        if (code !== undefined) return nothing;
        code = '';
        return () => {
          codeBlocks.push((code ?? '').replaceAll('\u00a0', ' '));
          code = undefined;
        };
      case 'table':
        tables.open();
        return tables.close;
      case 'tr':
        tables.openRow();
        return tables.closeRow;
      case 'td':
      case 'th':
        tables.openCell({ columns: attributes.colspan, rows: attributes.rowspan });
        return () => {
          tables.closeCell();
          say('\t', true);
        };
      default:
        return LINES.has(name) && name !== 'br' ? () => say('\n', true) : nothing;
    }
  }

  const ends: (() => void)[] = [];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => ends.push(begin(name, attributes)),
      onclosetag: () => ends.pop()?.(),
      ontext: (text) => say(text),
    },
    { recognizeSelfClosing: true },
  );
  parser.end(html);
  // A quotation is the person's own typing where nothing else was typed.
  return { text: linesIn(own) || linesIn(typedQuote), quotes, tables: tables.tables, codeBlocks };
}

const nothing = () => undefined;

/** A tab between words parts the cells of a pasted row; one after a line end only indents the HTML. */
const blankFor = (blanks: string) => (blanks.includes('\t') && !blanks.includes('\n') ? '\t' : ' ');

/** Returns the lines that are not empty, without the blanks around them. */
function linesIn(text: string): string {
  const lines = text.replaceAll('\u00a0', ' ').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim())
    .join('\n');
}
