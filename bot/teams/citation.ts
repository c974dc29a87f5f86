import type { Entity } from './message.ts';

/** How many letters Teams takes: a longer text makes it refuse the whole message. */
const LONGEST_NAME = 80;
const LONGEST_ABSTRACT = 160;

/**
 * Names the source of a message towards Teams. Teams allows one such entity in a message. It shows it where the message's
 * own text says `[1]`; ours has none, for a text beside the card would make it two messages, so the card links its source too.
 */
export function citation(source: { title: string; url: string }, abstract: string): Entity {
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    citation: [
      {
        '@type': 'Claim',
        position: 1,
        appearance: {
          '@type': 'DigitalDocument',
          name: shortened(source.title, LONGEST_NAME),
          url: source.url,
          abstract: shortened(abstract, LONGEST_ABSTRACT),
        },
      },
    ],
  };
}

function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}
