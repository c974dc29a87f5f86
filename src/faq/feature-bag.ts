/** Features of one text, by slot of a table of `2^bits` slots, each with its strength. */
export interface FeatureVector {
  slots: number[];
  values: number[];
}

/** The slot of a named feature (FNV-1a, folded to `bits`). */
function slotOf(name: string, bits: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    hash ^= name.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return ((hash >>> bits) ^ hash) & ((1 << bits) - 1);
}

/** A group of named features that share a strength, the smaller the more of them there are. */
export interface FeatureGroup {
  names: Iterable<string>;
  strength: number;
}

/** Groups of names as one vector; in each group the squares of the values add up to `strength` squared. */
export function vectorOf(groups: readonly FeatureGroup[], bits: number): FeatureVector {
  const vector: FeatureVector = { slots: [], values: [] };
  for (const group of groups) {
    const slots = new Set<number>();
    for (const name of group.names) slots.add(slotOf(name, bits));
    const value = group.strength / Math.sqrt(Math.max(slots.size, 1));
    for (const slot of slots) {
      vector.slots.push(slot);
      vector.values.push(value);
    }
  }
  return vector;
}
