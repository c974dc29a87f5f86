import { describe, expect, it } from '@jest/globals';
import { checkFile } from '../../src/spreadsheets/check-file.ts';
import { xlsxFile, zipFile, type SheetCell } from '../support/xlsx-file.ts';

const TODAY = '2021-06-15';
const HEADER = ['Client', 'Date d’acceptation', 'Prénom', 'Nom', 'E-mail', 'Téléphone'];
const ROW = ['Contoso', '2018-10-03', 'Hélène', 'Exemple', 'helene@contoso.example', ''];
const HELENE = { firstName: 'Hélène', lastName: 'Exemple', email: 'helene@contoso.example', phoneNumber: '' };
const RIGHT = { kind: 'right', keys: { customer: 'Contoso' }, acceptedOn: '2018-10-03', contact: HELENE };

const check = (bytes: Buffer | string) =>
  checkFile(Buffer.from(bytes as string), { purpose: 'acceptances', latestDate: TODAY });
const csv = (rows: readonly (readonly string[])[], delimiter = ';', end = '\r\n') =>
  rows.map((cells) => cells.join(delimiter) + end).join('');
const table = csv([HEADER, ROW]);
const sheet = (rows: readonly (readonly SheetCell[])[]) => xlsxFile({ sheets: [{ rows }] });

