import { join } from 'node:path';
import type { Foundation } from '../src/composition/foundation.ts';
import { openAnswers } from '../src/composition/open-answers.ts';
import type { Messenger } from '../src/use-cases/ports/messenger.ts';
import { BotAdapter } from './adapter.ts';
import { createApplication, type OnTurn } from './application.ts';
import { loadCards, type Cards } from './cards.ts';
import { createConnectorHttp } from './connector-http.ts';
import { drawNotice } from './draw-notice.ts';
import { createFileTransfer } from './file-transfer.ts';
import { CHANNEL_ISSUER, type GateRules } from './gate.ts';
import { createKnownConversations } from './known-conversations.ts';
import { createMessenger } from './messenger.ts';
import { createRoster } from './roster.ts';
import { createTeamsBudget } from './teams-budget.ts';

export const CARDS_FOLDER = join(import.meta.dirname, '..', 'cards');

/** The voice of the bot alone: what commands need that speak but do not listen. */
export interface Voice {
  adapter: BotAdapter;
  cards: Cards;
  messenger: Messenger;
}

/** Builds what speaks to Teams. */
export function composeVoice({ config, log, clock }: Foundation): Voice {
  const budget = createTeamsBudget(config.teamsRequestsPerSecond);
  const adapter = new BotAdapter(config.registration, createConnectorHttp(budget));
  const cards = loadCards(CARDS_FOLDER);
  const draw = drawNotice(cards, clock);
  return { adapter, cards, messenger: createMessenger({ adapter, budget, draw, log }) };
}

/** Builds what answers Teams, on top of the voice. Throws StartError when a partner's own FAQ is wrong. */
export function composeTurns(foundation: Foundation, { cards, messenger }: Voice): OnTurn {
  const { config, database, clock, ids, log } = foundation;
  return createApplication({
    database,
    cards,
    messenger,
    faq: openAnswers(config.faq.directory),
    conversations: createKnownConversations({ database, clock }),
    files: createFileTransfer({ allowedHosts: config.trust.allowedFileHosts }),
    permissions: config.permissions,
    agreementType: config.agreementType,
    expertConversation: config.faq.expertConversation,
    roster: createRoster({ trusting: config.registration === undefined }),
    clock,
    ids,
    log,
  });
}

/** Who may talk to the bot, as the settings say. */
export function gateRules({ config }: Foundation): GateRules {
  const { registration, trust } = config;
  const issuer = registration?.authority?.ToBotFromChannelTokenIssuer ?? CHANNEL_ISSUER;
  return { ...trust, tokenIssuer: registration ? issuer : undefined };
}
