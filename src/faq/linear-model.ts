import type { FeatureVector } from './feature-bag.ts';

/** A linear classifier as it is stored: rows of 8-bit weights for the slots that carry any. */
export interface PackedLinearModel {
  classes: string[];
  bits: number;
  /** Differences between the used slots in order, each as one or more bytes of 7 bits; base64. */
  slots: string;
  /** One scale for each row, 32-bit floats; base64. */
  scales: string;
  /** Rows of one signed byte for each class; base64. */
  weights: string;
}

export interface LinearModel {
  classes: readonly string[];
  bits: number;
  /** The score of every class, not yet probabilities. */
  score(features: FeatureVector): Float64Array;
}

/** Reads a stored classifier. */
export function unpackLinearModel(packed: PackedLinearModel): LinearModel {
  const { classes, bits } = packed;
  const weights = new Int8Array(Buffer.from(packed.weights, 'base64'));
  const scales = new Float32Array(new Uint8Array(Buffer.from(packed.scales, 'base64')).buffer);
  const rowOf = rowsBySlot(Buffer.from(packed.slots, 'base64'), bits);
  const width = classes.length;

  const score = ({ slots, values }: FeatureVector): Float64Array => {
    const scores = new Float64Array(width);
    for (let index = 0; index < slots.length; index++) {
      const row = rowOf[slots[index]!]! - 1;
      if (row < 0) continue;
      const strength = values[index]! * scales[row]!;
      const start = row * width;
      for (let column = 0; column < width; column++) scores[column]! += strength * weights[start + column]!;
    }
    return scores;
  };
  return { classes, bits, score };
}

/** Stores a classifier given its full table of `2^bits` rows, dropping rows whose weights are all near zero. */
export function packLinearModel(
  classes: readonly string[],
  bits: number,
  table: Float32Array,
  smallest: number,
): PackedLinearModel {
  const width = classes.length;
  const slotBytes: number[] = [];
  const scales: number[] = [];
  const weights: number[] = [];
  let previous = 0;
  for (let slot = 0; slot < 1 << bits; slot++) {
    const row = table.subarray(slot * width, (slot + 1) * width);
    const largest = row.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    if (largest < smallest) continue;
    pushVarint(slotBytes, slot - previous);
    previous = slot;
    scales.push(largest / 127);
    for (const weight of row) weights.push(Math.round((weight / largest) * 127));
  }
  return {
    classes: [...classes],
    bits,
    slots: Buffer.from(slotBytes).toString('base64'),
    scales: Buffer.from(new Float32Array(scales).buffer).toString('base64'),
    weights: Buffer.from(new Int8Array(weights).buffer).toString('base64'),
  };
}

/** For each slot its row counted from 1, or 0 where the slot has none. */
function rowsBySlot(bytes: Uint8Array, bits: number): Int32Array {
  const rowOf = new Int32Array(1 << bits);
  let slot = 0;
  let row = 0;
  for (let at = 0; at < bytes.length;) {
    let difference = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = bytes[at++]!;
      difference |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    slot += difference;
    rowOf[slot] = ++row;
  }
  return rowOf;
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  bytes.push(rest);
}