/** The rows of a file that was taken. */
async function rowsOf(bytes: Buffer | string) {
  const checked = await check(bytes);
  if (checked.kind === 'refused') throw new Error(`Refused: ${checked.problem.kind}`);
  return checked.rows;
}
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('a CSV file', () => {
  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${table}`)],
    ['UTF-16LE with a mark', Buffer.from(`\ufeff${table}`, 'utf16le')],
    ['UTF-16LE without', Buffer.from(table, 'utf16le')],
    ['UTF-16BE with a mark', utf16be(`\ufeff${table}`)],
    ['UTF-16BE without', utf16be(table)],
    ['windows-1252', Buffer.from(table.replace('’', '\x92'), 'latin1')],
  ])('is read in %s', async (_encoding, bytes) => {
    expect(await rowsOf(bytes)).toEqual([{ number: 2, ...RIGHT }]);
  });

  it.each([
    ['semicolons', csv([HEADER, ROW], ';')],
    ['commas', csv([HEADER, ROW], ',')],
    ['tabs', csv([HEADER, ROW], '\t')],
    ['bars', csv([HEADER, ROW], '|')],
    ['a declared delimiter', `sep=,\r\n${csv([HEADER, ROW], ',')}`],
    ['old line ends', csv([HEADER, ROW], ';', '\r')],
    ['Unix line ends', csv([HEADER, ROW], ';', '\n')],
    ['the mark that ends a file of DOS', `${table}\u001a`],
    ['each row whole in quotes', csv([HEADER, ROW].map((cells) => [`"${cells.join(',')}"`]))],
    [
      'quotes in such rows',
      csv([HEADER, ROW].map((cells) => [`"${cells.map((c) => `""${c}""`).join(',')}"`])),
    ],
    ['single quotes', csv([HEADER, ROW.map((cell) => `'${cell}'`)], ',')],
    ['quotes of print', csv([HEADER, ROW.map((cell) => `“${cell}”`)], ',')],
  ])('is read with %s', async (_name, text) => {
    expect(await rowsOf(text)).toEqual([{ number: 2, ...RIGHT }]);
  });

  it('counts rows as a spreadsheet does: line breaks in quotes begin none, empty rows do', async () => {
    const text = `${csv([HEADER])}\r\n"Contoso\nof ""the North""";2018-10-03;Ana;Exemple;ana@contoso.example;\r\n;;;;;\r\nFabrikam;x;Ana;Exemple;ana@contoso.example;`;

    const rows = await rowsOf(text);

    expect(rows).toMatchObject([
      { number: 3, kind: 'right', keys: { customer: 'Contoso\nof "the North"' } },
      { number: 5, kind: 'wrong' },
    ]);
  });

  it.each([
    ['the header’s in CRLF, the rows’ in LF', '\r\n', '\n'],
    ['the header’s in LF, the rows’ in CRLF', '\n', '\r\n'],
    ['the header’s in CR, the rows’ in LF', '\r', '\n'],
  ])('keeps every row where line ends are mixed: %s', async (_ends, first, others) => {
    const filled = [...ROW.slice(0, 5), '12'];
    const text = csv([HEADER], ';', first) + csv([filled, ['Fabrikam', ...ROW.slice(1)]], ';', others);

    const rows = await rowsOf(text);

    expect(rows).toEqual([
      { number: 2, ...RIGHT, contact: { ...HELENE, phoneNumber: '12' } },
      { number: 3, ...RIGHT, keys: { customer: 'Fabrikam' } },
    ]);
  });

  it('does not take a phone number of two lines', async () => {
    const text = csv([HEADER, [...ROW.slice(0, 5), '"12\nFabrikam"']]);

    expect(await rowsOf(text)).toMatchObject([
      { number: 2, kind: 'wrong', problems: [{ field: 'phoneNumber', problem: 'not-one-line' }] },
    ]);
  });

  it('may have two hundred columns, a title above the header, and notes below', async () => {
    const many = Array.from({ length: 194 }, (_, place) => `Column ${place}`);
    const text = csv([
      ['Acceptances of 2018'],
      [],
      [...many, ...HEADER],
      [...many, ...ROW],
      ['That was all'],
    ]);

    expect(await check(text)).toMatchObject({
      kind: 'checked',
      rows: [{ number: 4, ...RIGHT }],
      notes: { blankRows: 1 },
    });
  });

  it('leaves out rows that have no details yet, and says how many', async () => {
    const checked = await check(csv([HEADER, ['Fabrikam'], ROW, ['Tailspin']]));

    expect(checked).toMatchObject({ kind: 'checked', rows: [{ number: 3 }], notes: { blankRows: 2 } });
  });

  it('is refused where quotes are left open', async () => {
    expect(await check(`${table}"Contoso;2018-10-03`)).toEqual({
      kind: 'refused',
      problem: { kind: 'open-quote', row: 3 },
    });
  });

  it('names the row of an open quote in a row that is whole in quotes', async () => {
    const text = csv(
      [HEADER, ROW, ['Fabrikam', '2018-10-03', '""Ana', 'B', 'a@b.example', '']].map((cells) => [
        `"${cells.join(',')}"`,
      ]),
    );

    expect(await check(text)).toEqual({ kind: 'refused', problem: { kind: 'open-quote', row: 3 } });
  });

  it('says so where the header and the rows stand on one line', async () => {
    expect(await check(`${HEADER.join(';')} ${ROW.join(';')}`)).toEqual(refused('one-line'));
    expect(await check([...HEADER, ...ROW].join(';'))).toEqual(refused('one-line'));
  });

  it('names the columns that are not used, and the phone numbers that are to be looked at', async () => {
    const header = [...HEADER, 'Remarks', 'Fax\u200b no'];
    const phones = ['-', '+33 1', '+33 1 55 50 10 01', '+33 2'];
    const rows = phones.map((phone) => [...ROW.slice(0, 5), phone, 'x']);

    expect(await check(csv([header, ...rows]))).toMatchObject({
      kind: 'checked',
      notes: {
        unusedColumns: ['Remarks', 'Fax no'],
        phones: { 'left-out': { count: 1, rows: [2] }, incomplete: { count: 2, rows: [3, 5] } },
      },
    });
  });

  it.each([
    ['HTML', '<html><body><table><tr><th>Customer</th></tr></table></body></html>'],
    ['a table of HTML alone', '\ufeff \n<TABLE><tr><td>Customer,Date</td></tr></TABLE>'],
    ['XML', '<?xml version="1.0"?><Workbook/>'],
    ['JSON', '[{"customer": "Contoso", "date": "2018-10-13"}]'],
    ['JSON of one customer', '{"customer": "Contoso",\n"date": "2018-10-13"}'],
    ['JSON of rows', '[["Customer","Date"],["Contoso","2018-10-13"]]'],
    ['PDF', '%PDF-1.4\nCustomer,Date,First name,Last name,E-mail'],
    ['RTF', '{\\rtf1\\ansi Customer;Date}'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x2c, 0x2c])],
    ['a card of contacts', 'BEGIN:VCARD\r\nFN:Ana Exemple\r\nEND:VCARD'],
    ['a message', 'MIME-Version: 1.0\r\nContent-Type: text/html\r\n'],
  ])('is told to be no table where it is %s', async (_what, file) => {
    expect(await check(file)).toEqual(refused('not-a-table'));
  });

  it('is told to be too old where it is an Excel file of before 1994', async () => {
    expect(await check(Buffer.from([0x09, 0x08, 0x08, 0x00, 0x00, 0x05, 0x05, 0x00]))).toEqual(
      refused('old-excel'),
    );
  });

  it('takes ten thousand rows and refuses one more', async () => {
    const rows = Array.from({ length: 10_000 }, () => ROW);

    expect(await rowsOf(csv([HEADER, ...rows]))).toHaveLength(10_000);
    expect(await check(csv([HEADER, ...rows, ROW]))).toEqual(refused('too-many-rows'));
  });
});

