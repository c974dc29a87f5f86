/** The tests of whole processes, of ours and of the database's, and those that wait longest: they take longer than the rest together. */
export const WITH_PROCESSES = [
  '/test/process/',
  '/test/cli/arguments\\.',
  '/test/cli/faq-report\\.',
  '/test/cli/conversations\\.',
  '/test/composition/rotate-key\\.',
  '/test/local/postgres/embedded\\.',
  '/test/trips/own-faq\\.',
  '/test/trips/reminder\\.',
  '/test/trips/stopping\\.',
  '/test/use-cases/privacy/export-audit\\.',
  '/test/bot/teams/open-channel\\.',
  '/test/jobs/queue\\.',
  '/test/local/run-sandbox\\.',
  '/test/local/single-bot\\.',
  '/test/logger\\.',
  '/test/trips/account-outage\\.',
  '/test/trips/metrics\\.',
  '/test/trips/in-a-row\\.',
  '/test/database/transfer\\.',
  '/test/trips/direct-carrier\\.',
  '/test/trips/hanging-database\\.',
  '/test/use-cases/confirming/file-confirmation-crash\\.',
  '/test/use-cases/reminding/send-reminders-crash\\.',
  '/test/use-cases/importing/import\\.',
  '/test/spreadsheets/split-rows\\.',
];

/** @type {import('jest').Config} */
export default {
  // Node loads the tests as it loads the bot, not Jest.
  testEnvironment: '<rootDir>/test/support/runner/environment.ts',
  testRunner: '<rootDir>/test/support/runner/run-test-file.ts',
  transform: {},
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/test/browser/',
    '/test/chaos/',
    '/test/install/',
    '/test/deploy/',
    '/test/image/built-image\\.',
    '/test/bench/',
    ...WITH_PROCESSES,
  ],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // Most tests wait for a process, a server or a job more than they compute.
  maxWorkers: 3,
  testTimeout: 60_000,
};
