import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { licenceList, shippedPackages } from '../../src/tools/third-party/shipped-packages.ts';
import { ROOT } from '../support/source-files.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const PERMISSIVE = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
];
/** Their packages name no licence by its short name; what they come with says MIT, seen by a person. */
const SEEN: string[] = ['cldrjs', 'escape-regexp-component', 'jspath'];

const shipped = shippedPackages(read('package-lock.json'));

describe('what ships', () => {
  it('is under licences that let a partner use it, or were looked at', () => {
    const allowed = (license = '') =>
      license
        .replace(/[()]/g, '')
        .split(' OR ')
        .some((each) => PERMISSIVE.includes(each));

    const others = shipped.filter(({ name, license }) => !allowed(license) && !SEEN.includes(name));

    expect(others).toEqual([]);
    expect(shipped.length).toBeGreaterThan(50);
  });

  it('is listed with its licences, as the lock file has it', () => {
    expect(read('THIRD-PARTY.md')).toBe(licenceList(shipped));
  });
});

describe('the workflow', () => {
  const { jobs, permissions } = parse(read('.github/workflows/build.yml')) as {
    permissions: Record<string, string>;
    jobs: Record<string, { permissions?: Record<string, string>; steps: { uses?: string; run?: string }[] }>;
  };
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it('runs what every change has to pass, and lists what ships', () => {
    const commands = steps.map(({ run = '' }) => run).join('\n');

    expect(commands).toContain('bash .ci/run');
    expect(commands).toContain('npm sbom --package-lock-only --omit dev');
    expect(commands).toContain('docker build');
  });

  it('may write nothing but proofs', () => {
    const rights = [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})];
    const writing = rights.flatMap((each) =>
      Object.entries(each)
        .filter(([, right]) => right === 'write')
        .map(([name]) => name),
    );

    expect(writing.sort()).toEqual(['attestations', 'id-token']);
  });

  it('uses only actions of GitHub itself, each at a version', () => {
    const used = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));

    expect(used.filter((each) => !/^actions\/[\w-]+@v\d+$/.test(each))).toEqual([]);
  });
});

describe('the forms for issues', () => {
  it.each(readdirSync(join(ROOT, '.github/ISSUE_TEMPLATE')).filter((name) => name !== 'config.yml'))(
    '%s asks for something, each field by a name of its own',
    (name) => {
      const form = parse(read(`.github/ISSUE_TEMPLATE/${name}`)) as {
        name: string;
        description: string;
        body: { type: string; id?: string; validations?: { required: boolean } }[];
      };
      const ids = form.body.filter(({ type }) => type !== 'markdown').map(({ id }) => id);

      expect([form.name, form.description].every(Boolean)).toBe(true);
      expect(new Set(ids).size).toBe(ids.length);
      expect(form.body.some(({ validations }) => validations?.required)).toBe(true);
    },
  );
});

describe('the page on security', () => {
  it('links to pages that there are', () => {
    const links = [...read('SECURITY.md').matchAll(/\]\(([^)#]+)/g)].map((match) => match[1]!);

    expect(links.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
    expect(links.length).toBeGreaterThan(2);
  });
});
