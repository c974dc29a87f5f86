import { readActivity } from '../../bot/teams/activity.ts';
import type { Channel, Incoming } from '../../bot/teams/channel.ts';
import { createConnectorHttp } from '../../bot/teams/connector-http.ts';
import { createDirectChannel } from '../../bot/teams/direct/direct-channel.ts';
import { createSdkChannel } from '../../bot/teams/sdk/sdk-channel.ts';
import type { TeamsBudget } from '../../bot/rate-limit/teams-budget.ts';
import type { BotRegistration } from '../../src/config.ts';
import type { Metrics } from '../../src/metrics.ts';
import { TENANT } from './activities.ts';
import type { Authority } from './authority.ts';
import { roomyBudget } from './teams-budget.ts';

/** What keeps to the channel's contract. */
const CARRIERS = { sdk: createSdkChannel, direct: createDirectChannel };
export type Carrier = keyof typeof CARRIERS;
export const CARRIER_NAMES = Object.keys(CARRIERS) as Carrier[];

/** A channel by a carrier: of a registered bot, or of one in local mode. */
export function channelBy(
  carrier: Carrier,
  registration?: BotRegistration,
  budget: TeamsBudget = roomyBudget(),
  onCall?: Metrics['teamsCall'],
): Channel {
  return CARRIERS[carrier](registration, createConnectorHttp(budget, onCall));
}

/** The registration of a bot that trusts an authority and no other. */
export const registrationAt = ({ appId, appPassword, settings }: Authority): BotRegistration => ({
  appId,
  appPassword,
  appType: 'SingleTenant',
  tenantId: TENANT,
  authority: settings,
});

/** An activity as it comes from the gate. */
export function incoming(body: Record<string, unknown>, claims?: Incoming['claims']): Incoming {
  const activity = readActivity(body);
  if (!activity) throw new Error('This is no activity');
  return { claims, body, activity };
}
