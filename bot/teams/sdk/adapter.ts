// The package's main module also loads its tools for language models: a second of every start, and 70 MB.
import { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import {
  CallerIdConstants,
  ConfigurationServiceClientCredentialFactory,
  type Activity,
  type TurnContext,
} from 'botbuilder';
import {
  AuthenticationConstants,
  ClaimsIdentity,
  type AuthenticateRequestResult,
  type ConnectorClient,
} from 'botframework-connector';
import type { BotRegistration } from '../../../src/config.ts';
import type { Incoming, InvokeAnswer } from '../channel.ts';
import type { ConnectorHttp } from '../connector-http.ts';
import { PlainAuthorityCredentials, SharedCredentials } from './credentials.ts';
import { leanAuthentication } from './lean-authentication.ts';
import { requestPolicy } from './request-policy.ts';

/**
 * The SDK's adapter, told who it is, with one connector client for each service address. Without a registration every
 * call is taken as genuine, which is why such a bot listens on loopback only.
 */
export class BotAdapter extends TeamsAdapter {
  readonly #appId: string;
  /** What the bot's own tokens are for. */
  readonly #audience: string;
  readonly #callerId: string;

  constructor(registration: BotRegistration | undefined, http: ConnectorHttp) {
    super(settingsOf(registration), credentialsOf(registration), undefined, {
      httpClient: requestPolicy(http),
    });
    this.#appId = registration?.appId ?? '';
    this.#audience =
      registration?.authority?.ToChannelFromBotOAuthScope ??
      AuthenticationConstants.ToChannelFromBotOAuthScope;
    this.#callerId = registration?.authority?.CallerId ?? CallerIdConstants.PublicAzureChannel;
    Object.assign(this, {
      botFrameworkAuthentication: leanAuthentication(this.botFrameworkAuthentication, http),
    });
  }

  /**
   * Runs the logic over an activity of a sender whose token was checked before; without a registration there is none.
   * Throws only when the activity cannot be answered; the logic must not throw.
   */
  async answer(
    claims: Incoming['claims'],
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeAnswer | undefined> {
    if (!claims) return this.processActivity('', activity, logic);
    return this.processActivity(this.#authenticated(claims), activity, logic);
  }

  /** What the SDK would have found, had it checked the token itself. */
  #authenticated(claims: NonNullable<Incoming['claims']>): AuthenticateRequestResult {
    const identity = new ClaimsIdentity(
      Object.entries(claims).map(([type, value]) => ({ type, value: value as string })),
      true,
    );
    return {
      claimsIdentity: identity,
      audience: this.#audience,
      callerId: this.#callerId,
      connectorFactory: this.botFrameworkAuthentication.createConnectorFactory(identity),
    };
  }

  /** A client for speaking unasked at a service address. */
  async connectorFor(serviceUrl: string): Promise<ConnectorClient> {
    const identity = this.createClaimsIdentity(this.#appId);
    const factory = this.botFrameworkAuthentication.createConnectorFactory(identity);
    return factory.create(serviceUrl, this.#audience);
  }
}

function settingsOf(registration: BotRegistration | undefined) {
  if (!registration) return {};
  return {
    MicrosoftAppId: registration.appId,
    MicrosoftAppPassword: registration.appPassword,
    MicrosoftAppType: registration.appType,
    MicrosoftAppTenantId: registration.tenantId,
    ...(registration.certificate && {
      CertificateThumbprint: registration.certificate.thumbprint,
      CertificatePrivateKey: registration.certificate.privateKey,
    }),
    ...registration.authority,
  };
}

function credentialsOf(registration: BotRegistration | undefined) {
  const hasIdentity = registration?.appType === 'UserAssignedMSI';
  if (!hasIdentity && registration?.authority?.ToChannelFromBotLoginUrl?.startsWith('http:')) {
    return new PlainAuthorityCredentials(registration);
  }
  return new SharedCredentials(new ConfigurationServiceClientCredentialFactory(settingsOf(registration)));
}
