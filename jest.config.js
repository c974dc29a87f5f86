/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/test/browser/',
    '/test/chaos/',
    '/test/install/',
    '/test/process/',
    '/test/bench/',
  ],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.js' },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // Most tests wait for a process, a server or a job more than they compute.
  maxWorkers: 2,
  // The modules of each file are loaded anew, and what an ended file held is only let go with its worker.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 60_000,
};
