import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { createRequire } from 'node:module';
import { teamsClient } from '../../support/activities.ts';
import { CARRIER_NAMES } from '../../support/channel.ts';
import { doorUnderTest } from '../../support/door.ts';
import { forgedTokens } from '../../support/forged-tokens.ts';

const { ToBotFromBotOrEmulatorTokenValidationParameters: sdk } = createRequire(import.meta.url)(
  'botframework-connector/lib/auth/tokenValidationParameters',
) as { ToBotFromBotOrEmulatorTokenValidationParameters: { issuer: string[] } };

const doors = { sdk: await doorUnderTest('sdk'), direct: await doorUnderTest('direct') };
afterAll(() => Promise.all(Object.values(doors).map((door) => door.close())));

describe.each(CARRIER_NAMES)('with the channel by %s,', (carrier) => {
  const door = doors[carrier];
  const { authority, serviceUrl } = door;

  const url = `http://127.0.0.1:${door.port}/api/messages`;
  const body = JSON.stringify(teamsClient({ serviceUrl, appId: authority.appId }).message('bonjour'));
  const call = async (authorization: string) => {
    const answer = await fetch(url, { method: 'POST', headers: { Authorization: authorization }, body });
    return { status: answer.status, text: await answer.text() };
  };

  describe('a flood of forged tokens', () => {
    it('is refused one by one, and leaves nothing behind', async () => {
      const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
      const genuine = await authority.authorization({ serviceUrl });
      const first = await call(genuine);
      const forged = await forgedTokens(authority, serviceUrl, 1_000);
      const issuers = sdk.issuer.length;
      let next = 0;
      const answers = new Set<string>();
      await Promise.all(
        Array.from({ length: 30 }, async () => {
          for (let token = forged[next++]; token; token = forged[next++]) {
            answers.add(JSON.stringify(await call(token)));
          }
        }),
      );

      const last = await call(genuine);

      expect([...answers]).toEqual([JSON.stringify({ status: 401, text: '' })]);
      expect([first.status, last.status]).toEqual([200, 200]);
      expect(sdk.issuer).toHaveLength(issuers);
      // Once at first, once for the first unknown key.
      expect(authority.keyRequests()).toBeLessThanOrEqual(2);
      // One line for each reason.
      expect(door.lines.length).toBeLessThan(15);
      expect(printed).not.toHaveBeenCalled();
      printed.mockRestore();
    }, 120_000);
  });
});
