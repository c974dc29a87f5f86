import base from './jest.config.js';

/** What others' tools say of our deployment files: they come from npm and Debian, apart from the packages of development. */
export default {
  ...base,
  roots: ['<rootDir>/test/deploy'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 2,
  testTimeout: 300_000,
};
