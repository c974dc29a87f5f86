import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { ROOT } from '../../support/source-files.ts';
import { VALUES, type Manifest } from './app-folder.ts';

const FILE = join(ROOT, 'appPackage/build/appPackage.zip');
const { version: _version, ...SETTINGS } = VALUES;

/** Runs the command in a folder of its own, with a `.env` file there if one is given. */
async function run(settings: Record<string, string>, env?: string) {
  const cwd = await mkdtemp(join(tmpdir(), 'mca-package-'));
  if (env !== undefined) await writeFile(join(cwd, '.env'), env);
  const child = spawn(process.execPath, [join(ROOT, 'src/tools/package.ts')], {
    cwd,
    env: { PATH: process.env.PATH, ...settings },
  });
  const said = { output: '', complaint: '' };
  child.stdout.on('data', (text: Buffer) => (said.output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said.complaint += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  await rm(cwd, { recursive: true, force: true });
  return { code, ...said };
}

async function madeManifest(): Promise<Manifest> {
  return JSON.parse(strFromU8(unzipSync(await readFile(FILE))['manifest.json']!)) as Manifest;
}

describe('npm run package', () => {
  it('writes the package for the registration in the settings, and says so', async () => {
    await rm(FILE, { force: true });
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };

    const { code, output, complaint } = await run(SETTINGS);

    expect([code, complaint]).toEqual([0, '']);
    expect(output).toContain(`appPackage.zip: MCA Acceptance ${version}, manifest.json, fr.json`);
    expect(await madeManifest()).toMatchObject({
      id: SETTINGS.MicrosoftAppId,
      version,
      developer: { name: SETTINGS.DEVELOPER_NAME },
    });
  });

  it('without an app id says what to set', async () => {
    const { code, complaint } = await run({ DEVELOPER_NAME: 'Fabrikam' });

    expect(code).toBe(1);
    expect(complaint).toMatch(/^Set MicrosoftAppId to [^\n]+\n$/);
  });

  it('names every setting that is missing or wrong at once, and no value', async () => {
    const { code, complaint } = await run({
      MicrosoftAppId: 'secret-looking',
      DEVELOPER_NAME: 'Fabrikam and all of its subsidiaries',
      DEVELOPER_WEBSITE_URL: 'http://fabrikam.example',
      DEVELOPER_MPN_ID: 'MPN1',
    });

    expect(code).toBe(1);
    const named = [...complaint.matchAll(/^ {2}- (\w+): /gm)].map((match) => match[1]);
    expect(named.sort()).toEqual([
      'DEVELOPER_MPN_ID',
      'DEVELOPER_NAME',
      'DEVELOPER_PRIVACY_URL',
      'DEVELOPER_TERMS_URL',
      'DEVELOPER_WEBSITE_URL',
      'MicrosoftAppId',
    ]);
    expect(complaint).not.toMatch(/secret-looking|Fabrikam|fabrikam|MPN1/);
  });

  it('may be tried before a developer is named, and says that it is for that only', async () => {
    const { code, complaint } = await run({}, `MicrosoftAppId=${VALUES.MicrosoftAppId}\n`);

    expect(code).toBe(0);
    expect(complaint).toMatch(
      /^For trying it out only: .*DEVELOPER_NAME, DEVELOPER_WEBSITE_URL, DEVELOPER_PRIVACY_URL, DEVELOPER_TERMS_URL\.\n$/,
    );
    expect((await madeManifest()).developer.websiteUrl).toBe('https://www.example.com/');
  });

  it('in production is for use, and needs a developer', async () => {
    const { code, complaint } = await run({ MicrosoftAppId: VALUES.MicrosoftAppId, NODE_ENV: 'production' });

    expect(code).toBe(1);
    expect(complaint.match(/missing/g)).toHaveLength(4);
  });
});
