import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { removeFolder } from '../support/bot-process.ts';
import type { BuiltImage } from './buildah.ts';

/** A container of an image: its own user, a root that cannot be written to, no capabilities, this machine's network. */
export interface Container {
  /** All it has printed so far. */
  output(): string;
  isRunning(): boolean;
  /** The exit code when it ends. */
  ended: Promise<number | null>;
  /** Its first process, as this machine numbers it. */
  pid(): Promise<number>;
  /** Runs a command in it, as `docker exec` does. */
  run(args: readonly string[], input?: string): Promise<{ code: number; out: string; error: string }>;
  /** Sends a signal as `docker stop` does. */
  kill(signal: NodeJS.Signals): void;
  /** Ends it, whatever it does. */
  remove(): Promise<void>;
}

export interface ContainerOptions {
  env: Record<string, string>;
  /** Files of this machine that it may read, by their path in it. */
  files?: Record<string, string>;
}

/** Starts the image's own command in a new container. */
export async function startContainer(image: BuiltImage, options: ContainerOptions): Promise<Container> {
  const bundle = await mkdtemp(join(tmpdir(), 'mca-container-'));
  const id = `mca-${randomUUID()}`;
  const runc = ['--root', join(bundle, 'state')];
  await writeFile(join(bundle, 'config.json'), JSON.stringify(await specification(image, options)));

  const child = spawn('runc', [...runc, 'run', '--bundle', bundle, id], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { all: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said.all += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    output: () => said.all,
    isRunning,
    ended,
    kill: (signal) => void child.kill(signal),
    async pid() {
      const { stdout } = await promisify(execFile)('runc', [...runc, 'state', id]);
      return (JSON.parse(stdout) as { pid: number }).pid;
    },
    run: (args, input) =>
      new Promise((resolve) => {
        const command = execFile('runc', [...runc, 'exec', id, ...args], (failure, out, error) =>
          resolve({ code: failure ? Number(failure.code) : 0, out, error }),
        );
        command.stdin?.end(input);
      }),
    async remove() {
      if (isRunning()) {
        await promisify(execFile)('runc', [...runc, 'kill', id, 'KILL']).catch(() => undefined);
        await ended;
      }
      await removeFolder(bundle);
    },
  };
}

/** What runc runs, by the runtime specification of the Open Container Initiative. */
async function specification({ config, root }: BuiltImage, { env, files = {} }: ContainerOptions) {
  const passwd = await readFile(join(root, 'etc/passwd'), 'utf8');
  const [, uid, gid] = new RegExp(`^${config.User}:[^:]*:(\\d+):(\\d+):`, 'm').exec(passwd) ?? [];
  if (uid === undefined || gid === undefined) throw new Error(`The image has no user ${config.User}`);
  const given = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const readable = { '/etc/hosts': '/etc/hosts', '/etc/resolv.conf': '/etc/resolv.conf', ...files };
  return {
    ociVersion: '1.0.2',
    process: {
      user: { uid: Number(uid), gid: Number(gid) },
      args: config.Cmd,
      env: [...config.Env, ...given],
      cwd: config.WorkingDir,
      capabilities: {},
      noNewPrivileges: true,
    },
    root: { path: root, readonly: true },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'mode=755'] },
      { destination: '/tmp', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'nodev', 'mode=1777'] },
      ...Object.entries(readable).map(([destination, source]) => ({
        destination,
        source,
        type: 'bind',
        options: ['bind', 'ro'],
      })),
    ],
    linux: { namespaces: ['pid', 'mount', 'ipc', 'uts'].map((type) => ({ type })) },
  };
}
