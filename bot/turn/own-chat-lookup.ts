import type { RosterEntry } from '../../src/domain/rights/membership.ts';
import type { Stores } from '../../src/use-cases/ports/stores.ts';
import type { Channel } from '../teams/channel.ts';
import { ConnectorError } from '../teams/connector-http.ts';
import { mayBeSpokenTo, type Trust } from '../endpoint/trust.ts';
import { readReference } from '../teams/reference.ts';

/** A person, as Entra and as Teams know them towards this bot. */
interface Someone {
  id: string;
  teamsId: string;
  tenantId: string;
}

interface Needs {
  database: { conversations: Pick<Stores['conversations'], 'personal'> };
  channel: Pick<Channel, 'at'>;
  trust: Trust;
}

/**
 * Builds the function that looks a person up in the roster of their own chat with the bot: people use a message extension
 * where the bot is not, and where it reads no roster. Undefined where they have no such chat, or it cannot be read.
 */
export function createOwnChatLookup({ database, channel, trust }: Needs) {
  return async ({ id, teamsId, tenantId }: Someone): Promise<RosterEntry | undefined> => {
    const chat = await database.conversations.personal(id, tenantId);
    const serviceUrl = chat && readReference(chat)?.serviceUrl;
    if (!chat || serviceUrl === undefined || !mayBeSpokenTo(trust, { tenantId, serviceUrl }))
      return undefined;
    try {
      const { userRole, tenantId: told } = await channel.at(serviceUrl).member(chat.id, teamsId);
      return { userRole, tenantId: told };
    } catch (error) {
      if (error instanceof ConnectorError) return undefined;
      throw error;
    }
  };
}
