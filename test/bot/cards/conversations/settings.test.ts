import { describe, expect, it } from '@jest/globals';
import {
  settingsCard,
  SETTINGS_FIELDS,
  type SettingsInput,
} from '../../../../bot/cards/conversations/settings.ts';
import { timeZoneChoices } from '../../../../bot/cards/conversations/time-zones.ts';
import { defaultSettings, type ReminderSettings } from '../../../../src/domain/reminding/reminder.ts';
import { buttonFor, cards, contentOf, inputIn, nodesIn, textIn, type Node } from '../support.ts';

const now = new Date('2018-11-07T09:00:00Z');
const settings: ReminderSettings = {
  ...defaultSettings({ on: true, timeZone: 'Europe/Paris' }),
  days: [1, 3],
};
const resellers = Array.from({ length: 45 }, (_, place) => ({ id: `r${place}`, name: `Reseller ${place}` }));

const render = (input: Partial<SettingsInput> = {}, language: 'en' | 'fr' = 'en'): Node =>
  contentOf(
    settingsCard(cards, language, { language: 'fr', settings, problems: [], saved: false, now, ...input }),
  );

describe('the settings card', () => {
  it('shows what the conversation chose', () => {
    const card = render();

    const values = ['language', 'reminders', 'days', 'hour', 'timeZone'].map(
      (id) => inputIn(card, id)?.value,
    );
    expect(values).toEqual(['fr', 'true', '1,3', '9', 'Europe/Paris']);
  });

  it('lets several days be chosen in one line, by names short enough for a phone', () => {
    const days = inputIn(render(), 'days');

    expect(days).toMatchObject({ style: 'compact', isMultiSelect: true });
    const names = nodesIn(days?.choices).map(({ title }) => title);
    expect(names).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  });

  it('switches reminders with the values true and false', () => {
    const card = render({ settings: { ...settings, on: false } });

    expect(inputIn(card, 'reminders')).toMatchObject({ valueOn: 'true', valueOff: 'false', value: 'false' });
  });

  it('names days and hours in the reader’s form, Monday first', () => {
    const card = render({}, 'fr');

    const titles = (id: string) => nodesIn(inputIn(card, id)?.choices).map((choice) => choice.title);
    expect(titles('days')[0]).toBe('Lun.');
    expect(titles('days')[6]).toBe('Dim.');
    expect(titles('hour')[9]).toBe('9\u00a0h');
  });

  it('leaves the language in its answer to the input of that name', () => {
    expect(buttonFor(render(), 'settings.save')?.data).not.toHaveProperty('language');
  });

  it.each(SETTINGS_FIELDS)('puts a visible text at a wrong %s', (field) => {
    const card = render({ problems: [field], resellers });

    const holder = nodesIn(card).find(
      (node) => node.type === 'Container' && (node.items as Node[]).some((item) => item.id === field),
    );
    expect((holder?.items as Node[])[1]).toMatchObject({
      type: 'Container',
      style: 'attention',
      items: [{ type: 'TextBlock', weight: 'bolder', text: expect.stringMatching(/\p{L}/u) as unknown }],
    });
  });

  it.each([
    [
      { saved: true, nextDueAt: new Date('2018-11-11T23:30:00Z') },
      'Next reminder: Monday 12 November, 0:30.',
    ],
    [{ saved: true, settings: { ...settings, on: false } }, 'No reminders will come here'],
    [{ saved: true, nextDueAt: null }, 'Saved.'],
  ])('says what was saved: %#', (input, words) => {
    expect(textIn(render(input))).toContain(words);
    expect(textIn(render({ ...input, saved: false }))).not.toContain(words);
  });
});

