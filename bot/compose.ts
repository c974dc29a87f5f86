import { join } from 'node:path';
import { cachedFigures } from '../src/composition/cached-figures.ts';
import type { Foundation } from '../src/composition/foundation.ts';
import { openAnswers } from '../src/composition/open-answers.ts';
import { StartError } from '../src/database/core/start-error.ts';
import type { Metrics } from '../src/metrics.ts';
import type { ChatOpener, Messenger } from '../src/use-cases/ports/messenger.ts';
import { checkCustomer } from '../src/use-cases/customers/check-customer.ts';
import type { MemberLookup } from '../src/use-cases/ports/people.ts';
import type { Channel } from './teams/channel.ts';
import { openChannel } from './teams/open-channel.ts';
import { createAnswerNotes } from './turn/answer-notes.ts';
import { createAnsweredMessages } from './turn/answered-messages.ts';
import { createApplication, type OnTurn } from './application.ts';
import { PARTNER_CENTER_SITE } from '../src/domain/customers/customer-page.ts';
import { isNationalCloud } from '../src/partner-center/national-cloud.ts';
import { loadCards, type Cards } from './cards/kit/cards.ts';
import { createCustomerChecks } from './turn/customer-checks.ts';
import { createConnectorHttp } from './teams/connector-http.ts';
import { drawNotice } from './proactive/draw-notice.ts';
import { createFileTransfer } from './teams/file-transfer.ts';
import { CHANNEL_ISSUER, CHANNEL_METADATA_URL, type GateRules } from './endpoint/gate.ts';
import { createKnownConversations } from './turn/known-conversations.ts';
import { createKnownNames } from './turn/known-names.ts';
import { createMemberLookup } from './proactive/member-lookup.ts';
import { createMessenger } from './proactive/messenger.ts';
import type { BotNeeds } from './turn/needs.ts';
import { createOwnChatLookup } from './turn/own-chat-lookup.ts';
import { createRoster } from './turn/roster.ts';
import { createSigningKeys } from './endpoint/signing-keys.ts';
import { createTeamsBudget } from './rate-limit/teams-budget.ts';
import { createTokenCheck, type TokenCheck } from './endpoint/token-check.ts';

const CARDS_FOLDER = join(import.meta.dirname, '..', 'cards');

/** What speaks to Teams: all that commands need which speak but do not listen. */
export interface Voice {
  channel: Channel;
  cards: Cards;
  messenger: Messenger & ChatOpener;
  members: MemberLookup;
}

/**
 * Builds what speaks to Teams; `metrics` counts what it says unasked. Throws StartError where the settings name a carrier that
 * was left out of this installation.
 */
export async function composeVoice(
  { config, database, log, clock, sandboxUrl }: Foundation,
  metrics?: Pick<Metrics, 'spoke' | 'teamsCall'>,
): Promise<Voice> {
  const { trust, teamsRequestsPerSecond: perSecond } = config;
  const budget = createTeamsBudget({ perSecond, pace: database.budgets.pace('teams', perSecond) });
  const http = createConnectorHttp(budget, metrics?.teamsCall);
  const channel = await openChannel(config.teamsChannel, config.registration, http).catch(explainMissingSdk);
  const cards = loadCards(CARDS_FOLDER, config.confirmationRoute, { site: sandboxUrl ?? siteOf(config) });
  const draw = drawNotice(cards, clock);
  return {
    channel,
    cards,
    messenger: createMessenger({ channel, budget, trust, draw, log, onSend: metrics?.spoke }),
    members: createMemberLookup({ channel, budget, trust }),
  };
}

/** Where Partner Center's pages are; undefined in a cloud whose pages are elsewhere. */
function siteOf({ partnerCenter }: Foundation['config']): string | undefined {
  return partnerCenter && isNationalCloud(partnerCenter.baseUrl) ? undefined : PARTNER_CENTER_SITE;
}

function explainMissingSdk(cause: NodeJS.ErrnoException): never {
  if (cause.code !== 'ERR_MODULE_NOT_FOUND') throw cause;
  throw new StartError('This installation was built without the SDK: set TEAMS_CHANNEL=direct', { cause });
}

