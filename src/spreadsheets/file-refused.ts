import type { FileProblem } from '../domain/importing/import-file.ts';

/** Ends the reading of a file wherever it is; never leaves this folder. */
export class FileRefused extends Error {
  readonly problem: FileProblem;

  constructor(problem: FileProblem, options?: ErrorOptions) {
    super(`The file is refused: ${problem.kind}`, options);
    this.name = 'FileRefused';
    this.problem = problem;
  }
}
