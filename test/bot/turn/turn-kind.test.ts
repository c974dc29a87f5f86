import { describe, expect, it } from '@jest/globals';
import { readActivity } from '../../../bot/teams/activity.ts';
import { turnKind } from '../../../bot/turn/turn-kind.ts';
import { personalChat, teamsClient } from '../../support/activities.ts';

const client = teamsClient({ place: personalChat(), appId: 'bot' });

describe('what the metrics count', () => {
  it.each([
    ['words', 'message', client.message('aide')],
    ['words beside which a client sends data', 'message', client.message('aide', { value: { a: 1 } })],
    ['nothing at all', 'message', client.message('')],
    ['a press that comes as a message', 'press', client.submit('help.show', {})],
    ['a press', 'press', client.execute('help.show')],
    ['choices that are asked for', 'search', client.search('con')],
    ['an event', 'event', client.install()],
  ])('%s is a %s', (_what, kind, activity) => {
    expect(turnKind(readActivity(activity)!)).toBe(kind);
  });
});
