import { crc32, deflateSync } from 'node:zlib';

/** Writes a square PNG with opacity; `pixel` gives red, green, blue and opacity. `filters`: a filter for each row, in turn. */
export function pngOf(
  side: number,
  pixel: (x: number, y: number) => readonly number[],
  filters: readonly number[] = [0],
): Buffer {
  const rows = Array.from({ length: side }, (_, y) =>
    Uint8Array.from(Array.from({ length: side }, (_each, x) => pixel(x, y)).flat()),
  );
  const filtered = rows.map((row, y) => {
    const filter = filters[y % filters.length] ?? 0;
    return Buffer.from([filter, ...row.map((byte, at) => byte - guess(filter, rows, y, at))]);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(filtered))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function guess(filter: number, rows: Uint8Array[], y: number, at: number): number {
  const left = at >= 4 ? rows[y]![at - 4]! : 0;
  const above = y > 0 ? rows[y - 1]![at]! : 0;
  const corner = at >= 4 && y > 0 ? rows[y - 1]![at - 4]! : 0;
  if (filter === 4) {
    const [a, b, c] = [left, above, corner].map((each) => Math.abs(left + above - corner - each));
    return a! <= b! && a! <= c! ? left : b! <= c! ? above : corner;
  }
  return [0, left, above, Math.floor((left + above) / 2)][filter]!;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
