/** The tests of whole processes, of ours and of the database's: they take longer than the rest together. */
export const WITH_PROCESSES = [
  '/test/process/',
  '/test/cli/faq-report\\.',
  '/test/cli/conversations\\.',
  '/test/composition/rotate-key\\.',
  '/test/database/embedded\\.',
  '/test/trips/own-faq\\.',
  '/test/trips/reminder\\.',
  '/test/trips/stopping\\.',
  '/test/use-cases/export-audit\\.',
];

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
    '/test/bench/',
    ...WITH_PROCESSES,
  ],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.js' },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // Most tests wait for a process, a server or a job more than they compute.
  maxWorkers: 3,
  // The modules of each file are loaded anew, and what an ended file held is only let go with its worker.
  workerIdleMemoryLimit: '2GB',
  testTimeout: 60_000,
};
