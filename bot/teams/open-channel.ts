import type { BotRegistration } from '../../src/config.ts';
import type { Channel } from './channel.ts';
import type { ConnectorHttp } from './connector-http.ts';

/**
 * Opens the channel by the carrier that the settings name. Each is loaded when it is asked for: with `direct` no module of
 * Microsoft's SDKs is, and they need not be there.
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
