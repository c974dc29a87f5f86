import {
  AppCredentials,
  CertificateAppCredentials,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { BotRegistration } from '../../../src/config.ts';
import { createBotToken } from '../bot-token.ts';

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

/**
 * The SDK's own credentials (a password, a certificate, a managed identity), asked for a token once for everybody who
 * waits: by themselves they ask once for each. They keep a token until five minutes before its end.
 */
export class SharedCredentials extends ServiceClientCredentialsFactory {
  readonly #inner: ServiceClientCredentialsFactory;
  readonly #made = new Map<string, Promise<Credentials>>();

  constructor(inner: ServiceClientCredentialsFactory) {
    super();
    this.#inner = inner;
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return this.#inner.isValidAppId(appId);
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return this.#inner.isAuthenticationDisabled();
  }

  override async createCredentials(
    appId: string,
    audience: string,
    loginEndpoint: string,
    validateAuthority: boolean,
  ): Promise<Credentials> {
    const key = JSON.stringify([appId, audience, loginEndpoint]);
    const made =
      this.#made.get(key) ??
      this.#inner
        .createCredentials(appId, audience, loginEndpoint, validateAuthority)
        .then((credentials) => shared(credentials, loginEndpoint));
    this.#made.set(key, made);
    made.catch(() => this.#made.delete(key));
    return made;
  }
}

/** The public cloud's login address; certificates go there whatever they are told, unless it is set again. */
const PUBLIC_LOGIN = 'https://login.microsoftonline.com/';

function shared(credentials: Credentials, loginEndpoint: string): Credentials {
  // Without a registration there is no token to share.
  if (!(credentials instanceof AppCredentials) || !credentials.appId) return credentials;
  if (credentials instanceof CertificateAppCredentials && !loginEndpoint.startsWith(PUBLIC_LOGIN)) {
    credentials.oAuthEndpoint = loginEndpoint;
  }
  let asking: Promise<string> | undefined;
  return {
    signRequest: async (request) => {
      asking ??= credentials.getToken().finally(() => (asking = undefined));
      request.headers.set('authorization', `Bearer ${await asking}`);
      return request;
    },
  };
}

/**
 * Client credentials asked for at a plain address: for a private authority on this machine, which the SDK's own login
 * library refuses because it is not https. Only built outside production (see the settings).
 */
export class PlainAuthorityCredentials extends ServiceClientCredentialsFactory {
  readonly #appId: string;
  readonly #token: () => Promise<string>;

  constructor(registration: BotRegistration) {
    super();
    this.#appId = registration.appId;
    this.#token = createBotToken(registration);
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#appId;
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  override async createCredentials(): Promise<Credentials> {
    return {
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${await this.#token()}`);
        return request;
      },
    };
  }
}
