import { describe, expect, it } from '@jest/globals';
import { readActivity } from '../../../bot/teams/activity.ts';
import { botLink } from '../../../bot/teams/bot-link.ts';
import { teamsClient } from '../../support/activities.ts';

const APP_ID = '7c1d2f0e-3b44-4b57-9a1e-6f2d8c9b5e01';
const linkIn = (serviceUrl: string, overrides?: Record<string, unknown>) =>
  botLink(readActivity(teamsClient({ serviceUrl, appId: APP_ID }).message('hello', overrides))!);

describe('the way to a chat with the bot', () => {
  it.each([
    ['https://smba.trafficmanager.net/emea/', 'teams.microsoft.com'],
    ['https://smba.infra.gov.teams.microsoft.us/', 'gov.teams.microsoft.us'],
    ['https://smba.infra.dod.teams.microsoft.us/', 'dod.teams.microsoft.us'],
  ])('from %s is on %s', (serviceUrl, client) => {
    expect(linkIn(serviceUrl)).toBe(`https://${client}/l/chat/0/0?users=28:${APP_ID}`);
  });

  it.each([{ id: 'bot' }, { id: '28:a b' }, { id: '28:x&message=pay' }, undefined])(
    'is none where Teams did not name the bot (%j)',
    (recipient) => {
      expect(linkIn('https://smba.trafficmanager.net/emea/', { recipient })).toBeUndefined();
    },
  );
});
