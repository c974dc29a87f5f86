const ODD_FACTOR = 0x9e3779b1;
const MASK = 0x5bd1e995;

/** A well-spread number, 0 to 2^32 - 1, that is always the same for an index and a purpose. */
export function mixed(index: number, purpose: number): number {
  let x = Math.imul(index ^ Math.imul(purpose + 1, 0x85ebca6b), 0xc2b2ae35) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b) >>> 0;
  return (x ^ (x >>> 16)) >>> 0;
}

/** One of several, always the same for an index and a purpose. */
export function picked<Item>(items: readonly Item[], index: number, purpose: number): Item {
  return items[mixed(index, purpose) % items.length]!;
}

/** The GUID of the customer with an index; the index can be read back from it. */
export function sampleId(index: number): string {
  const head = (Math.imul(index, ODD_FACTOR) ^ MASK) >>> 0;
  const second = mixed(index, 101);
  const tail = hex(mixed(index, 102), 8) + hex(mixed(index, 103) >>> 16, 4);
  return `${hex(head, 8)}-${hex(second >>> 16, 4)}-4${hex(second & 0xfff, 3)}-8${hex(mixed(index, 104) >>> 20, 3)}-${tail}`;
}

/** The index whose GUID this is; undefined for any other GUID. */
export function sampleIndex(id: string): number | undefined {
  const head = Number.parseInt(id.slice(0, 8), 16);
  if (Number.isNaN(head)) return undefined;
  const index = Math.imul((head ^ MASK) >>> 0, INVERSE_FACTOR) >>> 0;
  return sampleId(index) === id.toLowerCase() ? index : undefined;
}

/** Newton's iteration doubles the number of right bits each time. */
const INVERSE_FACTOR = [1, 2, 3, 4, 5].reduce(
  (inverse) => Math.imul(inverse, 2 - Math.imul(ODD_FACTOR, inverse)),
  ODD_FACTOR,
);

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
