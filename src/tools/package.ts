import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { packageApp, PackageError } from './app-package/package-app.ts';
import { readArguments } from '../composition/read-arguments.ts';
import { CommandError, stopWith } from '../composition/console.ts';
import { ConfigError } from '../config.ts';
import { settingsSchema } from '../settings.ts';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = join(ROOT, 'appPackage');
const BUILD = join(SOURCES, 'build');
const NEEDS_DEVELOPER = [
  'DEVELOPER_NAME',
  'DEVELOPER_WEBSITE_URL',
  'DEVELOPER_PRIVACY_URL',
  'DEVELOPER_TERMS_URL',
] as const;
const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What the package holds of this bot's settings. */
const packageSettings = settingsSchema
  .pick({ DEVELOPER_MPN_ID: true, ...Object.fromEntries(NEEDS_DEVELOPER.map((name) => [name, true])) } as {
    [Name in (typeof NEEDS_DEVELOPER)[number] | 'DEVELOPER_MPN_ID']: true;
  })
  .extend({ MicrosoftAppId: z.string().trim().regex(GUID, 'must be the id of an app registration, a GUID') });
type PackageSettings = z.output<typeof packageSettings>;

/** Stands in for a developer that is not named, so that the app can be tried: addresses that belong to no one. */
const ANYBODY = {
  DEVELOPER_NAME: 'Not named yet',
  DEVELOPER_WEBSITE_URL: 'https://www.example.com/',
  DEVELOPER_PRIVACY_URL: 'https://www.example.com/privacy',
  DEVELOPER_TERMS_URL: 'https://www.example.com/terms',
} as const satisfies Partial<PackageSettings>;

readArguments({ options: {}, usage: 'Usage: npm run package' });
try {
  const settings = readSettings();
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const made = packageApp(SOURCES, { DEVELOPER_MPN_ID: undefined, ...settings, version });
  const file = write(made.zip);
  console.log(
    `${relative(process.cwd(), file)}: ${made.name} ${made.version}, ${made.files.join(', ')} (${made.zip.length} bytes)\n` +
      'Upload it in the Teams admin center under Manage apps, or in Teams under Apps, Manage your apps.',
  );
} catch (error) {
  if (!(error instanceof PackageError)) stopWith(error);
  stopWith(new CommandError(error.message, { cause: error }));
}

/** The settings, from the environment or a `.env` file beside the process. Throws with everything that is wrong, by name. */
function readSettings(): PackageSettings {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value?.trim()));
  if (given.MicrosoftAppId === undefined) {
    throw new CommandError(
      'Set MicrosoftAppId to the id of the bot’s app registration: the package is made for it.',
    );
  }
  const parsed = packageSettings.safeParse(given);
  const missing = NEEDS_DEVELOPER.filter((name) => given[name] === undefined);
  const isNamed = missing.length < NEEDS_DEVELOPER.length || given.DEVELOPER_MPN_ID !== undefined;
  const isForUse = isNamed || given.NODE_ENV === 'production';
  const problems = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...(isForUse ? missing.map((name) => `${name}: missing; say who offers the app`) : []),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  if (isNamed) return parsed.data;
  console.error(
    `For trying it out only: no developer is named. Before others use it, set ${missing.join(', ')}.`,
  );
  return { ...parsed.data, ...ANYBODY };
}

/** Puts the package in its place, whole. */
function write(zip: Uint8Array): string {
  const file = join(BUILD, 'appPackage.zip');
  try {
    mkdirSync(BUILD, { recursive: true });
    writeFileSync(`${file}.part`, zip);
    renameSync(`${file}.part`, file);
    return file;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(`The package cannot be written to appPackage/build (${code})`, { cause: error });
  }
}
