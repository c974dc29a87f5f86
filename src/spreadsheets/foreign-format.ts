/** How files begin that are no table of ours, whatever their names end in. */
const BEGINNINGS: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46], // %PDF
  [0x25, 0x21, 0x50, 0x53], // %!PS
  [0x7b, 0x5c, 0x72, 0x74, 0x66], // {\rtf
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0xff, 0xd8, 0xff], // JPEG
  [0x47, 0x49, 0x46, 0x38], // GIF8
  [0x49, 0x49, 0x2a, 0x00], // TIFF
  [0x4d, 0x4d, 0x00, 0x2a], // TIFF
  [0x1f, 0x8b], // gzip
  [0x37, 0x7a, 0xbc, 0xaf], // 7z
  [0x52, 0x61, 0x72, 0x21], // Rar!
  [0x50, 0x4b, 0x05, 0x06], // an empty ZIP
  [0x50, 0x4b, 0x07, 0x08], // a part of a ZIP
];

/** Whether a file is a document, a picture or an archive by its first bytes. */
export function isForeign(bytes: Uint8Array): boolean {
  return BEGINNINGS.some((beginning) => beginning.every((byte, place) => bytes[place] === byte));
}

/** Whether bytes are those of an Excel file of before 1994, which has no container around its records. */
export function isBareExcel(bytes: Uint8Array): boolean {
  const [first, kind, length, next] = bytes;
  return (
    first === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(kind ?? -1) && (length ?? 99) <= 16 && next === 0
  );
}

/** Whether a text is HTML, XML, JSON, a message or a card of contacts: it has lines and commas, and is no table. */
export function isForeignText(text: string): boolean {
  const start = text.slice(0, LOOKED_AT).trimStart();
  return BEGINS.some((each) => each.test(start));
}

/** A comment of any length may stand before what tells. */
const LOOKED_AT = 4_096;

const BEGINS = [
  /^<(?:[!?]|\/?[a-z][\w:.-]*[\s/>])/i,
  /^\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})/,
  /^\[\s*(?:[{[\]]|"(?:[^"\\]|\\.)*"\s*[,\]])/,
  /^BEGIN:V(?:CARD|CALENDAR)\b/i,
  /^(?:MIME-Version|Return-Path|Received|Message-ID):\s/i,
  // SYLK, another format of spreadsheets.
  /^ID;P/,
];
