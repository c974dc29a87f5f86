import { spawn } from 'node:child_process';

/** The signs by which the bot tells whether a person sits where it was started. */
export interface Seat {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether what the bot prints is read on a terminal. */
  isTerminal: boolean;
}

/**
 * The program that opens an address in the browser of the person who started the bot, with its arguments. Undefined where
 * that person has no screen, sits at another machine, or is a program.
 */
export function browserAt(
  { platform, env, isTerminal }: Seat,
  url: string,
): [string, ...string[]] | undefined {
  const isProgram = !isTerminal || (env.CI !== undefined && !['', '0', 'false'].includes(env.CI));
  // By custom, `none` tells tools not to open a browser.
  if (isProgram || env.BROWSER === 'none') return undefined;
  if (env.SSH_CONNECTION && !env.BROWSER) return undefined;
  if (platform === 'darwin') return ['open', url];
  // Under WSL, Windows has the browser.
  if (platform === 'win32' || env.WSL_DISTRO_NAME)
    return ['rundll32.exe', 'url.dll,FileProtocolHandler', url];
  const hasScreen = [env.DISPLAY, env.WAYLAND_DISPLAY, env.BROWSER].some(Boolean);
  return hasScreen ? ['xdg-open', url] : undefined;
}

/** Opens an address in a browser if there is a person to look at it. Never throws, and waits for nothing. */
export function openBrowser(url: string): void {
  const { platform, env, stdout } = process;
  const browser = browserAt({ platform, env, isTerminal: stdout.isTTY }, url);
  if (!browser) return;
  const [program, ...args] = browser;
  // Detached: Ctrl-C in the terminal is for the bot, not for a browser that was started by it.
  const child = spawn(program, args, { stdio: 'ignore', detached: true, windowsHide: true });
  // Without such a program the person reads the address.
  child.on('error', () => undefined);
  child.unref();
}
