import type { MemberLookup } from '../../src/use-cases/ports/people.ts';
import type { Channel } from '../teams/channel.ts';
import { ConnectorError } from '../teams/connector-http.ts';
import { mayBeSpokenTo, type Trust } from '../endpoint/trust.ts';
import { readReference } from '../teams/reference.ts';
import type { TeamsBudget } from '../rate-limit/teams-budget.ts';

/** The one code that says a person is not there. A conversation that is gone says nothing about people. */
const NOT_THERE = 'MemberNotFoundInConversation';

/** Asks Teams' rosters about people, within the budget. */
export function createMemberLookup(needs: {
  channel: Pick<Channel, 'at'>;
  budget: TeamsBudget;
  trust: Trust;
}): MemberLookup {
  return {
    async presence(conversation, teamsId) {
      const serviceUrl = readReference(conversation)?.serviceUrl;
      if (serviceUrl === undefined) return 'unclear';
      if (!mayBeSpokenTo(needs.trust, { tenantId: conversation.tenantId, serviceUrl })) return 'unclear';
      try {
        // Reading a roster is no message, so it does not use up the conversation's windows.
        const asked = await needs.budget.spend(undefined, async () => {
          await needs.channel.at(serviceUrl).member(conversation.id, teamsId);
        });
        return asked.kind === 'made' ? 'present' : 'unclear';
      } catch (error) {
        if (!(error instanceof ConnectorError)) return 'unclear';
        return error.status === 404 && error.code === NOT_THERE ? 'absent' : 'unclear';
      }
    },
  };
}
