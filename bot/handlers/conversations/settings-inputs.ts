import { z } from 'zod';
import { LANGUAGES } from '../../../src/domain/language.ts';
import type { Weekday } from '../../../src/domain/reminding/reminder-schedule.ts';
import type { SettingsField } from '../../cards/conversations/settings.ts';
import type { PressData } from '../../commands/press-data.ts';

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** The inputs of the settings card, as clients send them: everything is text. */
const settingsInputs = z.object({
  language: z.enum(LANGUAGES),
  reminders: z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]),
  days: z
    .string()
    .transform((value) => value.split(',').filter((day) => day !== ''))
    .pipe(z.array(z.enum(WEEKDAYS)))
    .transform((days) => days.map((day) => Number(day) as Weekday)),
  hour: z.coerce.number().int().min(0).max(23),
  timeZone: z.string().refine(isTimeZone),
  customers: z.string().max(200),
});

type SettingsInputs = z.infer<typeof settingsInputs>;

/** Reads a press of the settings card, field by field; `wrong`: the fields that hold nothing usable. */
export function readSettingsInputs(data: PressData): {
  wanted: Partial<SettingsInputs>;
  wrong: ReadonlySet<SettingsField | 'reminders'>;
} {
  const wanted: Record<string, unknown> = {};
  const wrong = new Set<SettingsField | 'reminders'>();
  for (const [name, schema] of Object.entries(settingsInputs.shape)) {
    if (data[name] === undefined) continue;
    const read = schema.safeParse(data[name]);
    if (read.success) wanted[name] = read.data;
    else wrong.add(name as keyof SettingsInputs);
  }
  return { wanted, wrong };
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
