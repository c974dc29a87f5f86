import { zipSync } from 'fflate';

/** Files as a zip, in the order given. The same files give the same bytes, whenever and wherever. */
export function zipOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  // The oldest time a zip can tell. It holds what a clock on the wall shows, so the zone must be that of this moment.
  const mtime = new Date(1980, 0, 1);
  return zipSync(Object.fromEntries(files), { level: 9, mtime, os: 0 });
}
