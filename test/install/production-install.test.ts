import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, copyFile, cp, mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../src/local/sandbox/sandbox.ts';
import { personalChat, TENANT, teamsClient } from '../support/activities.ts';
import { botAuthority } from '../support/authority.ts';
import { freePort, removeFolder } from '../support/bot-process.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { copiedFiles, execForm, isKeptBack, readDockerfile } from '../support/dockerfile.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/source-files.ts';
import { sandboxSettings } from '../support/sandbox-settings.ts';

/** Does what the Dockerfile does, on this machine and without Docker. */

const instructions = readDockerfile();
const last = Math.max(...instructions.map(({ stage }) => stage));
const instruction = (stage: number, name: string) =>
  instructions.find((each) => each.stage === stage && each.name === name)!.text;

const authority = await botAuthority();
const sandbox = await startSandbox();
const { url } = await testDatabase();
let base: string;
let app: string;
let node: string;

/** Somebody who owns none of the files; only root can become someone else. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

const copyAll = async (stage: number) => {
  for (const { from, to } of copiedFiles(stage)) {
    await cp(join(ROOT, from), join(app, to), {
      recursive: true,
      filter: (path) => !isKeptBack(relative(ROOT, path)),
    });
  }
};

const settings = (port: number): Record<string, string> => ({
  // The login address must be https in production, so it is nobody's: what is answered in the call itself needs no login.
  ...{ ...authority.settings, ToChannelFromBotLoginUrl: 'https://login.invalid' },
  MicrosoftAppId: authority.appId,
  MicrosoftAppPassword: authority.appPassword,
  MicrosoftAppTenantId: TENANT,
  ALLOWED_SERVICE_HOSTS: '127.0.0.1',
  ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
  DATABASE_URL: url,
  ...sandboxSettings(sandbox),
  PORT: String(port),
});

function start(env: Record<string, string>) {
  const fixed = Object.fromEntries(
    instruction(last, 'ENV')
      .split(' ')
      .map((pair) => pair.split('=') as [string, string]),
  );
  const [, ...args] = execForm(instruction(last, 'CMD'));
  const child = spawn(node, args, {
    ...nobody,
    cwd: app,
    env: { ...fixed, DATA_DIR: join(base, 'never-made'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { all: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said.all += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  started.push(child);
  return { child, ended, output: () => said.all };
}
const started: ChildProcess[] = [];

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'mca-install-'));
  await chmod(base, 0o755);
  app = join(base, 'app');
  node = join(base, 'node');
  await copyFile(process.execPath, node);
  await chmod(node, 0o755);
  await copyAll(0);
  const [install = ''] = instruction(0, 'RUN').split(' && ');
  const path = `${dirname(process.execPath)}:${process.env.PATH}`;
  await promisify(execFile)('sh', ['-c', install], { cwd: app, env: { ...process.env, PATH: path } });
  await copyAll(last);
}, 400_000);

afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await authority.close();
  await sandbox.stop();
  await removeFolder(base);
});

describe('what the image holds', () => {
  it('is installed without anything that is for development only', async () => {
    const { devDependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean }>;
    };
    const forDevelopment = Object.keys(devDependencies).filter(
      (name) => lock.packages[`node_modules/${name}`]?.dev === true,
    );

    const found = [];
    for (const name of forDevelopment) {
      if (await stat(join(app, 'node_modules', name)).catch(() => undefined)) found.push(name);
    }

    expect(forDevelopment.length).toBeGreaterThan(15);
    expect(found).toEqual([]);
  });

  it('serves as somebody who owns none of it, answers a signed press, and ends in good order', async () => {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const bot = start(settings(port));
    await eventually(
      async () => {
        if (bot.child.exitCode !== null) return;
        expect((await fetch(`${address}/readyz`)).status).toBe(200);
      },
      { withinMs: 240_000 },
    );
    expect(bot.output()).not.toMatch(/ERR_MODULE_NOT_FOUND|Cannot find/);
    expect(bot.child.exitCode).toBeNull();

    const serviceUrl = 'http://127.0.0.1:9/';
    const press = teamsClient({
      serviceUrl,
      place: personalChat('a:image'),
      appId: authority.appId,
    }).execute('help.show');
    const answer = await fetch(`${address}/api/messages`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: await authority.authorization({ serviceUrl }),
      },
      body: JSON.stringify(press),
    });
    expect([answer.status, await answer.json()]).toMatchObject([200, { statusCode: 200 }]);

    const [program, ...check] = execForm(instruction(last, 'HEALTHCHECK'));
    expect(program).toBe('node');
    await promisify(execFile)(node, check, { ...nobody, env: { PORT: String(port) } });
    await eventually(async () => expect(await (await fetch(`${address}/metrics`)).text()).toMatch(/^mca_/m));

    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
  }, 300_000);

  it('without a database server says which setting is missing', async () => {
    const { DATABASE_URL: _none, ...others } = settings(await freePort());
    const bot = start({ ...others, DATA_DIR: await scratchFolder() });

    expect(await bot.ended).toBe(1);
    expect(bot.output()).toMatch(
      /^DATABASE_URL is not set, and this installation holds no parts for trying the bot out/m,
    );
  }, 300_000);
});

async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(base, 'scratch-'));
  if (nobody) await chown(folder, nobody.uid, nobody.gid);
  return folder;
}
