import { describe, expect, it } from '@jest/globals';
import { browserAt, type Seat } from '../../../bot/playground/open-browser.ts';

const URL = 'http://localhost:56150';
/** A person at the screen of a Linux machine. */
const DESK: Seat = { platform: 'linux', env: { DISPLAY: ':0' }, isTerminal: true };

describe('a browser', () => {
  it.each<[string, Seat, string]>([
    ['at a screen on Linux', DESK, 'xdg-open'],
    ['where the screen is a Wayland one', { ...DESK, env: { WAYLAND_DISPLAY: 'wayland-0' } }, 'xdg-open'],
    [
      'where an editor far away shows pages',
      { ...DESK, env: { SSH_CONNECTION: 'a', BROWSER: 'b' } },
      'xdg-open',
    ],
    ['on a Mac', { ...DESK, platform: 'darwin', env: {} }, 'open'],
    ['on Windows', { ...DESK, platform: 'win32', env: {} }, 'rundll32.exe'],
    ['in a Linux beside Windows', { ...DESK, env: { WSL_DISTRO_NAME: 'Debian' } }, 'rundll32.exe'],
    ['where CI says no', { ...DESK, env: { DISPLAY: ':0', CI: 'false' } }, 'xdg-open'],
  ])('opens %s', (_where, seat, program) => {
    const browser = browserAt(seat, URL);

    expect([browser?.[0], browser?.at(-1)]).toEqual([program, URL]);
  });

  it.each<[string, Seat]>([
    ['where no terminal shows what the bot prints', { ...DESK, isTerminal: false }],
    ['in CI', { ...DESK, env: { DISPLAY: ':0', CI: 'true' } }],
    ['in CI on a Mac', { ...DESK, platform: 'darwin', env: { CI: '1' } }],
    ['on a Linux without a screen', { ...DESK, env: { DISPLAY: '' } }],
    [
      'on a machine that a person reaches from another',
      { ...DESK, platform: 'darwin', env: { SSH_CONNECTION: 'a' } },
    ],
    ['for a person who never wants one', { ...DESK, env: { DISPLAY: ':0', BROWSER: 'none' } }],
  ])('does not open %s', (_where, seat) => {
    expect(browserAt(seat, URL)).toBeUndefined();
  });
});
