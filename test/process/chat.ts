import { CAMILLE, personalChat, teamsClient } from '../support/activities.ts';
import type { BotProcess } from '../support/bot-process.ts';
import { connectorStandIn, type ConnectorStandIn } from '../support/connector-stand-in.ts';
import type { StoodInMessage } from '../support/conversation-book.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';

/** A form as it stands in a chat, with what a press of its button sends. */
export interface OpenForm {
  /** The message that holds it. */
  messageId: string;
  /** Customers to choose from, the most urgent first. */
  customerIds: string[];
  /** The press, right in every field, for one of them; each as a person's next press is made. */
  press(customerId: string): Record<string, unknown>;
}

/** A bot, or several behind one address. */
type Listener = Pick<BotProcess, 'send'>;

/** What someone can do in chats with a bot, and what is read there. */
export interface TeamsChat {
  connector: ConnectorStandIn;
  /** Says something in a chat of that language and gives back the text of the one card that answers. */
  say(bot: Listener, text: string, locale: 'en-US' | 'fr-FR'): Promise<string>;
  /** Types `confirm` until the bot knows customers, and gives back the form that stands then. */
  openForm(bot: Listener, conversationId: string): Promise<OpenForm>;
  /** Presses the form's button and gives back the text of the card that answers. */
  press(bot: Listener, form: OpenForm, customerId: string): Promise<string>;
  /** The text of the form's message once it was edited to how it ended. */
  outcomeOf(form: OpenForm): Promise<string>;
  close(): Promise<void>;
}

const DETAILS = {
  acceptanceDate: '2018-10-03',
  firstName: 'Ana',
  lastName: 'Exemple',
  email: 'ana@client.example',
  phoneNumber: '',
};
/**
 * How long a confirmation may take that was in hand when its process or the database went away: it is left alone for 40 s,
 * and where its POST may have been lost it is looked for during three minutes before another.
 */
const MENDED_WITHIN_MS = 260_000;

export async function teamsChat(): Promise<TeamsChat> {
  const connector = await connectorStandIn();
  const clientIn = (conversationId: string, locale = 'en-US') =>
    teamsClient({
      serviceUrl: connector.serviceUrl,
      place: personalChat(conversationId),
      person: CAMILLE,
      locale,
    });

  return {
    connector,
    say: async (bot, text, locale) => {
      const conversationId = `a:${locale}`;
      const before = connector.messages(conversationId).length;
      const { status } = await bot.send(clientIn(conversationId, locale).message(text));
      const [answer, ...more] = connector.messages(conversationId).slice(before);
      if (status !== 200 || !answer || more.length > 0) throw new Error(`Not one answer, HTTP ${status}`);
      return textOf(cardOf(answer));
    },
    openForm: (bot, conversationId) =>
      eventually(
        async () => {
          const client = clientIn(conversationId);
          await bot.send(client.message('confirm'));
          const message = connector.messages(conversationId).at(-1)!;
          const choices = input(cardOf(message), 'customerId').choices as { value: string }[];
          const [button] = buttons(cardOf(message), 'confirmation.submit');
          if (choices.length === 0 || !button) throw new Error('The form has no customers yet');
          return {
            messageId: message.id,
            customerIds: choices.map(({ value }) => value),
            press: (customerId: string) => ({
              ...client.execute('confirmation.submit', button.data, { ...DETAILS, customerId }),
              replyToId: message.id,
            }),
          };
        },
        { withinMs: 20_000 },
      ),
    press: async (bot, form, customerId) => {
      const { body } = await bot.send(form.press(customerId));
      return textOf(body?.value);
    },
    outcomeOf: async ({ messageId }) => {
      const hasEnded = (message: StoodInMessage) =>
        message.id === messageId && message.edits > 0 && !/will follow here/.test(textOf(cardOf(message)));
      return textOf(cardOf(await connector.waitForMessage(hasEnded, { withinMs: MENDED_WITHIN_MS })));
    },
    close: () => connector.close(),
  };
}

/** Whose agreements the sandbox beside a bot has accepted, once for each time. */
export async function filedCustomers(bot: BotProcess): Promise<string[]> {
  const { entries } = await askSandbox<{ entries: { customerId: string }[] }>(bot, 'ledger');
  return entries.map(({ customerId }) => customerId);
}

/** The address of the sandbox that a bot has named at its start. Throws when there is none. */
export function sandboxUrlOf(bot: Pick<BotProcess, 'output'>): string {
  const url = /sandbox with sample customers: (\S+)/.exec(bot.output())?.[1];
  if (!url) throw new Error('The bot named no sandbox');
  return url;
}

/** Asks the sandbox that a bot has named at its start. Throws when there is none. */
export async function askSandbox<T>(bot: BotProcess, what: 'ledger' | 'calls'): Promise<T> {
  const answer = await fetch(`${sandboxUrlOf(bot)}/sandbox/${what}`);
  return (await answer.json()) as T;
}
