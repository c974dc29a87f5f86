import {
  BotFrameworkAuthentication,
  ConnectorFactory,
  type AuthenticateRequestResult,
  type ClaimsIdentity,
  type ConnectorClient,
  type UserTokenClient,
} from 'botframework-connector';
import type { Activity } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import type { ConnectorHttp } from '../connector-http.ts';
import { leanConnector } from './lean-connector.ts';

/** Service addresses differ by region only; more than this many would be a mistake. */
const KEPT_CLIENTS = 50;

/**
 * The SDK's authentication, without building an HTTP client stack for every turn: one connector client is kept for each
 * service address and audience, and a user token client is made only if someone asks for one.
 */
export function leanAuthentication(
  inner: BotFrameworkAuthentication,
  http: ConnectorHttp,
): BotFrameworkAuthentication {
  return new LeanAuthentication(inner, http);
}

class LeanAuthentication extends BotFrameworkAuthentication {
  readonly #inner: BotFrameworkAuthentication;
  readonly #http: ConnectorHttp;
  readonly #clients = new LRUCache<string, Promise<ConnectorClient>>({ max: KEPT_CLIENTS });

  constructor(inner: BotFrameworkAuthentication, http: ConnectorHttp) {
    super();
    this.#inner = inner;
    this.#http = http;
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    const result = await this.#inner.authenticateRequest(activity, header);
    const { connectorFactory } = result;
    return connectorFactory ? { ...result, connectorFactory: this.#keeping(connectorFactory) } : result;
  }

  override authenticateStreamingRequest(header: string, channelId: string) {
    return this.#inner.authenticateStreamingRequest(header, channelId);
  }

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    return this.#keeping(this.#inner.createConnectorFactory(identity));
  }

  override async createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    return madeWhenAsked(() => this.#inner.createUserTokenClient(identity));
  }

  #keeping(factory: ConnectorFactory): ConnectorFactory {
    const clients = this.#clients;
    const http = this.#http;
    const make = async (serviceUrl: string, audience: string) =>
      leanConnector(await factory.create(serviceUrl, audience), serviceUrl, http);
    return new (class extends ConnectorFactory {
      override async create(serviceUrl: string, audience: string): Promise<ConnectorClient> {
        const key = `${serviceUrl} ${audience ?? ''}`;
        const kept = clients.get(key) ?? make(serviceUrl, audience);
        clients.set(key, kept);
        return kept;
      }
    })();
  }
}

/** Stands in for a client until one of its methods is called. */
function madeWhenAsked(make: () => Promise<UserTokenClient>): UserTokenClient {
  let made: Promise<UserTokenClient> | undefined;
  return new Proxy({} as UserTokenClient, {
    get(_target, method) {
      // Not a promise itself: `await` asks every value for `then`.
      if (method === 'then') return undefined;
      return async (...args: unknown[]) => {
        made ??= make();
        const client = (await made) as unknown as Record<PropertyKey, (...args: unknown[]) => unknown>;
        return client[method]?.(...args);
      };
    },
  });
}
