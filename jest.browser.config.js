import base from './jest.config.js';

/** The Agents Playground in a real browser: slower, and in need of Debian's chromium. */
export default {
  ...base,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 2,
  testTimeout: 180_000,
};
