import base from './jest.config.js';

/** Bots and commands as processes of their own: started, stopped, killed and starved as people do. */
export default {
  ...base,
  roots: ['<rootDir>/test/process'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 180_000,
};
