import base from './jest.config.js';

/** What the Dockerfile does, done without Docker: a production install from the registry, and a start from it. */
export default {
  ...base,
  roots: ['<rootDir>/test/install'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  testTimeout: 120_000,
};
