import type { BotRegistration } from '../../src/config.ts';
import type { Channel } from './channel.ts';
import type { ConnectorHttp } from './connector-http.ts';

type CarrierName = 'sdk' | 'direct';
type OpenCarrier = (registration: BotRegistration | undefined, http: ConnectorHttp) => Channel;

const CARRIERS: Record<CarrierName, () => Promise<OpenCarrier>> = {
  sdk: async () => (await import('./sdk/sdk-channel.ts')).createSdkChannel,
  direct: async () => (await import('./direct/direct-channel.ts')).createDirectChannel,
};

/**
 * Begins to load a carrier's modules, so that they are there when the start has waited for the database. That they cannot be
 * loaded is told when the channel is opened.
 */
export function loadCarrier(carrier: CarrierName): void {
  CARRIERS[carrier]().catch(() => undefined);
}

/**
 * Opens the channel by the carrier that the settings name. A carrier is loaded only when it is asked for: `direct` loads no
 * module of Microsoft's SDKs, so they need not be installed.
 */
export async function openChannel(
  carrier: CarrierName,
  registration: BotRegistration | undefined,
  http: ConnectorHttp,
): Promise<Channel> {
  const openBy = await CARRIERS[carrier]();
  return openBy(registration, http);
}
