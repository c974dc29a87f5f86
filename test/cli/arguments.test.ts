import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from '../support/source-files.ts';

/** What a folder holds beside commands. */
const NO_COMMANDS = ['table.ts'];
const COMMANDS = ['src/cli', 'src/tools'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.ts') && !NO_COMMANDS.includes(name))
    .map((name) => `${folder}/${name}`),
);

/** Runs a command with no settings, so that it has nothing to open. */
function run(command: string, ...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const options = { env: { PATH: process.env.PATH }, cwd: tmpdir() };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [join(ROOT, command), ...args], options, (failure, out, error) =>
      resolve({ code: failure ? Number(failure.code) : 0, out, error }),
    );
    child.stdin?.end();
  });
}

describe('a command', () => {
  it('is looked for where there are some', () => {
    expect(COMMANDS.length).toBeGreaterThan(10);
  });

  it.each(COMMANDS)('refuses an option that is mistyped: %s', async (command) => {
    const { code, out, error } = await run(command, '--mistypd');

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toMatch(/\S/);
    expect(error).not.toContain('    at ');
  });

  it.each(['src/cli/sync.ts', 'src/cli/remind.ts', 'src/cli/rotate-key.ts'])(
    'refuses a word that it does not know: %s',
    async (command) => {
      expect(await run(command, 'all')).toMatchObject({ code: 1, error: expect.stringContaining('Usage') });
    },
  );
});
