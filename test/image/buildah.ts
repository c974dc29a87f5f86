import { execFile } from 'node:child_process';
import { access, constants, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { removeFolder } from '../support/bot-process.ts';
import { ROOT } from '../support/source-files.ts';
import { fillStandIn } from './stand-in-base.ts';

/** What the tests read of an image's description. */
export interface ImageConfig {
  User: string;
  Env: string[];
  Cmd: string[];
  WorkingDir: string;
  Labels: Record<string, string>;
  Healthcheck?: { Test: string[] };
}

export interface BuiltImage {
  config: ImageConfig;
  /** Where its files can be read on this machine. */
  root: string;
}

/** Builds images in a folder of its own. */
export interface Builder {
  /** Builds the Dockerfile with these arguments. Throws with what was printed when it fails. */
  build(buildArguments: Record<string, string>): Promise<BuiltImage>;
  close(): Promise<void>;
}

const TOOLS = ['buildah', 'runc', 'mmdebstrap'];
/** The base that the Dockerfile names, under the name that Buildah looks for first. */
const BASE = 'docker.io/library/node:24-slim';

const run = promisify(execFile);

/** Says in one line why no image can be built here; undefined where one can. */
export async function whyNoImage(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'The image is built by root on Linux';
  const missing = [];
  for (const tool of TOOLS) if (!(await isInstalled(tool))) missing.push(tool);
  return missing.length > 0 ? `Not installed: ${missing.join(', ')}` : undefined;
}

async function isInstalled(tool: string): Promise<boolean> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const isThere = access(join(folder, tool), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (await isThere) return true;
  }
  return false;
}

/** Makes a stand-in for the base image, and what builds on it. */
export async function openBuilder(): Promise<Builder> {
  const base = await mkdtemp(join(tmpdir(), 'mca-image-'));
  const store = join(base, 'store');
  const npmrc = join(base, 'npmrc');
  await writeFile(npmrc, 'prefer-offline=true\n');
  const buildah = async (...args: string[]) => {
    const { stdout } = await run('buildah', ['--root', store, '--runroot', join(base, 'run'), ...args]);
    return stdout.trim();
  };

  const makeBase = async () => {
    const standIn = await buildah('from', 'scratch');
    await fillStandIn(await buildah('mount', standIn));
    await buildah('config', '--env', 'PATH=/usr/local/bin:/usr/bin:/bin', standIn);
    await buildah('commit', '--quiet', '--rm', standIn, BASE);
  };
  const close = async () => {
    await buildah('umount', '--all');
    await buildah('rm', '--all');
    // Buildah mounts its store onto itself.
    await run('umount', [join(store, 'overlay')]).catch(() => undefined);
    await removeFolder(base);
  };
  await makeBase().catch(async (error: unknown) => {
    await close();
    throw error;
  });

  return {
    close,
    async build(buildArguments) {
      const { stdout: cache } = await run('npm', ['config', 'get', 'cache']);
      const name = `mca-bot:${Object.values(buildArguments).join('-')}`;
      await buildah(
        ...['build', '--quiet', '--pull-never', '--format', 'docker', '--tag', name],
        ...['--isolation', 'chroot', '--network', 'host'],
        ...Object.entries(buildArguments).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]),
        ...['--secret', `id=ca,src=${certificates()}`],
        // What was fetched for the tests themselves is not fetched again.
        ...['--volume', `${cache.trim()}:/root/.npm`, '--volume', `${npmrc}:/root/.npmrc:ro`],
        ROOT,
      );
      const description = JSON.parse(await buildah('inspect', '--type', 'image', name)) as {
        Docker: { config: ImageConfig };
      };
      const root = await buildah('mount', await buildah('from', '--pull-never', name));
      return { config: description.Docker.config, root };
    },
  };
}

/** Certificates to trust while it is built: those of a network that inspects TLS, or Debian's. */
const certificates = () => process.env.NODE_EXTRA_CA_CERTS ?? '/etc/ssl/certs/ca-certificates.crt';
