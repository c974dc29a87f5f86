import type { Confirmation } from '../../domain/confirming/confirmation.ts';
import type { Priority } from '../ports/partner-center.ts';

type Origin = { importId?: Confirmation['importId'] | undefined };

/**
 * Returns the job that files a confirmation. Rows of files have a queue of their own, so that thousands keep no person
 * waiting.
 */
export function filingJob({ importId }: Origin): 'file-confirmation' | 'file-import-row' {
  return importId === undefined ? 'file-confirmation' : 'file-import-row';
}

/**
 * Returns the priority of the reading before a POST, at which a row of a file waits for people. Once its POST has begun
 * it has 40 seconds, and cannot wait.
 */
export function filingPriority({ importId }: Origin): Priority {
  return importId === undefined ? 'person' : 'background';
}
