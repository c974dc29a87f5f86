/** A press: the button's data and the inputs, mixed as Teams sends them. It is a hint and never trusted. */
export type PressData = Record<string, unknown>;

/** A text of a press; undefined when it is none. */
export function textIn(data: PressData, name: string): string | undefined {
  const value = data[name];
  return typeof value === 'string' && value.length > 0 && value.length <= 1_000 ? value : undefined;
}

/** A whole number of a press, sent as number or text; undefined when it is none. */
export function numberIn(data: PressData, name: string): number | undefined {
  const value = Number(data[name] ?? Number.NaN);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Whether a flag of a press is set, sent as a boolean or, by older clients, as text. */
export function flagIn(data: PressData, name: string): boolean {
  return data[name] === true || data[name] === 'true';
}
