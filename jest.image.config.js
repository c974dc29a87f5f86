import base from './jest.config.js';

/** The image: built by Buildah from the Dockerfile, and run. Needs Debian's buildah, runc and mmdebstrap, and root. */
export default {
  ...base,
  testMatch: undefined,
  testRegex: ['/test/image/built-image\\.test\\.ts$'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  testTimeout: 120_000,
};
