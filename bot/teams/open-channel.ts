import type { BotRegistration } from '../../src/config.ts';
import type { Channel } from './channel.ts';
import type { ConnectorHttp } from './connector-http.ts';

/**
 * Opens the channel by the carrier that the settings name. A carrier is loaded only when it is asked for: `direct` loads no
 * module of Microsoft's SDKs, so they need not be installed.
 */
export async function openChannel(
  carrier: 'sdk' | 'direct',
  registration: BotRegistration | undefined,
  http: ConnectorHttp,
): Promise<Channel> {
  if (carrier === 'direct') {
    const { createDirectChannel } = await import('./direct/direct-channel.ts');
    return createDirectChannel(registration, http);
  }
  const { createSdkChannel } = await import('./sdk/sdk-channel.ts');
  return createSdkChannel(registration, http);
}
