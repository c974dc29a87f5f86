import type { StoodInMessage } from './conversation-book.ts';

type Json = unknown;

/** Everything of a type in a card, however deep: inputs, buttons, texts. */
export function elements(card: Json, type: string): Record<string, Json>[] {
  if (Array.isArray(card)) return card.flatMap((each) => elements(each, type));
  if (typeof card !== 'object' || card === null) return [];
  const own = (card as Record<string, Json>).type === type ? [card as Record<string, Json>] : [];
  return [...own, ...Object.values(card).flatMap((each) => elements(each, type))];
}

/** All texts of a card as one, as a person reads it. */
export function textOf(card: Json): string {
  const texts = elements(card, 'TextBlock').map(({ text }) => String(text));
  const facts = elements(card, 'FactSet').flatMap(({ facts }) =>
    (facts as { title: string; value: string }[]).map(({ title, value }) => `${title} ${value}`),
  );
  return [...texts, ...facts].join('\n').replaceAll('\u00a0', ' ').replaceAll('\\', '');
}

/** The card's buttons of a verb. */
export function buttons(card: Json, verb: string): { title: string; data: Record<string, Json> }[] {
  return elements(card, 'Action.Execute')
    .filter((action) => action.verb === verb)
    .map(({ title, data }) => ({ title: String(title), data: (data ?? {}) as Record<string, Json> }));
}

/** The input with an id; throws when the card has none. */
export function input(card: Json, id: string): Record<string, Json> {
  const types = ['Input.Text', 'Input.Date', 'Input.ChoiceSet', 'Input.Toggle'];
  const found = types.flatMap((type) => elements(card, type)).find((each) => each.id === id);
  if (!found) throw new Error(`The card has no input ${id}`);
  return found;
}

/** The card of a message. */
export function cardOf(message: StoodInMessage): Json {
  const [attachment] = message.activity.attachments as { content: Json }[];
  return attachment?.content;
}
