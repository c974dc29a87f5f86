import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { ROOT } from '../../support/source-files.ts';

export const SOURCES = join(ROOT, 'appPackage');

/** What a partner's settings give. */
export const VALUES = {
  MicrosoftAppId: '7c1d2f0e-3b44-4b57-9a1e-6f2d8c9b5e01',
  version: '1.2.3',
  DEVELOPER_NAME: 'Fabrikam "Cloud" \\ Söhne',
  DEVELOPER_WEBSITE_URL: 'https://fabrikam.example/app',
  DEVELOPER_PRIVACY_URL: 'https://fabrikam.example/privacy',
  DEVELOPER_TERMS_URL: 'https://fabrikam.example/terms',
  DEVELOPER_MPN_ID: '1234567',
};

interface Texts {
  title: string;
  description: string;
}
interface Named {
  short: string;
  full: string;
}

/** A manifest as the tests change it: right or wrong. */
export interface Manifest extends Record<string, unknown> {
  name: Named;
  description: Named;
  developer: Record<string, string>;
  localizationInfo: { additionalLanguages: [{ file: string }] };
  bots: [
    {
      botId?: string;
      scopes: string[];
      commandLists: [{ scopes: string[]; commands: Texts[] }];
    },
  ];
  composeExtensions: [{ commands: [Texts & { parameters: [Texts] }] }];
}

/** The app's own manifest, as it is in the folder. */
export const manifestText = () => readFile(join(SOURCES, 'manifest.json'), 'utf8');

/** Makes copies of the app's folder in which something was changed; they go when the tests of the file are over. */
export function appFolders() {
  const made: string[] = [];
  afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));
  return async (change: {
    manifest?: (manifest: Manifest) => void;
    french?: (french: Record<string, string>) => void;
    files?: Record<string, string | Uint8Array>;
  }): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'mca-app-'));
    made.push(folder);
    await cp(SOURCES, folder, { recursive: true });
    await rewrite(join(folder, 'manifest.json'), change.manifest);
    await rewrite(join(folder, 'fr.json'), change.french);
    for (const [name, content] of Object.entries(change.files ?? {})) {
      await writeFile(join(folder, name), content);
    }
    return folder;
  };
}

async function rewrite<Json>(file: string, change: ((json: Json) => void) | undefined): Promise<void> {
  if (!change) return;
  const json = JSON.parse(await readFile(file, 'utf8')) as Json;
  change(json);
  await writeFile(file, JSON.stringify(json));
}
