import {
  AppCredentials,
  CertificateAppCredentials,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { BotRegistration } from '../../src/config.ts';
import { clientAssertion } from './client-assertion.ts';

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
  readonly #registration: BotRegistration;
  readonly #tokens = new Map<string, Promise<{ value: string; freshUntil: number }>>();

  constructor(registration: BotRegistration) {
    super();
    this.#registration = registration;
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#registration.appId;
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  override async createCredentials(
    _appId: string,
    audience: string | undefined,
    loginEndpoint: string,
  ): Promise<Credentials> {
    const scope = `${audience ?? 'https://api.botframework.com'}/.default`;
    return {
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${await this.#token(loginEndpoint, scope)}`);
        return request;
      },
    };
  }

  /** One token for everybody, asked for once however many wait for it. */
  async #token(loginEndpoint: string, scope: string): Promise<string> {
    const kept = this.#tokens.get(scope);
    const token = await kept?.catch(() => undefined);
    if (token && token.freshUntil > Date.now()) return token.value;
    if (this.#tokens.get(scope) === kept) this.#tokens.set(scope, this.#ask(loginEndpoint, scope));
    return (await this.#tokens.get(scope)!).value;
  }

  async #ask(loginEndpoint: string, scope: string) {
    const { appId, appPassword, certificate } = this.#registration;
    const url = `${loginEndpoint.replace(/\/$/, '')}/oauth2/v2.0/token`;
    const answer = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        scope,
        ...(certificate
          ? {
              client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
              client_assertion: clientAssertion(appId, certificate, url),
            }
          : { client_secret: appPassword }),
      }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`The login address answered ${answer.status}`);
    const body = (await answer.json()) as { access_token: string; expires_in: number | string };
    return { value: body.access_token, freshUntil: Date.now() + (Number(body.expires_in) - 60) * 1_000 };
  }
}
