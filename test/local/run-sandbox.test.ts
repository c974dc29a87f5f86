import { describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startSandbox } from '../../src/local/sandbox/sandbox.ts';

function command(args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ['src/local/run-sandbox.ts', ...args], {
    env: { PATH: process.env['PATH'], ...env },
  });
}

/** The settings that the command prints for a bot, by name. */
async function printedSettings(child: ChildProcess): Promise<Record<string, string>> {
  const settings: Record<string, string> = {};
  for await (const line of createInterface({ input: child.stdout! })) {
    const [, name, value] = /^(PARTNER_CENTER_\w+)=(.+)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) settings[name] = value;
    if (line.startsWith('Ctrl-C')) return settings;
  }
  throw new Error('It ended before it said how to stop it');
}

async function ending(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  child.stderr!.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

describe('npm run sandbox', () => {
  it('prints the settings a bot needs, and ends with Ctrl-C', async () => {
    const child = command([], { SANDBOX_ERA: 'customer-2021', SANDBOX_CUSTOMERS: '7' });
    const settings = await printedSettings(child);

    const reply = await fetch(settings['PARTNER_CENTER_TOKEN_URL']!, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: settings['PARTNER_CENTER_CLIENT_ID']!,
        client_secret: settings['PARTNER_CENTER_CLIENT_SECRET']!,
        refresh_token: settings['PARTNER_CENTER_REFRESH_TOKEN']!,
      }),
    });
    child.kill('SIGINT');
    const { code } = await ending(child);

    expect(reply.status).toBe(200);
    expect(code).toBe(0);
  });

  it('says in one line that its port is taken', async () => {
    const first = await startSandbox();

    const { code, said } = await ending(command(['--port', new URL(first.baseUrl).port]));
    await first.stop();

    expect(code).toBe(1);
    expect(said).toMatch(/^The sandbox cannot start: .*EADDRINUSE.*\n$/);
  });

  it('names a setting it cannot use, never its value', async () => {
    const { code, said } = await ending(command([], { SANDBOX_ERA: 'of-dinosaurs' }));

    expect(code).toBe(1);
    expect(said).toContain('SANDBOX_ERA');
    expect(said).not.toContain('dinosaurs');
  });
});
