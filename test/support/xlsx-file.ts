import { crc32, deflateRawSync } from 'node:zlib';

/** A cell as a test writes it; a plain text or number for most. */
export type SheetCell =
  | string
  | number
  | null
  /** A day's number, shown as one. */
  | { serial: number }
  | { formula: string; value: string }
  | { formula: string; serial: number }
  | { error: string }
  | { boolean: boolean }
  /** A number shown by one of the workbook's `formats`, by its place. */
  | { number: number; format: number }
  /** A formula that no program has computed. */
  | { uncomputed: string; value?: 0 }
  /** A day as strict workbooks write it. */
  | { iso: string };

export interface SheetToWrite {
  name?: string;
  state?: 'hidden' | 'veryHidden';
  rows: readonly (readonly SheetCell[])[];
  /** From 1. */
  hiddenRows?: readonly number[];
  /** More XML after the rows: merged cells. */
  after?: string;
}

interface WorkbookToWrite {
  sheets: readonly SheetToWrite[];
  is1904?: boolean;
  /** Texts in a table of their own, as Excel does; in the cells otherwise. */
  shared?: boolean;
  /** Number formats of its own, by their codes. */
  formats?: readonly string[];
  /** Formulas are to be computed by whichever program opens it. */
  isToBeComputed?: boolean;
  /** More parts, or others in the place of the usual ones. */
  parts?: Record<string, string | Buffer>;
}

/** An XLSX file with as much of the format as readers need. */
export function xlsxFile({
  sheets,
  is1904,
  shared = true,
  formats = [],
  isToBeComputed,
  parts = {},
}: WorkbookToWrite): Buffer {
  const strings: string[] = [];
  const sheetXml = sheets.map((sheet) => sheetOf(sheet, shared ? strings : undefined));
  const numbers = sheets.map((_, place) => place + 1);
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zipFile({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns:r="${office}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, place) =>
          `<sheet name="${escaped(name ?? `Sheet${place + 1}`)}" sheetId="${place + 1}"${state ? ` state="${state}"` : ''} r:id="rId${place + 1}"/>`,
      )
      .join('')}</sheets>${isToBeComputed ? '<calcPr fullCalcOnLoad="1"/>' : ''}</workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${numbers
      .map(
        (number) =>
          `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="rIdS" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rIdT" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-40C]dd\\-mmm\\-yyyy;@"/>${formats.map((code, place) => `<numFmt numFmtId="${OWN + place}" formatCode="${escaped(code)}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/>${formats.map((_, place) => `<xf numFmtId="${OWN + place}"/>`).join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(sheetXml.map((xml, place) => [`xl/worksheets/sheet${place + 1}.xml`, xml])),
    ...(shared && {
      'xl/sharedStrings.xml': `<sst>${strings.map((text) => `<si><r><t>${escaped(text.slice(0, 1))}</t></r><r><t xml:space="preserve">${escaped(text.slice(1))}</t></r><rPh><t>spoken</t></rPh></si>`).join('')}</sst>`,
    }),
    ...parts,
  });
}

/** The first number of a format, and the first style, that are the test's. */
const OWN = 165;
const OWN_STYLES = 3;

function sheetOf({ rows, hiddenRows = [], after = '' }: SheetToWrite, strings: string[] | undefined): string {
  const xml = rows.map((cells, row) => {
    const written = cells.map((cell, column) => cellOf(cell, `${columnName(column)}${row + 1}`, strings));
    return `<row r="${row + 1}"${hiddenRows.includes(row + 1) ? ' hidden="1"' : ''}>${written.join('')}</row>`;
  });
  return `<worksheet><sheetData>${xml.join('')}</sheetData>${after}</worksheet>`;
}

function cellOf(cell: SheetCell, reference: string, strings: string[] | undefined): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') {
    if (!strings) return `<c r="${reference}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
    return `<c r="${reference}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
  }
  if ('error' in cell) return `<c r="${reference}" t="e"><v>${cell.error}</v></c>`;
  if ('boolean' in cell) return `<c r="${reference}" t="b"><v>${cell.boolean ? 1 : 0}</v></c>`;
  if ('number' in cell)
    return `<c r="${reference}" s="${OWN_STYLES + cell.format}"><v>${cell.number}</v></c>`;
  if ('uncomputed' in cell)
    return `<c r="${reference}"><f>${escaped(cell.uncomputed)}</f><v>${cell.value ?? ''}</v></c>`;
  if ('iso' in cell) return `<c r="${reference}" t="d"><v>${cell.iso}</v></c>`;
  const formula = 'formula' in cell ? `<f>${escaped(cell.formula)}</f>` : '';
  return 'serial' in cell
    ? `<c r="${reference}" s="1">${formula}<v>${cell.serial}</v></c>`
    : `<c r="${reference}" t="str">${formula}<v>${escaped(cell.value)}</v></c>`;
}

function columnName(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : columnName(Math.floor(column / 26) - 1) + columnName(column % 26);
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A ZIP archive, compressed. `claim` lets an entry lie about its size. */
export function zipFile(parts: Record<string, string | Buffer>, claim: Record<string, number> = {}): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content as string);
    const packed = deflateRawSync(data);
    const path = Buffer.from(name);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(data), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(claim[name] ?? data.length, 8);
    const common = Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
    const lengths = Buffer.from([path.length, path.length >> 8, 0, 0]);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, sizes, lengths, path, packed]);
    const place = Buffer.alloc(4);
    place.writeUInt32LE(offset);
    central.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02\x14\x00'),
        common,
        sizes,
        lengths,
        Buffer.alloc(10),
        place,
        path,
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
