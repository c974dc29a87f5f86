import { removeFolder, startBotProcess } from '../support/bot-process.ts';
import { openPlaygroundPage, type PlaygroundPage } from './playground-page.ts';

/** A bot in local mode, with a person in front of its Playground. */
export interface BotInPlayground {
  person: PlaygroundPage;
  /** What the bot has printed so far. */
  output(): string;
  /** Closes the page, ends the bot and removes its data. */
  close(): Promise<void>;
}

/** Starts a bot with these settings, its Playground, and opens that in the browser. */
export async function openBotInPlayground(settings: Record<string, string> = {}): Promise<BotInPlayground> {
  const bot = await startBotProcess({ PLAYGROUND: 'on', ...settings });
  const end = async () => {
    await bot.end('SIGTERM');
    await removeFolder(bot.dataDir);
  };
  try {
    const url = /http:\/\/localhost:\d+/.exec(bot.output())?.[0];
    if (!url) throw new Error(`The Playground did not start: ${bot.output()}`);
    const person = await openPlaygroundPage(url);
    return {
      person,
      output: () => bot.output(),
      close: async () => {
        await person.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
