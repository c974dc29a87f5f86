import { readdirSync } from 'node:fs';
import { readFile, writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../src/local/sandbox/sandbox.ts';
import { personalChat, TENANT, teamsClient } from '../support/activities.ts';
import { botAuthority } from '../support/authority.ts';
import { freePort, removeFolder } from '../support/bot-process.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { sandboxSettings } from '../support/sandbox-settings.ts';
import { ROOT } from '../support/source-files.ts';
import { tlsFront } from '../support/tls-front.ts';
import { weighFolder } from '../support/weigh-folder.ts';
import { openBuilder, whyNoImage, type Builder, type BuiltImage } from './buildah.ts';
import { startContainer, type Container } from './container.ts';

const CA_IN_CONTAINER = '/run/private-ca.pem';
/** As long as `docker stop` and its like wait. */
const STOP_WITHIN_MS = 10_000;

const databases = { bot: await testDatabase(), sdk: await testDatabase(), direct: await testDatabase() };

const whyNot = await whyNoImage();
if (whyNot) process.stderr.write(`The image is not built: ${whyNot}\n`);

(whyNot ? describe.skip : describe)('the image', () => {
  let builder: Builder;
  let world: Awaited<ReturnType<typeof outside>>;

  beforeAll(async () => {
    world = await outside();
    builder = await openBuilder();
  }, 300_000);

  afterAll(async () => {
    await builder?.close();
    await world?.close();
  }, 120_000);

  it('is not built for a carrier that there is not', async () => {
    await expect(builder.build({ TEAMS_CHANNEL: 'dirct' })).rejects.toThrow(
      "TEAMS_CHANNEL is sdk or direct, not 'dirct'",
    );
  });

  describe.each([
    { channel: 'sdk', limitMb: 130 },
    { channel: 'direct', limitMb: 95 },
  ] as const)('built for $channel', ({ channel, limitMb }) => {
    let image: BuiltImage;
    let bot: Container;
    let address: string;

    beforeAll(async () => {
      image = await builder.build({ TEAMS_CHANNEL: channel, VERSION: '1.2.3', REVISION: 'abc' });
      const port = await freePort();
      address = `http://127.0.0.1:${port}`;
      bot = await startContainer(image, world.options({ PORT: String(port) }));
      await eventually(
        async () => {
          if (!bot.isRunning()) return;
          expect((await fetch(`${address}/readyz`)).status).toBe(200);
        },
        { withinMs: 120_000 },
      );
    }, 400_000);

    afterAll(() => bot?.remove());

    it('is light, and holds no source map, no type, no language model, no SDK that was not asked for', async () => {
      const modules = join(image.root, 'app/node_modules');
      const { files, megabytes } = await weighFolder(join(image.root, 'app'));
      const names = readdirSync(modules, { recursive: true, encoding: 'utf8' });

      expect(megabytes).toBeLessThan(limitMb);
      expect(files).toBeLessThan(10_000);
      expect(names.filter((name) => /\.(?:map|[cm]?ts)$|^(?:openai|gpt-tokenizer)$/.test(name))).toEqual([]);
      expect(names.includes('botbuilder')).toBe(channel === 'sdk');
    });

    it('holds nothing of the certificate it was built with', () => {
      expect(readdirSync(join(image.root, 'run'), { recursive: true })).not.toContain('secrets/ca');
    });

    it('says what it is, which version, for which carrier, and how its health is asked for', () => {
      const { Labels, Env, Healthcheck } = image.config;

      expect(Labels).toMatchObject({
        'org.opencontainers.image.title': 'mca-acceptance-bot',
        'org.opencontainers.image.version': '1.2.3',
        'org.opencontainers.image.revision': 'abc',
      });
      expect(Env).toContain(`TEAMS_CHANNEL=${channel}`);
      expect(Healthcheck?.Test.slice(0, 2)).toEqual(['CMD', 'node']);
    });

    it('runs without root, without a capability, and cannot write to its own disk', async () => {
      const status = await readFile(`/proc/${await bot.pid()}/status`, 'utf8');
      const write = await bot.run(['node', '-e', "require('node:fs').writeFileSync('/app/bot/main.ts', '')"]);

      expect(status).toMatch(/^Uid:\s+1000\s+1000\s+1000\s+1000$/m);
      expect(status.match(/^Cap(?:Inh|Prm|Eff|Bnd|Amb):\s+0+$/gm)).toHaveLength(5);
      expect(write.error).toMatch(/EROFS|EACCES/);
    });

    it('is alive, ready and healthy', async () => {
      expect(bot.output()).not.toMatch(/ERR_MODULE_NOT_FOUND|Cannot find/);
      expect((await fetch(`${address}/healthz`)).status).toBe(200);
      expect((await fetch(`${address}/readyz`)).status).toBe(200);
      const [, ...check] = image.config.Healthcheck?.Test ?? [];
      expect(await bot.run(check)).toMatchObject({ code: 0 });
    });

    it('turns strangers away, and answers a press that Teams signed', async () => {
      const { serviceUrl } = world.connector;
      const press = teamsClient({ serviceUrl, appId: world.authority.appId }).execute('help.show');

      expect(await world.send(address, press, undefined)).toBe(401);
      expect(await world.send(address, press, await world.authority.authorization({ serviceUrl }))).toBe(200);
    });

    // Microsoft's SDK asks Microsoft whether an authority is one before it goes there.
    if (channel === 'direct') {
      it('answers words in Teams, with a token that it fetched over TLS from a private authority', async () => {
        const { authority, connector } = world;
        const { serviceUrl } = connector;
        const place = personalChat(`a:image-${channel}`);
        const words = teamsClient({ serviceUrl, place, appId: authority.appId }).message('aide');

        await world.send(address, words, await authority.authorization({ serviceUrl }));

        await eventually(() => expect(connector.messages(place.conversation.id)).toHaveLength(1));
        expect(connector.calls.at(-1)?.authorization).toBe(`Bearer ${authority.accessTokens.at(-1)}`);
      });
    }

    it.each<[string[], RegExp]>([
      [['sync.ts'], /40 customers/],
      [['remind.ts'], /^0 sent/],
      [['conversations.ts'], /\S/],
      [['faq-report.ts'], /\S/],
      [['export.ts', 'customers'], /,/],
      [['export.ts', 'everything', '--out', '/tmp/backup.jsonl.gz'], /^$/],
      [['erase.ts', 'camille@contoso.example'], /\S/],
      [['rotate-key.ts'], /\S/],
    ])('runs the commands of its pages: %s', async ([command = '', ...args], said) => {
      const { code, out, error } = await bot.run(['node', `src/cli/${command}`, ...args]);

      expect([code, error.replace(/^[^\n]*\n/, '')]).toEqual([0, '']);
      expect(out + error).toMatch(said);
    });

    it('answers questions from standard input, and restores a backup into an empty database', async () => {
      const asked = await bot.run(['node', 'src/cli/ask.ts'], 'Que se passe-t-il si je ne fais rien ?\n');
      const restored = await bot.run([
        ...['env', `DATABASE_URL=${world.emptyUrl(channel)}`],
        ...['node', 'src/cli/import-data.ts', '/tmp/backup.jsonl.gz'],
      ]);

      expect(JSON.parse(asked.out)).toMatchObject({ lang: 'fr' });
      expect(restored).toMatchObject({ code: 0 });
    });

    it('ends in good order at SIGTERM', async () => {
      const asked = performance.now();
      bot.kill('SIGTERM');

      expect(await bot.ended).toBe(0);
      expect(performance.now() - asked).toBeLessThan(STOP_WITHIN_MS);
    });

    it('says in one line which setting is missing, or not for this image', async () => {
      const without = await startContainer(image, world.options({ DATABASE_URL: '' }));
      const withSdk = await startContainer(image, world.options({ TEAMS_CHANNEL: 'sdk', PORT: '0' }));

      expect([await without.ended, without.output()]).toEqual([
        1,
        expect.stringMatching(/^DATABASE_URL is not set, /m),
      ]);
      if (channel === 'direct') {
        expect(await withSdk.ended).toBe(1);
        expect(withSdk.output()).toMatch(
          /^This installation was built without the SDK: set TEAMS_CHANNEL=direct$/m,
        );
      }
      await Promise.all([without.remove(), withSdk.remove()]);
    });
  });

  it('has every command of its folder tried here', async () => {
    const commands = readdirSync(join(ROOT, 'src/cli')).filter((name) => name !== 'table.ts');
    const tried = await readFile(import.meta.filename, 'utf8');

    expect(commands.filter((name) => !tried.includes(name))).toEqual([]);
  });
});

/** What the bot in the image finds outside: a database over TCP, Teams, Microsoft's login with TLS, Partner Center. */
async function outside() {
  const [authority, connector, sandbox] = await Promise.all([
    botAuthority(),
    connectorStandIn(),
    startSandbox(),
  ]);
  const login = await tlsFront(authority.url);
  const folder = await mkdtemp(join(tmpdir(), 'mca-outside-'));
  const certificate = join(folder, 'ca.pem');
  await writeFile(certificate, login.certificate);
  const settings = {
    ...authority.settings,
    ToChannelFromBotLoginUrl: `${login.url}/login`,
    MicrosoftAppId: authority.appId,
    MicrosoftAppPassword: authority.appPassword,
    MicrosoftAppTenantId: TENANT,
    ALLOWED_SERVICE_HOSTS: '127.0.0.1',
    ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    DATABASE_URL: databases.bot.url,
    NODE_EXTRA_CA_CERTS: CA_IN_CONTAINER,
    ...sandboxSettings(sandbox),
  };
  return {
    authority,
    connector,
    options: (env: Record<string, string>) => ({
      env: { ...settings, ...env },
      files: { [CA_IN_CONTAINER]: certificate },
    }),
    emptyUrl: (channel: 'sdk' | 'direct') => databases[channel].url,
    async send(address: string, activity: object, token: string | undefined): Promise<number> {
      const { status } = await fetch(`${address}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(token && { Authorization: token }) },
        body: JSON.stringify(activity),
      });
      return status;
    },
    async close() {
      await Promise.all([authority.close(), connector.close(), sandbox.stop(), login.close()]);
      await removeFolder(folder);
    },
  };
}