/** What answers Teams. */
export interface Turns {
  onTurn: OnTurn;
  /** Resolves when what no turn waited for is written. */
  settle(): Promise<void>;
}

/**
 * Builds what answers Teams, on top of the voice; `besidePlayground` where the Playground stands in for it. Throws
 * StartError when a partner's own FAQ is wrong.
 */
export function composeTurns(
  foundation: Foundation,
  { channel, cards, messenger }: Voice,
  metrics: Pick<Metrics, 'turn'>,
  besidePlayground?: BotNeeds['besidePlayground'],
): Turns {
  const { config, clock, ids, log } = foundation;
  const database = foundation.database.forPeople;
  const conversations = createKnownConversations({ database, clock, log });
  const { partnerCenter } = foundation;
  const { agreementType, acceptancesValidFrom } = config;
  // A reading may go on after its press was answered: it takes the connections of jobs.
  const reading = {
    database: foundation.database,
    partnerCenter,
    clock,
    agreementType,
    acceptancesValidFrom,
  };
  const answerNotes = createAnswerNotes({ database: foundation.database, clock, log });
  const onTurn = createApplication({
    database,
    cards,
    messenger,
    faq: openAnswers(config.faq.directory),
    conversations,
    names: createKnownNames(),
    answerNotes,
    answeredMessages: createAnsweredMessages(),
    besidePlayground,
    files: createFileTransfer({ allowedHosts: config.trust.allowedFileHosts }),
    permissions: config.permissions,
    agreementType,
    checks: createCustomerChecks((id) => checkCustomer(reading, id)),
    confirmationRoute: config.confirmationRoute,
    acceptancesValidFrom,
    expertConversation: config.faq.expertConversation,
    escalation: config.escalation,
    roster: createRoster({
      trusting: config.registration === undefined,
      allowedTenantIds: config.trust.allowedTenantIds,
      inOwnChat: createOwnChatLookup({ database, channel, trust: config.trust }),
    }),
    clock,
    ids,
    metrics,
    log,
  });
  return {
    onTurn,
    settle: async () => void (await Promise.all([conversations.settle(), answerNotes.settle()])),
  };
}

/** Tells the metrics where to look for what is not counted as it happens. */
export function composeMetrics(metrics: Metrics, foundation: Foundation): void {
  const { config, database, queue, clock, log } = foundation;
  const { teamsRequestsPerSecond: perSecond, partnerCenterRequestsPerMinute: perMinute } = config;
  const look = async () => {
    const [stored, jobs, teams, partnerCenter] = await Promise.all([
      database.storedFigures(clock.now()),
      queue.counts(),
      database.budgets.paceLeft('teams', perSecond),
      database.budgets.allowanceLeft('partner-center', perMinute),
    ]);
    const budgets = {
      teams: { left: teams, limit: perSecond },
      'partner-center': { left: partnerCenter, limit: perMinute },
    };
    return { ...stored, jobs, budgets };
  };
  metrics.watch({
    stored: cachedFigures({ look, ping: () => database.ping(), log }),
    connections: () => Object.entries(database.connections()).map(([state, count]) => ({ state, count })),
  });
}

/** Who may talk to the bot, as the settings say, and how a sender proves who it is. */
export function composeDoor({ config, log }: Foundation): {
  gate: GateRules;
  tokens: TokenCheck | undefined;
} {
  const { registration, trust } = config;
  if (!registration) return { gate: { ...trust, tokenIssuer: undefined }, tokens: undefined };
  const { authority, appId } = registration;
  const gate = { ...trust, tokenIssuer: authority?.ToBotFromChannelTokenIssuer ?? CHANNEL_ISSUER };
  const metadataUrl = authority?.ToBotFromChannelOpenIdMetadataUrl ?? CHANNEL_METADATA_URL;
  const keys = createSigningKeys({ metadataUrl, log });
  return { gate, tokens: createTokenCheck({ rules: gate, appId, keys }) };
}
