import type { Conversation } from '../domain/conversation.ts';
import type { Customer, Figures } from '../domain/customer.ts';
import type { Digest } from '../domain/delivery.ts';
import type { Language } from '../domain/language.ts';
import type { Notice } from './ports/messenger.ts';
import type { Stores } from './ports/stores.ts';

/** So many customers a digest names, each with its button. */
export const DIGEST_NAMES = 5;

/** A digest as it would be sent now, with what its card needs beside it. */
export interface ComposedDigest {
  digest: Digest;
  customers: Customer[];
  figures: Figures;
}

/** The digest of this moment. `previousUnconfirmed`: the number the one before stated, null for the first. */
export async function composeDigest(
  stores: Pick<Stores, 'customers'>,
  previousUnconfirmed: number | null,
): Promise<ComposedDigest> {
  const figures = await stores.customers.figures();
  const customers = await stores.customers.unconfirmed({ offset: 0, limit: DIGEST_NAMES });
  return {
    figures,
    customers,
    digest: {
      unconfirmed: figures.unconfirmed,
      total: figures.total,
      customerIds: customers.map(({ id }) => id),
      previousUnconfirmed,
    },
  };
}

/** What the messenger is told of a digest. */
export function digestNotice(composed: ComposedDigest, language: Language): Notice {
  return {
    kind: 'digest',
    language,
    digest: composed.digest,
    customers: composed.customers,
    oldestWaitingSince: composed.figures.oldestWaitingSince,
  };
}

/** What a conversation is told unasked is in its own language. */
export const languageOf = (conversation: Conversation): Language =>
  conversation.language ?? conversation.installerLanguage ?? 'en';
