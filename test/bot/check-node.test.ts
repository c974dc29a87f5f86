import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../support/source-files.ts';

/** What a script of `bot/` says, and how its process ends, where Node.js has a version. */
function run(script: string, version: string): { status: number | null; said: string } {
  const code = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });
    require(${JSON.stringify(join(ROOT, 'bot', script))});`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
  return { status, said: stderr };
}

describe('a start', () => {
  it.each(['18.20.0', '20.20.2', '22.17.1'])(
    'on Node.js %s says in one line which one it needs, and loads nothing of the bot',
    (version) => {
      const { status, said } = run('start.cjs', version);

      expect(status).toBe(1);
      expect(said).toBe(
        `The bot needs Node.js 22.18 or newer, and this is ${version}: run npm ci, which brings the right one.\n`,
      );
    },
  );

  it.each(['22.18.0', '24.1.0', '26.0.0'])('on Node.js %s says nothing', (version) => {
    expect(run('check-node.cjs', version)).toEqual({ status: 0, said: '' });
  });
});
