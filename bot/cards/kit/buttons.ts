import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from './cards.ts';
import type { Verb } from '../../commands/verbs.ts';

const BUTTONS = {
  help: { key: 'common.openHelp', verb: 'help.show', data: {} },
  confirm: { key: 'common.confirmCustomer', verb: 'confirmation.open', data: {} },
  unconfirmed: { key: 'common.seeUnconfirmed', verb: 'customers.page', data: { page: 1 } },
  status: { key: 'common.seeStatus', verb: 'status.show', data: {} },
  template: { key: 'common.getTemplate', verb: 'import.template', data: {} },
  turnOff: { key: 'common.turnOff', verb: 'reminder.off', data: {} },
  turnOn: { key: 'common.turnOn', verb: 'reminder.on', data: {} },
  goOn: { key: 'common.goOn', verb: 'reminder.snooze', data: { days: 0 } },
  settings: { key: 'common.openSettings', verb: 'settings.open', data: {} },
} as const satisfies Record<string, { key: string; verb: Verb; data: object }>;

/** The buttons that any card may offer. */
export type ButtonName = keyof typeof BUTTONS;

export const buttonSchema = z.object({
  title: z.string(),
  verb: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** The named buttons, titled in a language, as card data: two in a row, for a phone shows no more in full. */
export function buttonRows(cards: Cards, language: Language, names: readonly ButtonName[]) {
  const buttons = names.map((name) => {
    const { key, verb, data } = BUTTONS[name];
    return { title: cards.phrase(language, key), verb, data };
  });
  return [buttons.slice(0, 2), buttons.slice(2)]
    .filter((row) => row.length > 0)
    .map((row) => ({ buttons: row }));
}
