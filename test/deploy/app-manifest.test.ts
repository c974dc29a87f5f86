import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { unzipSync } from 'fflate';
import { parse } from 'yaml';
import { settingsSchema } from '../../src/settings.ts';
import { packageApp } from '../../src/tools/app-package/package-app.ts';
import { npmProgram } from '../support/deploy/npm-package.ts';
import { ROOT } from '../support/source-files.ts';

const run = promisify(execFile);
const VALUES = {
  MicrosoftAppId: '11111111-1111-4111-8111-111111111111',
  DEVELOPER_NAME: 'Partner',
  DEVELOPER_WEBSITE_URL: 'https://www.example.com/',
  DEVELOPER_PRIVACY_URL: 'https://www.example.com/privacy',
  DEVELOPER_TERMS_URL: 'https://www.example.com/terms',
  DEVELOPER_MPN_ID: undefined,
  version: '1.0.0',
};

/** What Microsoft's toolkit for Teams says of an app, unpacked, without signing in; `look` sees the folder before it goes. */
async function toolkitSays(
  files: Record<string, Uint8Array>,
  manifest: object,
  args = ['validate', '--manifest-file', 'manifest.json'],
  look: (folder: string) => void = () => undefined,
): Promise<string> {
  const toolkit = await npmProgram('@microsoft/m365agentstoolkit-cli@1.1.17');
  const folder = mkdtempSync(join(tmpdir(), 'mca-manifest-'));
  const file = join(folder, 'manifest.json');
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  writeFileSync(file, JSON.stringify(manifest));
  const program = join(toolkit, 'node_modules/@microsoft/m365agentstoolkit-cli/cli.js');
  try {
    // A home of its own: the toolkit keeps notes there.
    const { stdout, stderr } = await run(
      process.execPath,
      [program, ...args, '-i', 'false', '--telemetry', 'false'],
      {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: folder },
      },
    );
    look(folder);
    return stdout + stderr;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { zip } = packageApp(join(ROOT, 'appPackage'), VALUES);
const files = unzipSync(zip);
const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json'])) as {
  supportsChannelFeatures: string;
};

describe('the manifest of the app', () => {
  it('is taken by Microsoft’s own toolkit, and says that it knows shared and private channels', async () => {
    expect(await toolkitSays(files, manifest)).toMatch(/All passed/);
    expect(manifest.supportsChannelFeatures).toBe('tier1');
  });

  it('would be refused without its icons', async () => {
    expect(await toolkitSays(files, { ...manifest, icons: undefined })).toMatch(/icons/);
  });
});

describe('the project file for the toolkit', () => {
  it('lets the toolkit pack the app, into the same files as our own command', async () => {
    const project = new Uint8Array(readFileSync(join(ROOT, 'm365agents.yml')));
    const settings = new Uint8Array(readFileSync(join(ROOT, 'env/.env.dev')));
    const args = ['package', '--manifest-file', './manifest.json', '--env-file', './.env.dev'];
    const into = ['--output-package-file', './packed.zip', '--output-folder', './packed'];
    let packed: string[] = [];

    const said = await toolkitSays(
      { ...files, 'm365agents.yml': project, '.env.dev': settings },
      manifest,
      [...args, ...into],
      (folder) => {
        packed = Object.keys(unzipSync(readFileSync(join(folder, 'packed.zip'))));
      },
    );

    expect(said).toContain('built successfully');
    expect(packed.sort()).toEqual(Object.keys(files).sort());
  });

  it('is one by the toolkit’s own schema, and does what this repository can do', async () => {
    const toolkit = await npmProgram('@microsoft/m365agentstoolkit-cli@1.1.17');
    const home = join(toolkit, 'node_modules/@microsoft/m365agentstoolkit-cli');
    const project = parse(readFileSync(join(ROOT, 'm365agents.yml'), 'utf8')) as {
      version: string;
      provision: { with: { run?: string } }[];
    };
    const schema = JSON.parse(
      readFileSync(join(home, `resource/yaml-schema/${project.version}/yaml.schema.json`), 'utf8'),
    ) as object;
    const validate = new Ajv({ strict: false }).compile(schema);
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };

    expect([validate(project), validate.errors]).toEqual([true, null]);
    const commands = project.provision.flatMap(({ with: { run } }) => run ?? []);
    expect(commands).toEqual(['npm run package']);
    expect(scripts).toHaveProperty('package');
  });

  it('asks for settings that exist, and for no secret', () => {
    const names = readFileSync(join(ROOT, 'env/.env.dev'), 'utf8')
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line) => line.split('=')[0]!);
    const ofTheToolkit = ['TEAMSFX_ENV', 'TEAMS_APP_PUBLISHED_APP_ID'];

    const settings = names.filter((name) => !ofTheToolkit.includes(name));
    expect(settings).toContain('MicrosoftAppId');
    for (const name of settings) expect(settingsSchema.shape).toHaveProperty(name);
    for (const name of names) expect(name).not.toMatch(/PASSWORD|SECRET|TOKEN|KEY/i);
  });
});