describe('an XLSX file', () => {
  const CELLS: SheetCell[] = [
    'Contoso',
    { serial: 43_376 },
    'Hélène',
    'Exemple',
    'helene@contoso.example',
    33_123_456_789,
  ];

  it.each([true, false])('is read with its texts in a table of their own: %s', async (shared) => {
    const file = xlsxFile({ sheets: [{ rows: [HEADER, CELLS] }], shared });

    expect(await rowsOf(file)).toEqual([
      { number: 2, ...RIGHT, contact: { ...HELENE, phoneNumber: '33123456789' } },
    ]);
  });

  it('counts days from 1904 where it says so', async () => {
    const file = xlsxFile({
      sheets: [{ rows: [HEADER, ['Contoso', { serial: 41_914 }, ...ROW.slice(2)]] }],
      is1904: true,
    });

    expect(await rowsOf(file)).toMatchObject([{ acceptedOn: '2018-10-03' }]);
  });

  it('wants a number in the date column to be shown as a date', async () => {
    expect(await rowsOf(sheet([HEADER, ['Contoso', 43_376, ...ROW.slice(2)]]))).toEqual([
      {
        number: 2,
        kind: 'wrong',
        keys: { customer: 'Contoso' },
        problems: [{ field: 'acceptanceDate', problem: 'number-for-date', typed: '43376' }],
      },
    ]);
  });

  it('takes of a formula what it came to, but never a computed day', async () => {
    const looked = { formula: 'VLOOKUP(A2,X:Y,2)', value: 'helene@contoso.example' };
    const today = { formula: 'TODAY()', serial: 43_376 };

    const rows = await rowsOf(
      sheet([HEADER, [...ROW.slice(0, 4), looked], ['Contoso', today, ...ROW.slice(2)]]),
    );

    expect(rows).toMatchObject([
      { number: 2, kind: 'right', contact: HELENE },
      { number: 3, kind: 'wrong', problems: [{ field: 'acceptanceDate', problem: 'formula-date' }] },
    ]);
  });

  it('writes signs that XML cannot hold as the format says, in titles, texts and results of formulas', async () => {
    const header = ['Nom du_x000D_\nclient', ...HEADER.slice(1)];
    const looked = { formula: 'B7', value: 'helene@contoso.example_x000d_' };
    const cells = ['_x0043_ontoso', '2018-10-03', 'Hélène_x000D_', 'Exemple', looked, '_x005F_12'];

    for (const shared of [true, false]) {
      const file = xlsxFile({ sheets: [{ rows: [header, cells] }], shared });

      expect(await rowsOf(file)).toEqual([
        { number: 2, ...RIGHT, contact: { ...HELENE, phoneNumber: '_12' }, phone: 'incomplete' },
      ]);
    }
  });

  it('takes a day as it is shown, the second before midnight aside', async () => {
    const cells = ['Contoso', { serial: 43_375.999_999_999_8 }, ...ROW.slice(2)];

    expect(await rowsOf(sheet([HEADER, cells]))).toMatchObject([{ acceptedOn: '2018-10-03' }]);
  });

  it.each(['mmm-yy', 'mmmm yyyy', 'd-mmm', 'dddd mmm yyyy', 'yyyy'])(
    'asks for the whole day where a cell shows but a part of it: %s',
    async (code) => {
      const cells = ['Contoso', { number: 43_376, format: 0 }, ...ROW.slice(2)];
      const file = xlsxFile({ sheets: [{ rows: [HEADER, cells] }], formats: [code] });

      expect(await rowsOf(file)).toMatchObject([
        { kind: 'wrong', problems: [{ field: 'acceptanceDate', problem: 'part-of-date' }] },
      ]);
    },
  );

  it('takes a phone number as its format shows it', async () => {
    const phone = { number: 155_501_001, format: 0 };
    const formats = ['0#" "##" "##" "##" "##'];
    const file = xlsxFile({ sheets: [{ rows: [HEADER, [...ROW.slice(0, 5), phone]] }], formats });

    expect(await rowsOf(file)).toMatchObject([{ kind: 'right', contact: { phoneNumber: '01 55 50 10 01' } }]);
  });

  it('asks for a phone number that is kept as a bare number, unless only its plus is gone', async () => {
    const rows = [155_501_001, 33_155_501_001].map((phone) => [...ROW.slice(0, 5), phone]);

    expect(await rowsOf(sheet([HEADER, ...rows]))).toMatchObject([
      { kind: 'wrong', problems: [{ field: 'phoneNumber', problem: 'number-for-phone' }] },
      { kind: 'right', contact: { phoneNumber: '33155501001' } },
    ]);
  });

  it('has formulas computed by a spreadsheet, not here', async () => {
    const email = { uncomputed: 'C2&"@contoso.example"' };
    const zero = { ...email, value: 0 } as const;
    const none = { formula: 'IF(1,"","")', value: '' };
    const problems = [{ field: 'email', problem: 'not-computed' }];

    expect(await rowsOf(sheet([HEADER, [...ROW.slice(0, 4), email]]))).toMatchObject([{ problems }]);
    expect(
      await rowsOf(
        xlsxFile({ sheets: [{ rows: [HEADER, [...ROW.slice(0, 4), zero]] }], isToBeComputed: true }),
      ),
    ).toMatchObject([{ problems }]);
    expect(await rowsOf(sheet([HEADER, [...ROW.slice(0, 5), none]]))).toEqual([{ number: 2, ...RIGHT }]);
    expect(await check(sheet([[email, ...HEADER.slice(1)], ROW]))).toEqual(refused('not-computed'));
  });

  it('is read whatever the case of its parts, their prefixes and their namespaces', async () => {
    const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
    const rows = `<x:row><x:c t="inlineStr"><x:is><x:t>${HEADER.join('</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>')}</x:t></x:is></x:c></x:row><x:row r="2"><x:c t="inlineStr"><x:is><x:t>Contoso</x:t></x:is></x:c><x:c t="d"><x:v>2018-10-03T00:00:00</x:v></x:c><x:c t="inlineStr"><x:is><x:t>Hélène</x:t><x:rPh><x:t>spoken</x:t></x:rPh></x:is></x:c><x:c t="inlineStr"><x:is><x:t>Exemple</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>helene@contoso.example</x:t></x:is></x:c></x:row>`;
    const file = zipFile({
      '_RELS/.rels': `<Relationships><Relationship Id="a" Type="${strict}/officeDocument" Target="/XL/Book.XML"/></Relationships>`,
      'xl/book.xml': `<x:workbook xmlns:rel="${strict}"><x:sheets><x:sheet name="A" rel:id="b"/></x:sheets></x:workbook>`,
      'xl/_rels/BOOK.xml.rels': `<Relationships><Relationship Id="b" Type="${strict}/worksheet" Target="Sheets\\One.xml"/></Relationships>`,
      'xl/sheets/one.XML': `<x:worksheet><x:sheetData>${rows}</x:sheetData></x:worksheet>`,
    });

    expect(await rowsOf(file)).toEqual([{ number: 2, ...RIGHT }]);
  });

  it('is looked through to its hundredth sheet, and says so beyond', async () => {
    const notes = (count: number) =>
      Array.from({ length: count }, (_, place) => ({ name: `Note ${place}`, rows: [['A note']] }));
    const list = { name: 'Data', rows: [HEADER, ROW] };

    expect(await check(xlsxFile({ sheets: [...notes(99), list] }))).toMatchObject({
      kind: 'checked',
      notes: { sheet: 'Data' },
    });
    expect(await check(xlsxFile({ sheets: [...notes(100), list] }))).toEqual(refused('too-many-sheets'));
  });

  it('says where its rows are hidden', async () => {
    const notes = { name: 'Notes', rows: [['A note']] };
    const list = { name: 'Data', rows: [HEADER, ROW] };

    expect(await check(xlsxFile({ sheets: [notes, { ...list, state: 'hidden' }] }))).toEqual({
      kind: 'refused',
      problem: { kind: 'hidden', sheet: 'Data' },
    });
    expect(await check(xlsxFile({ sheets: [{ ...list, hiddenRows: [2] }] }))).toEqual(refused('hidden'));
  });

  it('takes an error of the spreadsheet for no name', async () => {
    expect(
      await rowsOf(sheet([HEADER, ['Contoso', '2018-10-03', { error: '#N/A' }, ...ROW.slice(3)]])),
    ).toMatchObject([{ kind: 'wrong', problems: [{ field: 'firstName', problem: 'spreadsheet-error' }] }]);
  });

  it('leaves hidden sheets and rows out, names the sheet it read, and knows merged cells by their first place', async () => {
    const file = xlsxFile({
      sheets: [
        { name: 'Old', state: 'veryHidden', rows: [HEADER, ['Old', ...ROW.slice(1)]] },
        { name: 'Notes', rows: [['Please fill in the second sheet']] },
        {
          name: 'Été',
          rows: [HEADER, ROW, ['Hidden', ...ROW.slice(1)], [null, ...ROW.slice(1)]],
          hiddenRows: [3],
          after: '<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>',
        },
      ],
    });

    expect(await check(file)).toEqual({
      kind: 'checked',
      rows: [
        { number: 2, ...RIGHT },
        { number: 4, kind: 'wrong', keys: {}, problems: [{ field: 'customerId', problem: 'missing' }] },
      ],
      notes: { blankRows: 0, hiddenRows: 1, sheet: 'Été' },
    });
  });

  it('is read on below however many hidden rows', async () => {
    const hidden = Array.from({ length: 10_001 }, () => ROW);
    const hiddenRows = hidden.map((_row, place) => place + 2);
    const file = xlsxFile({ sheets: [{ rows: [HEADER, ...hidden, ROW], hiddenRows }] });

    expect(await check(file)).toEqual({
      kind: 'checked',
      rows: [{ number: 10_003, ...RIGHT }],
      notes: { blankRows: 0, hiddenRows: 10_001, sheet: null },
    });
  });

  it('is told of the sheet that comes closest to a list, blank ones aside', async () => {
    const close = ['Client', 'Date', 'Prénom', 'Nom'];
    const workbook = (...sheets: { name: string; rows: SheetCell[][] }[]) => check(xlsxFile({ sheets }));
    const notes = { name: 'Notes', rows: [['Please fill in'], ['the second sheet']] };
    const missing = { name: 'Août', rows: [close, ROW.slice(0, 4)] };
    const blank = { name: 'Sheet3', rows: [] };
    const unfilled = { name: 'Mai', rows: [HEADER] };

    expect(await workbook(notes, missing, blank)).toEqual({
      kind: 'refused',
      problem: { kind: 'columns-missing', fields: ['email'], sheet: 'Août' },
    });
    expect(await workbook(notes, missing, unfilled)).toEqual({
      kind: 'refused',
      problem: { kind: 'empty', sheet: 'Mai' },
    });
    expect(await workbook(blank, { ...blank, name: 'Sheet4' })).toEqual(refused('empty'));
  });

  it('says that another sheet has rows too, and not of one that has none or cannot be read', async () => {
    const taken = { name: 'Mai', rows: [HEADER, ROW] };
    const notesOf = async (...sheets: { name: string; rows: SheetCell[][]; after?: string }[]) => {
      const checked = await check(xlsxFile({ sheets: [taken, ...sheets] }));
      return checked.kind === 'checked' ? checked.notes : checked;
    };
    const notes = { blankRows: 0, hiddenRows: 0, sheet: 'Mai' };

    expect(await notesOf({ name: 'Juin', rows: [HEADER, ROW] })).toEqual({ ...notes, hasMoreSheets: true });
    expect(await notesOf({ name: 'Juin', rows: [HEADER] })).toEqual(notes);
    expect(await notesOf({ name: 'Juin', rows: [HEADER], after: '<broken' })).toEqual(notes);
  });

  it('is read with macros in it, which are never looked at', async () => {
    const parts = { 'xl/vbaProject.bin': Buffer.from([0xd0, 0xcf, 0x11, 0xe0]) };

    expect(await rowsOf(xlsxFile({ sheets: [{ rows: [HEADER, ROW] }], parts }))).toHaveLength(1);
  });

  it('stops reading after ten thousand rows', async () => {
    const rows = Array.from({ length: 10_001 }, () => ROW);

    expect(await check(sheet([HEADER, ...rows]))).toEqual(refused('too-many-rows'));
  });

  it('is refused when little of it would become too much, whatever it claims', async () => {
    const blanks = Buffer.alloc(100 * 1024 * 1024, ' ');
    const bomb = xlsxFile({ sheets: [{ rows: [HEADER, ROW] }], parts: { 'xl/sharedStrings.xml': blanks } });
    const liar = zipFile(
      { '_rels/.rels': `<Relationships>${' '.repeat(50_000)}</Relationships>` },
      { '_rels/.rels': 100 },
    );

    expect(bomb.length).toBeLessThan(200_000);
    expect(await check(bomb)).toEqual(refused('too-large'));
    expect(await check(liar)).toEqual(refused('damaged'));
  });

  it('never follows a document type', async () => {
    const laughs = '<!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>';

    expect(
      await check(xlsxFile({ sheets: [{ rows: [HEADER, ROW] }], parts: { 'xl/sharedStrings.xml': laughs } })),
    ).toEqual(refused('damaged'));
  });
});

