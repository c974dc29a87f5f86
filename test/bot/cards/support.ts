import { fileURLToPath } from 'node:url';
import { loadCards } from '../../../bot/cards/kit/cards.ts';
import type { Card } from '../../../bot/teams/card.ts';

export const CARDS_DIRECTORY = fileURLToPath(new URL('../../../cards', import.meta.url));
export const cards = loadCards(CARDS_DIRECTORY);

export type Node = Record<string, unknown>;

export const contentOf = (attachment: Card): Node => attachment.content as Node;

/** Every object in a card, outer before inner. */
export function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesIn)];
}

export function nodesOfType(card: unknown, ...types: string[]): Node[] {
  return nodesIn(card).filter((node) => types.includes(String(node.type)));
}

/** What a card shows as text, in reading order: text blocks and facts, as markdown. */
export function textsIn(card: unknown): string[] {
  return nodesIn(card).flatMap((node) => {
    if (node.type === 'TextBlock') return [String(node.text)];
    if (node.type !== 'FactSet') return [];
    return (node.facts as Node[]).flatMap((fact) => [String(fact.title), String(fact.value)]);
  });
}

export const textIn = (card: unknown): string => textsIn(card).join('\n');

/** The buttons a current client shows; fallbacks left out. */
export const buttonsIn = (card: unknown): Node[] => nodesOfType(card, 'Action.Execute', 'Action.OpenUrl');

export function buttonFor(card: unknown, verb: string): Node | undefined {
  return buttonsIn(card).find((button) => button.verb === verb);
}

export function inputIn(card: unknown, id: string): Node | undefined {
  return nodesIn(card).find((node) => String(node.type).startsWith('Input.') && node.id === id);
}
