import { execFile } from 'node:child_process';
import { chmod, chown, copyFile, cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Fills a folder with what the bot's image needs of `node:<version>-slim`: Debian, the Node.js of the tests, npm, and the user `node`. */
export async function fillStandIn(root: string): Promise<void> {
  const release = await readFile('/etc/os-release', 'utf8');
  const [, suite = 'stable'] = /^VERSION_CODENAME=(.*)$/m.exec(release) ?? [];
  const debian = join(root, '..', 'debian.tar');
  await run('mmdebstrap', [
    ...['--quiet', '--mode=root', '--variant=extract', '--include=dash,coreutils,libstdc++6'],
    ...[suite, debian],
  ]);
  await run('tar', ['-xf', debian, '-C', root]);
  await run('rm', [debian]);

  const local = join(root, 'usr/local');
  await mkdir(join(local, 'bin'), { recursive: true });
  await copyFile(process.execPath, join(local, 'bin/node'));
  await chmod(join(local, 'bin/node'), 0o755);
  const { stdout: npm } = await run('sh', ['-c', 'realpath "$(command -v npm)"']);
  await cp(join(dirname(npm.trim()), '..'), join(local, 'lib/node_modules/npm'), { recursive: true });
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(local, 'bin/npm'));

  for (const [file, entry] of [
    ['passwd', 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n'],
    ['group', 'root:x:0:\nnode:x:1000:\n'],
  ] as const) {
    await mkdir(dirname(join(root, 'etc', file)), { recursive: true });
    await writeFile(join(root, 'etc', file), entry);
  }
  await mkdir(join(root, 'root'), { recursive: true });
  await mkdir(join(root, 'home/node'), { recursive: true });
  await chown(join(root, 'home/node'), 1_000, 1_000);
}
