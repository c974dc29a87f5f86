import { PNG } from 'pngjs';

/** A picture of 8 bits a channel: red, green, blue and opacity of every pixel, row by row. */
export interface Picture {
  width: number;
  height: number;
  rgba: Uint8Array;
}

/** How many pixels a side may have: a picture of a few bytes can ask for gigabytes when it is unpacked. */
const MAX_SIDE = 4_096;
/** Where the size stands in every PNG: after its signature and the head of its first chunk. */
const WIDTH_AT = 16;
const HEIGHT_AT = 20;

/** Reads a PNG of any kind. Returns undefined when the bytes are no PNG, or a side is 0 or over 4,096 pixels. */
export function readPng(file: Uint8Array): Picture | undefined {
  const bytes = Buffer.from(file);
  if (bytes.length < HEIGHT_AT + 4) return undefined;
  const sides = [bytes.readUInt32BE(WIDTH_AT), bytes.readUInt32BE(HEIGHT_AT)];
  if (sides.some((side) => side === 0 || side > MAX_SIDE)) return undefined;
  try {
    const { width, height, data } = PNG.sync.read(bytes);
    return { width, height, rgba: data };
  } catch {
    return undefined;
  }
}
