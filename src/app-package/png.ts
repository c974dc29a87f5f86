import { inflateSync } from 'node:zlib';

/** A picture of 8 bits a channel: red, green, blue and opacity of every pixel, row by row. */
export interface Picture {
  width: number;
  height: number;
  rgba: Uint8Array;
}

const SIGNATURE = '89504e470d0a1a0a';
/** Bytes a pixel of the colour types that drawing programs write for icons. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

/**
 * Reads a PNG as drawing programs write icons: 8 bits a channel, in colour with or without opacity, not interlaced.
 * Undefined when it is anything else.
 */
export function readPng(file: Uint8Array): Picture | undefined {
  const bytes = Buffer.from(file);
  if (bytes.subarray(0, 8).toString('hex') !== SIGNATURE) return undefined;
  const chunks = chunksOf(bytes);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (!header || header.length < 13) return undefined;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = CHANNELS[header[9] ?? -1];
  if (header[8] !== 8 || channels === undefined || header[12] !== 0) return undefined;
  if (width === 0 || height === 0 || width > MAX_SIDE || height > MAX_SIDE) return undefined;
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  try {
    const rows = unfilter(inflateSync(packed, { maxOutputLength: MAX_BYTES }), width * channels, channels);
    return rows.length === width * height * channels
      ? { width, height, rgba: rgbaOf(rows, channels) }
      : undefined;
  } catch {
    return undefined;
  }
}

const MAX_SIDE = 4_096;
const MAX_BYTES = MAX_SIDE * (MAX_SIDE * 4 + 1);

function chunksOf(bytes: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      data: bytes.subarray(at + 8, at + 8 + length),
    });
    at += length + 12;
  }
  return chunks;
}

/** Undoes the five filters of PNG: each row says how its bytes differ from those to the left and above. */
function unfilter(filtered: Buffer, rowBytes: number, pixelBytes: number): Uint8Array {
  const height = Math.floor(filtered.length / (rowBytes + 1));
  const rows = new Uint8Array(height * rowBytes);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (rowBytes + 1)] ?? 0;
    for (let x = 0; x < rowBytes; x += 1) {
      const at = y * rowBytes + x;
      const left = x >= pixelBytes ? (rows[at - pixelBytes] ?? 0) : 0;
      const above = y > 0 ? (rows[at - rowBytes] ?? 0) : 0;
      const corner = x >= pixelBytes && y > 0 ? (rows[at - rowBytes - pixelBytes] ?? 0) : 0;
      rows[at] = (filtered[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return rows;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? nearest(left, above, corner) : 0;
}

function nearest(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function rgbaOf(rows: Uint8Array, channels: number): Uint8Array {
  if (channels === 4) return rows;
  const rgba = new Uint8Array((rows.length / 3) * 4).fill(255);
  for (let pixel = 0; pixel * 3 < rows.length; pixel += 1) {
    rgba.set(rows.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
  }
  return rgba;
}
