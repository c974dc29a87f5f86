import { beforeAll, describe, expect, it } from '@jest/globals';
import { personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, elements, textOf } from '../support/read-card.ts';
import { registeredBot } from '../support/registered-bot.ts';
import { runningBot } from '../support/running-bot.ts';

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';

// The bot alone; no Playground is started beside it.
const tried = await runningBot({ settings: { PLAYGROUND: 'on' } });
const registered = await registeredBot({ settings: { PLAYGROUND: 'on' } });

const clientIn = (id: string, locale = 'en-US', { connector } = tried) =>
  teamsClient({ serviceUrl: connector.serviceUrl, place: personalChat(id), locale });
const last = (id: string) => tried.connector.messages(id).at(-1)!;
const linkIn = (card: unknown) =>
  elements(card, 'Action.OpenUrl')[0] as { title: string; url: string } | undefined;

beforeAll(async () => {
  await eventually(
    async () =>
      expect(await tried.data.database.customers.figures()).toMatchObject({ total: 40, unknown: 0 }),
    { withinMs: 60_000 },
  );
}, 70_000);

describe('a file, beside the Playground', () => {
  it('is handed over by a link for this machine, which the card explains', async () => {
    await tried.send(clientIn('a:export').message('export'));

    const card = cardOf(last('a:export'));
    const link = linkIn(card);
    expect(textOf(card)).toContain('on this machine and for 10 minutes');
    expect(link?.title).toBe('Fetch the file');
    expect(link?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    const [titles, ...rows] = (await (await fetch(link!.url)).text()).trim().split('\r\n');
    expect(titles).toContain('Customer');
    expect(rows.length).toBeGreaterThan(10);
  });

  it('that is pressed for comes below, in the reader’s language, and the card with the button stays', async () => {
    const client = clientIn('a:template', 'fr-FR');
    await tried.send(client.message('importer'));
    const explained = last('a:template');
    const [button] = buttons(cardOf(explained), 'import.template');

    const { body } = await tried.send({
      ...client.execute('import.template', button!.data),
      replyToId: explained.id,
    });

    expect(body?.value).toContain('proposé plus bas');
    const link = linkIn(cardOf(last('a:template')));
    expect(link?.title).toBe('Récupérer le fichier');
    expect(await (await fetch(link!.url)).text()).toContain('ID de locataire du client;Date d’acceptation');
  });
});

describe('the Playground’s page', () => {
  it.each([
    ['first told that it is installed', false],
    ['first told that it is a member', true],
  ])('is greeted once for each load, by a bot %s', async (how, memberFirst) => {
    const id = `a:reloaded ${how}`;
    const client = clientIn(id);
    const load = async () => {
      const told = [client.install(), client.membersAdded()];
      for (const activity of memberFirst ? told.reverse() : told) await tried.send(activity);
    };

    await load();
    await load();

    const greetings = tried.connector.messages(id).map((message) => textOf(cardOf(message)));
    expect(greetings).toEqual([expect.stringContaining('Hello!'), expect.stringContaining('Hello!')]);
  });
});

describe('a registered bot, whatever the Playground’s setting says', () => {
  const { connector, authority } = registered;
  const say = async (activity: Parameters<typeof registered.send>[0]) =>
    registered.send(activity, await authority.authorization({ serviceUrl: connector.serviceUrl }));

  it('offers a file to be put among the person’s own', async () => {
    await say(clientIn('a:registered', 'en-US', registered).message('export'));

    const [offer] = connector.messages('a:registered').at(-1)!.activity.attachments as {
      contentType: string;
    }[];
    expect(offer?.contentType).toBe(CONSENT);
  });

  it('greets once, however often Teams says that it came', async () => {
    const client = clientIn('a:came', 'en-US', registered);

    for (const activity of [client.install(), client.membersAdded(), client.install()]) await say(activity);

    expect(connector.messages('a:came')).toHaveLength(1);
  });
});
