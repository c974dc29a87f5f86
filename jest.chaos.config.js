import base from './jest.config.js';

/** The long runs: processes killed, connections cut, everything that can go wrong going wrong. */
export default {
  ...base,
  roots: ['<rootDir>/test/chaos'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 2,
  testTimeout: 600_000,
};