describe('which customers', () => {
  const choicesIn = (card: Node) => nodesIn(inputIn(card, 'customers')?.choices).map(({ value }) => value);

  it('is no question where everyone is the only answer', () => {
    const card = render();

    expect(inputIn(card, 'customers')).toBeUndefined();
    expect(textIn(card)).toContain('all customers of your organisation');
  });

  it('are everyone’s or one’s own in a personal chat', () => {
    const card = render({
      isPersonal: true,
      settings: { ...settings, scope: { kind: 'mine', personId: 'p' } },
    });

    expect(choicesIn(card)).toEqual(['all', 'mine']);
    expect(inputIn(card, 'customers')?.value).toBe('mine');
  });

  it('are everyone’s or a reseller’s with a partner that has some, never one’s own in a team', () => {
    expect(choicesIn(render({ resellers: resellers.slice(0, 2) }))).toEqual(['all', 'r0', 'r1']);
  });

  it('can be looked for where there are too many resellers to list, the chosen one being listed', () => {
    const scope = { kind: 'reseller', resellerId: 'r44' } as const;
    const card = render({ resellers, typeAhead: true, settings: { ...settings, scope } });

    expect(choicesIn(card)).toHaveLength(42);
    expect(choicesIn(card)).toContain('r44');
    expect(inputIn(card, 'customers')).toMatchObject({
      style: 'filtered',
      value: 'r44',
      'choices.data': { type: 'Data.Query', dataset: 'resellers' },
    });
  });
});

describe('reminders that do not come', () => {
  const by = { id: 'alex', name: 'Alex Martin' };
  const at = new Date('2018-11-06T15:05:00Z');
  const stopped = { by, at, timeZone: 'Europe/Paris', isForAll: true };

  it('are told with who paused them and when the next one comes, and come again with one press', () => {
    const nextDueAt = new Date('2018-11-14T08:00:00Z');
    const card = render({ halt: { kind: 'paused', ...stopped, nextDueAt } });

    expect(textIn(card)).toContain(
      'Reminders paused for everyone here by Alex Martin (Tuesday 6 November, 16:05). ' +
        'Next reminder: Wednesday 14 November, 9:00.',
    );
    expect(buttonFor(card, 'reminder.snooze')?.data).toMatchObject({ days: 0 });
  });

  it('are told with who turned them off, and nothing is where they come', () => {
    const off = render({ halt: { kind: 'off', ...stopped }, settings: { ...settings, on: false } });

    expect(textIn(off)).toContain('Reminders turned off for everyone here by Alex Martin');
    expect(buttonFor(off, 'reminder.on')).toBeDefined();
    expect(textIn(render({}))).not.toMatch(/turned off|paused/);
  });

  it('are one person’s own in a chat of two', () => {
    const card = render({ halt: { kind: 'off', ...stopped, isForAll: false } });

    expect(textIn(card)).not.toContain('everyone');
  });
});

describe('the time zones to choose from', () => {
  it('begin with the current one, whatever it is, and hold it once', () => {
    const zones = timeZoneChoices('Asia/Tokyo', now).map(({ value }) => value);

    expect(zones[0]).toBe('Asia/Tokyo');
    expect(zones.filter((zone) => zone === 'Asia/Tokyo')).toHaveLength(1);
    expect(timeZoneChoices('America/Argentina/Ushuaia', now)[0]?.value).toBe('America/Argentina/Ushuaia');
  });

  it('say how far each clock is from UTC at that time of year', () => {
    const paris = (at: string) =>
      timeZoneChoices('UTC', new Date(at)).find(({ value }) => value === 'Europe/Paris')?.title;

    expect(paris('2018-01-15T00:00:00Z')).toBe('Europe/Paris (UTC+1)');
    expect(paris('2018-07-15T00:00:00Z')).toBe('Europe/Paris (UTC+2)');
  });

  it('leave out a name that is no zone', () => {
    expect(timeZoneChoices('Nowhere/Atlantis', now)[0]?.value).not.toBe('Nowhere/Atlantis');
  });

  it('keep every clock that people live by', () => {
    const offsets = new Set(timeZoneChoices('UTC', now).map(({ title }) => /\((.*)\)/.exec(title)?.[1]));

    expect(offsets.size).toBeGreaterThan(25);
  });
});
