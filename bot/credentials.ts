import { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { BotRegistration } from '../src/config.ts';

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

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
    const answer = await fetch(`${loginEndpoint.replace(/\/$/, '')}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: this.#registration.appId,
        client_secret: this.#registration.appPassword,
        scope,
      }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`The login address answered ${answer.status}`);
    const body = (await answer.json()) as { access_token: string; expires_in: number | string };
    return { value: body.access_token, freshUntil: Date.now() + (Number(body.expires_in) - 60) * 1_000 };
  }
}
