import { posix } from 'node:path';
import { FileRefused } from './file-refused.ts';
import { cellFormat, type CellFormat } from './cell-format.ts';
import { decodeXString } from './xstring.ts';
import type { ZipArchive } from './zip-archive.ts';

export interface Sheet {
  name: string;
  path: string;
}

/** What must be known of a workbook before its sheets can be read. */
export interface Workbook {
  /** Those a person sees, in their order. */
  visibleSheets: Sheet[];
  hiddenSheets: Sheet[];
  /** Days are counted from 1904. */
  is1904: boolean;
  /** Its formulas are to be computed by whichever program opens it. */
  isToBeComputed: boolean;
  sharedStrings: string | undefined;
  styles: string | undefined;
}

/** Reads the plan of an XLSX file. Throws FileRefused when the archive is something else. */
export async function readWorkbook(zip: ZipArchive): Promise<Workbook> {
  const parts = await relations(zip, '_rels/.rels', '');
  const path = parts.find(({ type }) => type === 'officeDocument')?.path;
  if (path?.toLowerCase().endsWith('.bin')) throw new FileRefused({ kind: 'old-excel' });
  if (path === undefined || !zip.has(path)) throw new FileRefused({ kind: 'not-a-table' });
  const folder = posix.dirname(path);
  const related = await relations(zip, `${folder}/_rels/${posix.basename(path)}.rels`, folder);
  const pathOf = new Map(related.map((part) => [part.id, part.path]));
  const ofType = (type: string) => related.find((part) => part.type === type)?.path;

  const visibleSheets: Sheet[] = [];
  const hiddenSheets: Sheet[] = [];
  let isWorkbook = false;
  let is1904 = false;
  let isToBeComputed = false;
  await zip.readXml(path, {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') is1904 = isTrue(attributes.date1904);
      if (name === 'calcPr') isToBeComputed = isTrue(attributes.fullCalcOnLoad);
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([each]) => each.endsWith(':id'))?.[1] ?? '';
      const sheet = pathOf.get(id);
      if (sheet === undefined) return;
      const sheets = (attributes.state ?? 'visible') === 'visible' ? visibleSheets : hiddenSheets;
      sheets.push({ name: decodeXString(attributes.name ?? ''), path: sheet });
    },
  });
  // Word and PowerPoint write archives of the same kind.
  if (!isWorkbook) throw new FileRefused({ kind: 'not-a-table' });
  return {
    visibleSheets,
    hiddenSheets,
    is1904,
    isToBeComputed,
    sharedStrings: ofType('sharedStrings'),
    styles: ofType('styles'),
  };
}

export const isTrue = (value: string | undefined) => value === '1' || value === 'true' || value === 'on';

async function relations(zip: ZipArchive, path: string, folder: string) {
  const found: { id: string; type: string; path: string }[] = [];
  await zip.readXml(path, {
    open(name, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode = '' }) {
      // What lies outside the file is never fetched.
      if (name !== 'Relationship' || mode === 'External') return;
      const inside = posix
        .join(target.startsWith('/') ? '' : folder, target.replaceAll('\\', '/'))
        .replace(/^\//, '');
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
      if (name === 'si') strings.push(decodeXString(text));
    },
  });
  return strings;
}

/** What the cell styles, by number, make of a number. */
export async function readFormats(zip: ZipArchive, path: string | undefined): Promise<CellFormat[]> {
  const formats: CellFormat[] = [];
  if (path === undefined) return formats;
  const own = new Map<number, string>();
  let isCellStyle = false;
  await zip.readXml(path, {
    open(name, attributes) {
      if (name === 'numFmt') own.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') isCellStyle = true;
      if (name !== 'xf' || !isCellStyle) return;
      const id = Number(attributes.numFmtId);
      formats.push(cellFormat(id, own.get(id)));
    },
    close: (name) => void (name === 'cellXfs' && (isCellStyle = false)),
  });
  return formats;
}
