import type { RequestPolicy } from '@azure/core-http-compat';
import { TeamsAdapter } from '@microsoft/teams-ai';
import { ConfigurationServiceClientCredentialFactory, type Activity, type TurnContext } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { BotRegistration } from '../src/config.ts';
import { PlainAuthorityCredentials } from './credentials.ts';
import { leanAuthentication } from './lean-authentication.ts';
import { sendEntitiesWhole } from './whole-entities.ts';

/** What the SDK would answer an invoke with. */
export interface InvokeAnswer {
  status: number;
  body?: unknown;
}

/**
 * The SDK's adapter, told who it is, with one connector client for each service address. Without a registration every
 * call is taken as genuine, which is why such a bot listens on loopback only.
 */
export class BotAdapter extends TeamsAdapter {
  readonly #appId: string;

  constructor(registration: BotRegistration | undefined, http: RequestPolicy) {
    super(settingsOf(registration), credentialsOf(registration), undefined, { httpClient: http });
    sendEntitiesWhole();
    this.#appId = registration?.appId ?? '';
    Object.assign(this, {
      botFrameworkAuthentication: leanAuthentication(this.botFrameworkAuthentication),
    });
  }

  /**
   * Checks who sent an activity and runs the logic over it. Throws only when the sender cannot be trusted or reached;
   * the logic must not throw.
   */
  async answer(
    authorization: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeAnswer | undefined> {
    return this.processActivity(authorization, activity, logic);
  }

  /** A client for speaking unasked at a service address. */
  async connectorFor(serviceUrl: string): Promise<ConnectorClient> {
    const identity = this.createClaimsIdentity(this.#appId);
    const factory = this.botFrameworkAuthentication.createConnectorFactory(identity);
    return factory.create(serviceUrl, undefined);
  }
}

function settingsOf(registration: BotRegistration | undefined) {
  if (!registration) return {};
  return {
    MicrosoftAppId: registration.appId,
    MicrosoftAppPassword: registration.appPassword,
    MicrosoftAppType: registration.appType,
    MicrosoftAppTenantId: registration.tenantId,
    ...registration.authority,
  };
}

function credentialsOf(registration: BotRegistration | undefined) {
  if (registration?.authority?.ToChannelFromBotLoginUrl?.startsWith('http:')) {
    return new PlainAuthorityCredentials(registration);
  }
  return new ConfigurationServiceClientCredentialFactory(settingsOf(registration));
}
