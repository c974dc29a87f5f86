import { describe, expect, it } from '@jest/globals';
import { CAMILLE, personalChat, teamsClient } from '../support/activities.ts';
import { startBotProcess, type BotProcess } from '../support/bot-process.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { eventually } from '../support/eventually.ts';
import { fileHost } from '../support/file-host.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { sentFile } from '../support/sent-file.ts';
import { filedCustomers } from './chat.ts';
import { dataDirs } from './data-dirs.ts';

const folders = dataDirs({ endedAfter: 'file' });
/** A row whose POST was under way at the kill is held for 40 s, and then read for three minutes before it is sent anew. */
const PATIENCE = { withinMs: 300_000 };
const HEADER = 'Customer;Date;First name;Last name;E-mail\r\n';

describe('a file whose bot is killed in the middle of it', () => {
  it('goes on by itself after the restart: every row is exactly one confirmation', async () => {
    const connector = await connectorStandIn();
    const host = await fileHost();
    const dataDir = await folders.withDatabase();
    // Slow enough to be killed in the middle, whatever the machine.
    const settings = { SANDBOX_CUSTOMERS: '60', PARTNER_CENTER_REQUESTS_PER_MINUTE: '300' };
    const place = personalChat('a:killed-file');
    const client = teamsClient({
      serviceUrl: connector.serviceUrl,
      place,
      person: CAMILLE,
      locale: 'en-US',
    });
    let bot = await startBotProcess(settings, { dataDir });
    const customerIds = await choices(bot);
    const file =
      HEADER + customerIds.map((id) => `${id};2018-10-03;Ana;Exemple;ana@client.example\r\n`).join('');
    const attachments = [sentFile(host.put(file))];
    const { id } = (await bot.send(client.message('', { attachments })), await shown('ready to confirm'));
    const [button] = buttons(cardOf(await shown('ready to confirm')), 'import.confirm');

    const press = { ...client.execute('import.confirm', button!.data), replyToId: id };
    expect(await bot.send(press)).toMatchObject({ body: { statusCode: 200 } });
    await eventually(async () => expect((await filedCustomers(bot)).length).toBeGreaterThan(0), PATIENCE);
    const filedBefore = (await filedCustomers(bot)).length;
    expect(await bot.end('SIGKILL')).toBeNull();
    bot = await startBotProcess(settings, { dataDir });

    await shown('The result file has one line for each');
    expect(filedBefore).toBeLessThan(customerIds.length);
    expect((await filedCustomers(bot)).sort()).toEqual([...customerIds].sort());
    expect(await bot.end('SIGTERM')).toBe(0);
    await connector.close();
    await host.close();

    async function shown(text: string) {
      return connector.waitForMessage(
        (message) =>
          message.conversationId === place.conversation.id && textOf(cardOf(message)).includes(text),
        PATIENCE,
      );
    }

    /** The customers that can be chosen, once the bot has read them all. */
    async function choices(running: BotProcess): Promise<string[]> {
      return eventually(async () => {
        const place = personalChat('a:choices');
        await running.send({ ...client.message('confirm'), conversation: { ...place.conversation } });
        const form = cardOf(connector.messages('a:choices').at(-1)!);
        const found = input(form, 'customerId').choices as { value: string }[];
        if (found.length < 15) throw new Error('Not all customers were read yet');
        return found.map(({ value }) => value);
      }, PATIENCE);
    }
  }, 600_000);
});
