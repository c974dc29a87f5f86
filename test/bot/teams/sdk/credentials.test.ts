import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import {
  AppCredentials,
  CertificateAppCredentials,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { SharedCredentials } from '../../../../bot/teams/sdk/credentials.ts';
import { TENANT } from '../../../support/activities.ts';

describe('credentials of the SDK', () => {
  it('show a certificate to the login address of the settings, and to the public one without', async () => {
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).toString();

    const made = async (loginEndpoint: string) => {
      const inner = new (class extends Recorded {
        override async createCredentials(appId: string) {
          this.made = new CertificateAppCredentials(appId, 'AB'.repeat(20), privateKey, TENANT);
          return this.made;
        }
      })();
      await new SharedCredentials(inner).createCredentials('app', 'scope', loginEndpoint, true);
      return inner.made?.oAuthEndpoint;
    };

    expect(await made('https://login.microsoftonline.us/tenant')).toBe(
      'https://login.microsoftonline.us/tenant',
    );
    expect(await made('https://login.microsoftonline.com/botframework.com')).toBe(
      `https://login.microsoftonline.com/${TENANT}`,
    );
  });

  it('are asked once for all calls that wait, and once more after a failure', async () => {
    const factory = new Recorded();
    const { signRequest } = await new SharedCredentials(factory).createCredentials('app', 'scope', '', true);
    const ask = async () => {
      let token = '';
      await signRequest({
        headers: { set: (_name: string, value: string) => void (token = value) },
      } as never);
      return token;
    };
    factory.fails = true;

    const failed = await Promise.allSettled(Array.from({ length: 10 }, ask));
    factory.fails = false;
    const tokens = await Promise.all(Array.from({ length: 10 }, ask));

    expect(new Set(failed.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(new Set(tokens)).toEqual(new Set(['Bearer token-2']));
    expect(factory.asked).toBe(2);
  });
});

/** Stands in for the SDK's own factories, whose login addresses are https and elsewhere. */
class Recorded extends ServiceClientCredentialsFactory {
  asked = 0;
  fails = false;
  made: AppCredentials | undefined;

  override async isValidAppId(): Promise<boolean> {
    return true;
  }
  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }
  override async createCredentials(appId: string): Promise<AppCredentials> {
    const answer = async () => {
      this.asked += 1;
      const number = this.asked;
      await new Promise((resolve) => setImmediate(resolve));
      if (this.fails) throw new Error('The login address is away');
      return { accessToken: `token-${number}`, expiresOn: new Date(Date.now() + 3_600_000) };
    };
    return new (class extends AppCredentials {
      protected override refreshToken = answer;
    })(`${appId}-${Math.random()}`, undefined, 'scope');
  }
}
