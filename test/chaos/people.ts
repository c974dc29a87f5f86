import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { personalChat, teamsClient, type Someone } from '../support/activities.ts';
import type { ConnectorStandIn } from '../support/connector-stand-in.ts';
import { cardOf, textOf } from '../support/read-card.ts';
import type { Chance } from './chance.ts';

/** One form that a person sends, and what came of the press. */
export interface Form {
  formId: string;
  /** Of this form alone, so that its agreement is known in the ledger. */
  email: string;
  customerId: string;
  again: boolean;
  conversationId: string;
  /** The message that holds the form. */
  messageId: string;
  /** Whether the bot said that it has the confirmation. */
  acknowledged: boolean;
}

/** Cards begin with their picture: recorded, or how it ended. */
const ENDED = /^(✅|⛔|⚠️)/u;
const RECORDED = /^📨/u;

const WORDS = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'cards', 'strings', 'en.json'), 'utf8'),
) as { customer: { leadConfirmed: string; leadInProgress: string; leadInProgressMine: string } };
const { leadConfirmed, leadInProgress, leadInProgressMine } = WORDS.customer;
/** As they end, whatever name they begin with. */
const NOTHING_KEPT = [leadConfirmed, leadInProgress, leadInProgressMine].map((lead) =>
  lead.slice(lead.indexOf('}') + 1),
);

/** Whether an answer says that the confirmation is kept: not one that tells of another person's. */
function acknowledges(answer: string): boolean {
  if (NOTHING_KEPT.some((lead) => answer.includes(lead))) return false;
  return RECORDED.test(answer) || ENDED.test(answer);
}

const GIVES_UP_AFTER_MS = 20_000;
const PRESS_AGAIN_MS = 300;

export interface Crowd {
  /**
   * Everybody sends their forms one after the other, with pauses; resolves when all are sent or given up, or soon after
   * the signal.
   */
  sendAll(messagesUrl: string, longestPauseMs: number, signal: AbortSignal): Promise<void>;
  forms: Form[];
  /** Whether the form's message shows how it ended. */
  showsItsEnd(form: Form): boolean;
}

/**
 * Several people, each with a chat and a share of the forms. Some forms are one more on purpose, some are for a customer
 * of a colleague, some presses come twice; when no answer comes most people press again, some go away.
 */
export function createCrowd(
  connector: ConnectorStandIn,
  chance: Chance,
  { people, formsEach, customerIds }: { people: number; formsEach: number; customerIds: readonly string[] },
): Crowd {
  const forms: Form[] = [];
  const share = (person: number) => forms.filter((_form, place) => place % people === person);

  for (let place = 0; place < people * formsEach; place += 1) {
    const conversationId = `a:chat-of-${place % people}`;
    const isFirst = place < customerIds.length;
    forms.push({
      formId: `form-${place}`,
      email: `person${place}@client.example`,
      customerId: isFirst ? customerIds[place]! : chance.pick(customerIds),
      again: !isFirst && chance.next() < 0.8,
      conversationId,
      messageId: connector.plant(conversationId),
      acknowledged: false,
    });
  }

  async function send(form: Form, who: Someone, messagesUrl: string): Promise<void> {
    const client = teamsClient({
      serviceUrl: connector.serviceUrl,
      place: personalChat(form.conversationId),
      person: who,
      locale: 'en-US',
    });
    const { formId, again, customerId, email, messageId } = form;
    const details = { acceptanceDate: '2018-10-03', firstName: 'Ana', lastName: 'Sample', phoneNumber: '' };
    const press = async () => {
      const data = { formId, again, language: 'en' };
      const inputs = { ...details, customerId, email };
      const activity = client.execute('confirmation.submit', data, inputs);
      return pressed(messagesUrl, { ...activity, replyToId: messageId });
    };
    const isPatient = chance.next() < 0.8;
    const times = chance.next() < 0.1 ? 2 : 1;
    const deadline = Date.now() + GIVES_UP_AFTER_MS;
    do {
      const answers = await Promise.all(Array.from({ length: times }, press));
      form.acknowledged ||= answers.some((text) => text !== undefined && acknowledges(text));
      if (answers.every((text) => text !== undefined)) return;
      await pause(PRESS_AGAIN_MS);
    } while (isPatient && Date.now() < deadline);
  }

  return {
    forms,
    sendAll: async (messagesUrl, longestPauseMs, signal) => {
      const work = async (person: number) => {
        const who = {
          id: `29:person-${person}`,
          aadObjectId: `00000000-0000-4000-8000-00000000000${person}`,
          name: `Person ${person}`,
        };
        for (const form of share(person)) {
          await pause(chance.between(0, longestPauseMs));
          if (signal.aborted) return;
          await send(form, who, messagesUrl);
        }
      };
      await Promise.all(Array.from({ length: people }, (_, person) => work(person)));
    },
    showsItsEnd: ({ conversationId, messageId }) => {
      const message = connector.messages(conversationId).find(({ id }) => id === messageId);
      return message?.activity.attachments !== undefined && ENDED.test(textOf(cardOf(message)));
    },
  };
}

/** The text of the card that answers a press; undefined when no answer came, or none that helps. */
async function pressed(messagesUrl: string, activity: object): Promise<string | undefined> {
  try {
    const answer = await fetch(messagesUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(10_000),
    });
    if (answer.status !== 200) return undefined;
    const { statusCode, value } = (await answer.json()) as { statusCode?: number; value?: unknown };
    return statusCode === 200 ? textOf(value) : undefined;
  } catch {
    return undefined;
  }
}
