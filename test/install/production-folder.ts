import { execFile } from 'node:child_process';
import { chmod, copyFile, cp, mkdir, mkdtemp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { removeFolder } from '../support/bot-process.ts';
import { copiedFiles, isKeptBack, lastStage, readDockerfile } from '../support/dockerfile.ts';
import { ROOT } from '../support/source-files.ts';

export interface ProductionFolder {
  /** What the image has as `/app`. */
  app: string;
  /** A Node.js that anyone may run. */
  node: string;
  /** A folder beside them, for what a test needs. */
  base: string;
  remove(): Promise<void>;
}

/** Does what the Dockerfile does for a carrier, on this machine and without Docker. */
export async function productionFolder(channel: 'sdk' | 'direct'): Promise<ProductionFolder> {
  const base = await mkdtemp(join(tmpdir(), 'mca-install-'));
  const [builder, app, node] = [join(base, 'builder'), join(base, 'app'), join(base, 'node')];
  await chmod(base, 0o755);
  await mkdir(builder);
  await copyFile(process.execPath, node);
  await chmod(node, 0o755);
  const env = {
    ...process.env,
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    TEAMS_CHANNEL: channel,
    // The same packages were fetched for the tests themselves.
    npm_config_prefer_offline: 'true',
  };
  for (const [index, { stage, name, text }] of readDockerfile().entries()) {
    if (stage !== 0) break;
    if (name === 'COPY') await copyInto(builder, copiedFiles(0, index));
    if (name === 'RUN') await promisify(execFile)('sh', ['-c', withoutMounts(text)], { cwd: builder, env });
  }
  await mkdir(app);
  await rename(join(builder, 'node_modules'), join(app, 'node_modules'));
  await copyInto(app, copiedFiles(lastStage()));
  return { app, node, base, remove: () => removeFolder(base) };
}

const withoutMounts = (text: string) => text.replace(/^(?:--mount=\S+\s+)+/, '');

async function copyInto(folder: string, files: readonly { from: string; to: string }[]): Promise<void> {
  for (const { from, to } of files) {
    await cp(join(ROOT, from), join(folder, to), {
      recursive: true,
      filter: (path) => !isKeptBack(relative(ROOT, path)),
    });
  }
}
