import type { Confirmation } from '../../domain/confirming/confirmation.ts';
import type { Priority } from '../ports/partner-center.ts';

type Origin = { importId?: Confirmation['importId'] | undefined };

/** The job that files a confirmation: rows of files have a queue of their own, so that thousands keep no person waiting. */
export function filingJob({ importId }: Origin): 'file-confirmation' | 'file-import-row' {
  return importId === undefined ? 'file-confirmation' : 'file-import-row';
}

/** The reading before a POST is where a row waits for people. Once it has begun a POST it has 40 seconds, and waits no more. */
export function filingPriority({ importId }: Origin): Priority {
  return importId === undefined ? 'person' : 'background';
}
