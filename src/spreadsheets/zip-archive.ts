import { StringDecoder } from 'node:string_decoder';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { FileRefused } from './file-refused.ts';

/** So much may come out of an archive altogether, whatever it claims: a few kilobytes can hold gigabytes. */
const LARGEST_CONTENT = 96 * 1024 * 1024;
const MOST_ENTRIES = 2_000;

/** What a reader of XML hears; names come without their prefix. */
export interface XmlEvents {
  open?(name: string, attributes: Record<string, string>): void;
  /** May come in pieces. */
  text?(text: string): void;
  close?(name: string): void;
  /** Asked after each piece of the file: false ends the reading. */
  goesOn?(): boolean;
}

export interface ZipArchive {
  has(path: string): boolean;
  /** Reads a part as XML, piece by piece; does nothing when there is no such part. */
  readXml(path: string, events: XmlEvents): Promise<void>;
}

/** Opens a ZIP archive in memory. Throws FileRefused `damaged` or `too-large`, also later while it is read. */
export async function openZip(bytes: Buffer): Promise<ZipArchive> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false }).catch(refuse);
  const entries = await entriesOf(zip).catch(refuse);
  let left = LARGEST_CONTENT;
  return {
    has: (path) => entries.has(partName(path)),
    async readXml(path, events) {
      const entry = entries.get(partName(path));
      if (!entry) return;
      // The reader holds an entry to the size it states, so that one can be believed.
      left -= entry.uncompressedSize;
      if (left < 0) throw new FileRefused({ kind: 'too-large' });
      await readEntry(zip, entry, events).catch(refuse);
    },
  };
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new FileRefused({ kind: 'too-large' });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(partName(entry.fileName), entry);
  return entries;
}

/** Names of parts are the same whatever their case (ECMA-376, part 2, section 6.2.2.3). */
const partName = (path: string) => path.toLowerCase();

async function readEntry(zip: ZipFile, entry: Entry, events: XmlEvents): Promise<void> {
  const parser = xmlParser(events);
  const decoder = new StringDecoder('utf8');
  const stream = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    parser.write(decoder.write(chunk));
    if (events.goesOn?.() === false) return;
  }
  parser.write(decoder.end()).close();
}

function xmlParser(events: XmlEvents): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('opentag', (tag: SaxesTagPlain) => events.open?.(localName(tag.name), tag.attributes));
  parser.on('text', (text) => events.text?.(text));
  parser.on('cdata', (text) => events.text?.(text));
  parser.on('closetag', (tag) => events.close?.(localName(tag.name)));
  // Spreadsheets declare no document type; a file that does may be an attack.
  parser.on('doctype', () => refuse(undefined));
  parser.on('error', refuse);
  return parser;
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

function refuse(cause: unknown): never {
  throw cause instanceof FileRefused ? cause : new FileRefused({ kind: 'damaged' }, { cause });
}
