import base, { WITH_PROCESSES } from './jest.config.js';

/** Bots, commands and databases as processes of their own: started, stopped, killed and starved as people do. */
export default {
  ...base,
  testMatch: undefined,
  testRegex: WITH_PROCESSES.map((path) => `${path}.*test\\.ts$|${path}test\\.ts$`),
  testPathIgnorePatterns: ['/node_modules/'],
  // Each of them is busy with processes of its own already.
  maxWorkers: 2,
  testTimeout: 180_000,
};
