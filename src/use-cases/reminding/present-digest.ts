import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { EscalationRule } from '../../domain/reminding/escalation.ts';
import { createComposer } from './digest-composer.ts';
import { unchanged, type ComposedDigest } from './digest.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';

interface Needs {
  database: Pick<Stores, 'conversations' | 'deliveries' | 'reminders' | 'scopes'>;
  clock: Clock;
  escalation: EscalationRule;
}

/** Returns what the standing digest of a conversation would say now; posts and changes nothing. */
export async function presentDigest(needs: Needs, { id }: Pick<Conversation, 'id'>): Promise<ComposedDigest> {
  const standing = await needs.database.deliveries.standing(id, 'digest');
  return createComposer(needs).compose(id, standing ? unchanged(standing.digest) : null);
}
