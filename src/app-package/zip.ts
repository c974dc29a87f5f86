import { zipSync } from 'fflate';

/** The oldest time a zip can tell, as the clock of any time zone shows it: what is packed twice is the same twice. */
const SOME_TIME = new Date(1980, 0, 1);

/** Files as a zip, in the order given. The same files give the same bytes, whatever the machine. */
export function zipOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(files), { level: 9, mtime: SOME_TIME, os: 0 });
}
