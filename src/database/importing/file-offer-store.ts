import type { Kysely } from 'kysely';
import type { FileOfferStore } from '../../use-cases/ports/import-store.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { decryptFile, encryptFile } from '../encryption/file-cipher.ts';
import { storableText } from '../core/storable-text.ts';
import { offerNameContext } from '../encryption/text-contexts.ts';
import type { Tables } from '../core/tables.ts';

/** Files that wait for a person's consent, encrypted: they name customers. */
export function createFileOfferStore(kysely: Kysely<Tables>, cipher: Cipher): FileOfferStore {
  return {
    offer: async ({ id, ownerId, conversationId, name, content, expiresAt }) => {
      await kysely
        .insertInto('file_offers')
        .values({
          id,
          owner_id: ownerId,
          conversation_id: conversationId,
          sealed_name: cipher.encrypt(storableText(name), offerNameContext(id)),
          content: await encryptFile(cipher, content, offerContext(id)),
          expires_at: expiresAt,
        })
        .execute();
    },

    place: async (id, activityId) => {
      await kysely.updateTable('file_offers').set({ activity_id: activityId }).where('id', '=', id).execute();
    },

    claim: async (id, { ownerId, conversationId, at }) => {
      const row = await kysely
        .deleteFrom('file_offers')
        .where('id', '=', id)
        .where('owner_id', '=', ownerId)
        .where('conversation_id', '=', conversationId)
        .returning(['sealed_name', 'content', 'activity_id', 'expires_at'])
        .executeTakeFirst();
      return (
        row && {
          name: cipher.decrypt(row.sealed_name, offerNameContext(id)),
          content: row.expires_at > at ? await decryptFile(cipher, row.content, offerContext(id)) : null,
          activityId: row.activity_id,
        }
      );
    },

    forget: async (expiredBefore) => {
      await kysely.deleteFrom('file_offers').where('expires_at', '<', expiredBefore).execute();
    },
  };
}

export const offerContext = (id: string) => `file-offer:${id}`;
