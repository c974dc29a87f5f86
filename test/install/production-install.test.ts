import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../src/local/sandbox/sandbox.ts';
import { personalChat, TENANT, teamsClient } from '../support/activities.ts';
import { botAuthority } from '../support/authority.ts';
import { freePort } from '../support/bot-process.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { execForm, theInstruction } from '../support/dockerfile.ts';
import { eventually } from '../support/eventually.ts';
import { sandboxSettings } from '../support/sandbox-settings.ts';
import { ROOT } from '../support/source-files.ts';
import { weighFolder } from '../support/weigh-folder.ts';
import { productionFolder, type ProductionFolder } from './production-folder.ts';

const authority = await botAuthority();
const sandbox = await startSandbox();
const { url } = await testDatabase();
const started: ChildProcess[] = [];

/** A user who owns none of the files; only root can become another user. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

const settings = (port: number): Record<string, string> => ({
  // The login address must be https in production, so it belongs to no one: what is answered in the call itself needs no login.
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

function start({ app, node, base }: ProductionFolder, env: Record<string, string>) {
  const [, ...args] = execForm(theInstruction('CMD'));
  const child = spawn(node, args, {
    ...nobody,
    cwd: app,
    env: { NODE_ENV: 'production', DATA_DIR: join(base, 'never-made'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { all: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said.all += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  started.push(child);
  return { child, ended, output: () => said.all };
}

afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await authority.close();
  await sandbox.stop();
});

describe.each([
  { channel: 'sdk', limitMb: 130 },
  { channel: 'direct', limitMb: 95 },
] as const)('what the image holds, built for $channel', ({ channel, limitMb }) => {
  let folder: ProductionFolder;

  beforeAll(async () => {
    folder = await productionFolder(channel);
  }, 400_000);

  afterAll(() => folder.remove());

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
    for (const name of forDevelopment) if (await holds(folder, name)) found.push(name);

    expect(forDevelopment.length).toBeGreaterThan(15);
    expect(found).toEqual([]);
  });

  it('is light, and has the SDK only where it is asked for', async () => {
    const { files, megabytes } = await weighFolder(folder.app);

    expect(megabytes).toBeLessThan(limitMb);
    expect(files).toBeLessThan(10_000);
    for (const name of ['botbuilder', '@microsoft/teams-ai', '@azure/core-rest-pipeline'])
      expect(await holds(folder, name)).toBe(channel === 'sdk');
    for (const name of ['openai', 'gpt-tokenizer']) expect(await holds(folder, name)).toBe(false);
  });

  it('serves as a user who owns none of it, answers a signed press, and ends in good order', async () => {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const bot = start(folder, { TEAMS_CHANNEL: channel, ...settings(port) });
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

    const [program, ...check] = execForm(theInstruction('HEALTHCHECK'));
    expect(program).toBe('node');
    await promisify(execFile)(folder.node, check, { ...nobody, env: { PORT: String(port) } });
    await eventually(async () => expect(await (await fetch(`${address}/metrics`)).text()).toMatch(/^mca_/m));

    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
  }, 300_000);

  it('without a database server says which setting is missing', async () => {
    const { DATABASE_URL: _none, ...others } = settings(await freePort());
    const bot = start(folder, { ...others, DATA_DIR: await scratchFolder(folder) });

    expect(await bot.ended).toBe(1);
    expect(bot.output()).toMatch(
      /^DATABASE_URL is not set, and this installation holds no parts for trying the bot out/m,
    );
  }, 300_000);

  if (channel === 'direct') {
    it('refuses to start with the SDK, and says which setting starts it', async () => {
      const bot = start(folder, { TEAMS_CHANNEL: 'sdk', ...settings(await freePort()) });

      expect(await bot.ended).toBe(1);
      expect(bot.output()).toMatch(
        /^This installation was built without the SDK: set TEAMS_CHANNEL=direct$/m,
      );
    }, 300_000);
  }
});

async function holds({ app }: ProductionFolder, name: string): Promise<boolean> {
  return stat(join(app, 'node_modules', name)).then(
    () => true,
    () => false,
  );
}

async function scratchFolder({ base }: ProductionFolder): Promise<string> {
  const folder = await mkdtemp(join(base, 'scratch-'));
  if (nobody) await chown(folder, nobody.uid, nobody.gid);
  return folder;
}
