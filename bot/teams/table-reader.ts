/** How many columns or rows a cell may span: no table that people paste has a larger one. */
const LONGEST_SPAN = 50;
/** How many cells a row may have: further ones are left out. */
const WIDEST_ROW = 200;

interface OpenTable {
  rows: string[][];
  cell: { text: string; columns: number } | undefined;
  /** How many more rows a cell from above reaches into, by column. */
  reaching: number[];
}

/**
 * Gathers the cells of tables while their HTML is read. A cell that spans several stands once, with empty ones beside it.
 */
export interface TableReader {
  /** Every table so far as rows of cells. A table inside another stands on its own. */
  tables: string[][][];
  open(): void;
  close(): void;
  openRow(): void;
  closeRow(): void;
  openCell(span: { columns: string | undefined; rows: string | undefined }): void;
  closeCell(): void;
  /** Adds text to the open cell. */
  read(text: string): void;
}

export function createTableReader(): TableReader {
  const tables: string[][][] = [];
  const open: OpenTable[] = [];

  /** Steps over the cells that reach down from above. */
  function stepOver({ reaching }: OpenTable, row: string[]): void {
    while (row.length < WIDEST_ROW && (reaching[row.length] ?? 0) > 0) {
      reaching[row.length] = (reaching[row.length] ?? 0) - 1;
      row.push('');
    }
  }

  const reader: TableReader = {
    tables,
    open() {
      const rows: string[][] = [];
      tables.push(rows);
      open.push({ rows, cell: undefined, reaching: [] });
    },
    close() {
      open.pop();
    },
    openRow() {
      // Rows may come without a table around them.
      if (open.length === 0) reader.open();
      open.at(-1)?.rows.push([]);
    },
    closeRow() {
      const table = open.at(-1);
      const row = table?.rows.at(-1);
      if (table && row) stepOver(table, row);
    },
    openCell({ columns, rows }) {
      const table = open.at(-1);
      const row = table?.rows.at(-1);
      if (!table || !row) return;
      stepOver(table, row);
      if (row.length >= WIDEST_ROW) return;
      const width = spanOf(columns);
      table.reaching.length = Math.max(table.reaching.length, row.length + width);
      table.reaching.fill(spanOf(rows) - 1, row.length, row.length + width);
      table.cell = { text: '', columns: width };
    },
    closeCell() {
      const table = open.at(-1);
      if (!table?.cell) return;
      const { text, columns } = table.cell;
      table.cell = undefined;
      table.rows.at(-1)?.push(text.replace(/\s+/g, ' ').trim(), ...Array<string>(columns - 1).fill(''));
    },
    read(text) {
      const cell = open.at(-1)?.cell;
      if (cell) cell.text += text;
    },
  };
  return reader;
}

function spanOf(attribute: string | undefined): number {
  const span = Number(attribute ?? 1);
  return Number.isInteger(span) && span > 0 ? Math.min(span, LONGEST_SPAN) : 1;
}