describe('another file', () => {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  const word = zipFile({
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${office}" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': '<document/>',
  });

  it.each([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'not-a-table'],
    ['a Word document', word, 'not-a-table'],
    ['an archive of something else', zipFile({ 'a.txt': 'a' }), 'not-a-table'],
    ['a broken archive', Buffer.from('PK\x03\x04 and no more'), 'damaged'],
    ['an Excel file of before 2007', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old-excel'],
    [
      'a workbook with a password',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'protected',
    ],
    [
      'a list beyond its two hundredth column',
      Buffer.from(csv([[...Array<string>(200).fill('Column'), ...HEADER]])),
      'too-many-columns',
    ],
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a header alone', Buffer.from(csv([HEADER])), 'empty'],
    [
      'one column for both names',
      Buffer.from('Customer;Date;Full name;E-mail\nContoso;2018-10-03;Ana Exemple;a@b.example'),
      'full-name',
    ],
  ])('is refused: %s', async (_name, bytes, problem) => {
    expect(await check(bytes)).toEqual(refused(problem));
  });

  it('is refused with the columns it lacks, or has twice', async () => {
    expect(await check('Customer;First name;E-mail\nContoso;Ana;a@b.example')).toEqual({
      kind: 'refused',
      problem: { kind: 'columns-missing', fields: ['acceptanceDate', 'lastName'] },
    });
    expect(await check(`${csv([[...HEADER, 'Courriel']])}`)).toEqual({
      kind: 'refused',
      problem: { kind: 'columns-twice', names: ['E-mail', 'Courriel'] },
    });
  });
});

const refused = (kind: string) => ({ kind: 'refused', problem: { kind } });
