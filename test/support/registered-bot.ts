import { afterAll } from '@jest/globals';
import type { Logger } from '../../src/logger.ts';
import { startSandbox, type Sandbox } from '../../src/local/sandbox/sandbox.ts';
import { BOT_APP_ID, TENANT } from './activities.ts';
import { botAuthority, type Authority } from './authority.ts';
import { runningBot, type BotUnderTest } from './running-bot.ts';
import { sandboxSettings } from './sandbox-settings.ts';

export interface RegisteredBot extends BotUnderTest {
  /** Signs the tokens that Teams shows, and gives the bot its own. */
  authority: Authority;
  sandbox: Sandbox;
}

/**
 * A bot that runs as it does in production, with an app id and a Partner Center in its settings. Stopped after the test
 * file. Call it once at the top of the file.
 */
export async function registeredBot(
  options: { settings?: Record<string, string>; log?: Logger } = {},
): Promise<RegisteredBot> {
  const authority = await botAuthority({ appId: BOT_APP_ID });
  const sandbox = await startSandbox();
  const bot = await runningBot({
    ...(options.log && { log: options.log }),
    settings: { ...registeredSettings(authority, sandbox), ...options.settings },
  });
  afterAll(async () => {
    await authority.close();
    await sandbox.stop();
  });
  return { ...bot, authority, sandbox };
}

/** What a bot needs to be one that runs as in production, on this machine alone. */
export function registeredSettings(
  { settings, appId, appPassword }: Authority,
  sandbox: Parameters<typeof sandboxSettings>[0],
): Record<string, string> {
  return {
    ...settings,
    MicrosoftAppId: appId,
    MicrosoftAppPassword: appPassword,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: TENANT,
    ALLOWED_SERVICE_HOSTS: '127.0.0.1',
    ...sandboxSettings(sandbox),
    HOST: '127.0.0.1',
  };
}
