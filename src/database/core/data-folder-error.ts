import { StartError } from './start-error.ts';

/** Says that a file in DATA_DIR, or the folder itself, cannot be used. */
export function dataFolderError(
  cause: unknown,
  what = 'the folder cannot be made or written to',
): StartError {
  const { code } = cause as NodeJS.ErrnoException;
  return new StartError(`DATA_DIR cannot be used: ${what}${code ? ` (${code})` : ''}`, { cause });
}
