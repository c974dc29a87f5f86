import type { Server } from 'restify';
import { openFoundation, type Foundation, type FoundationOptions } from '../src/composition/foundation.ts';
import { holdSingleBot } from '../src/database/single-bot.ts';
import { StartError } from '../src/database/start-error.ts';
import { composeTurns, composeVoice, gateRules } from './compose.ts';
import { createServer } from './server.ts';
import { startWorkers } from './workers.ts';

/** A bot that answers. */
export interface RunningBot {
  /** Where Teams sends activities to. */
  messagesUrl: string;
  sandboxUrl: string | undefined;
  /** Finishes turns and jobs in hand, then closes everything it opened. */
  stop(): Promise<void>;
}

interface Options extends FoundationOptions {
  /** Another bot took over the embedded database while the server was away. */
  onTakenOver: () => void;
}

/** Starts the bot as the settings say. Throws StartError with one clear line, and leaves nothing open then. */
export async function startBot(options: Options): Promise<RunningBot> {
  const { report } = options;
  const closers: (() => unknown)[] = [];
  let isStopping = false;
  const stop = async () => {
    isStopping = true;
    for (const close of closers.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        options.log.warn({ err: error }, 'A part did not close cleanly');
      }
    }
  };
  try {
    const foundation = await openFoundation(options);
    closers.push(() => foundation.close());
    if (foundation.isEmbedded) {
      const alone = await holdSingleBot({ url: foundation.databaseUrl, onTakenOver: options.onTakenOver });
      closers.push(() => alone.release());
    }
    report('loading the answers and cards');
    const voice = composeVoice(foundation);
    const isReady = async () =>
      !isStopping && foundation.queue.isRunning() && (await foundation.database.ping());
    const server = createServer({
      adapter: voice.adapter,
      gate: gateRules(foundation),
      onTurn: composeTurns(foundation, voice),
      isReady,
      log: foundation.log,
    });
    const messagesUrl = await listen(server, foundation);
    const stopping = new AbortController();
    await startWorkers(foundation, voice.messenger, stopping.signal);
    closers.push(() => stopping.abort());
    closers.push(() => closeServer(server));
    return { messagesUrl, sandboxUrl: foundation.sandboxUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listen(server: Server, { config }: Foundation): Promise<string> {
  const { port, host } = config.http;
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', (error) => reject(listenError(error, port)));
    server.listen(port, host, resolve);
  });
  const { port: openPort } = server.address();
  return `http://${host}:${openPort}/api/messages`;
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(`PORT ${port} is in use: stop what listens there, or set another PORT`);
    case 'EACCES':
      return new StartError(`PORT ${port} may not be used: set another PORT`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError('HOST is not an address of this machine');
    default:
      return error;
  }
}

async function closeServer(server: Server): Promise<void> {
  server.server.closeIdleConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
