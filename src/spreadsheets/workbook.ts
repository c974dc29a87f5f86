import { posix } from 'node:path';
import { FileRefused } from './file-refused.ts';
import type { ZipArchive } from './zip-archive.ts';

export interface Sheet {
  name: string;
  path: string;
}

/** What must be known of a workbook before its sheets can be read. */
export interface Workbook {
  /** Those a person sees, in their order. */
  visibleSheets: Sheet[];
  /** Days are counted from 1904. */
  is1904: boolean;
  sharedStrings: string | undefined;
  styles: string | undefined;
}

/** Reads the plan of an XLSX file. Throws FileRefused when the archive is something else. */
export async function readWorkbook(zip: ZipArchive): Promise<Workbook> {
  const parts = await relations(zip, '_rels/.rels', '');
  const path = parts.find(({ type }) => type === 'officeDocument')?.path;
  if (path?.endsWith('.bin')) throw new FileRefused({ kind: 'old-excel' });
  if (path === undefined || !zip.has(path) || !/(^|\/)workbook[^/]*\.xml$/.test(path)) {
    throw new FileRefused({ kind: 'not-a-table' });
  }
  const folder = posix.dirname(path);
  const related = await relations(zip, `${folder}/_rels/${posix.basename(path)}.rels`, folder);
  const pathOf = new Map(related.map((part) => [part.id, part.path]));
  const ofType = (type: string) => related.find((part) => part.type === type)?.path;

  const visibleSheets: Sheet[] = [];
  let is1904 = false;
  await zip.readXml(path, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = isTrue(attributes.date1904);
      if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
      const id = Object.entries(attributes).find(([each]) => each.endsWith(':id'))?.[1] ?? '';
      const sheet = pathOf.get(id);
      if (sheet !== undefined) visibleSheets.push({ name: attributes.name ?? '', path: sheet });
    },
  });
  return { visibleSheets, is1904, sharedStrings: ofType('sharedStrings'), styles: ofType('styles') };
}

export const isTrue = (value: string | undefined) => value === '1' || value === 'true' || value === 'on';

async function relations(zip: ZipArchive, path: string, folder: string) {
  const found: { id: string; type: string; path: string }[] = [];
  await zip.readXml(path, {
    open(name, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode = '' }) {
      // What lies outside the file is never fetched.
      if (name !== 'Relationship' || mode === 'External') return;
      const inside = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      found.push({ id, type: type.slice(type.lastIndexOf('/') + 1), path: inside });
    },
  });
  return found;
}

/** The texts that cells refer to by number. */
export async function readSharedStrings(zip: ZipArchive, path: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (path === undefined) return strings;
  let text = '';
  let isText = false;
  // How a name is spoken is written beside it and is no part of it.
  let isReading = true;
  await zip.readXml(path, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') isReading = false;
      if (name === 't') isText = isReading;
    },
    text: (piece) => void (isText && (text += piece)),
    close(name) {
      if (name === 't') isText = false;
      if (name === 'rPh') isReading = true;
      if (name === 'si') strings.push(text);
    },
  });
  return strings;
}

/** Which of the cell styles, by number, show a day. */
export async function readDateStyles(zip: ZipArchive, path: string | undefined): Promise<Set<number>> {
  const dates = new Set<number>();
  if (path === undefined) return dates;
  const own = new Map<number, string>();
  let isCellStyle = false;
  let place = 0;
  await zip.readXml(path, {
    open(name, attributes) {
      if (name === 'numFmt') own.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') isCellStyle = true;
      if (name !== 'xf' || !isCellStyle) return;
      const format = Number(attributes.numFmtId);
      const code = own.get(format);
      if (code === undefined ? isBuiltInDate(format) : showsDay(code)) dates.add(place);
      place += 1;
    },
    close: (name) => void (name === 'cellXfs' && (isCellStyle = false)),
  });
  return dates;
}

/** Formats every spreadsheet knows by number; 18 to 21 and 45 to 47 show a time alone. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

/** Whether a format's code shows a day: what stands in quotes, brackets and after a backslash is no code. */
function showsDay(code: string): boolean {
  const plain = code.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '').split(';')[0] ?? '';
  return /[yd]|mmm/i.test(plain) && !/[#?]|general/i.test(plain);
}
