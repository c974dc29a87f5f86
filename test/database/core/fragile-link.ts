import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a database server that a test can cut and mend; the address stays the same. */
export interface FragileLink {
  url: string;
  cut(): Promise<void>;
  /** Lets nothing through any more, and says nothing of it. To be cut in the end. */
  hang(): void;
  mend(): Promise<void>;
  /**
   * The next COMMIT still gets through, and its answer is lost: its connection breaks, or, with `andCut`, everything is
   * cut. With `of`, that of a connection that has sent this text before.
   */
  loseNextCommitAnswer(options?: { andCut?: boolean; of?: string }): void;
}

/** As the driver sends it: a simple query. */
const COMMIT = Buffer.from('commit\0');

export async function fragileLink(databaseUrl: string): Promise<FragileLink> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  let losing: { andCut: boolean; of: string } | undefined;
  let isHanging = false;

  const mend = async () => {
    if (server) return;
    const listening = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
        if (!isHanging) one.pipe(other);
      }
      let isTheOne = false;
      near.on('data', (sent: Buffer) => {
        if (losing && sent.includes(losing.of)) isTheOne = true;
        if (!losing || !isTheOne || !sent.includes(COMMIT)) return;
        const { andCut } = losing;
        losing = undefined;
        far.unpipe(near);
        // By the time it answers it has committed.
        far.once('data', () => (andCut ? void cut() : near.resetAndDestroy()));
        far.resume();
      });
    });
    await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve));
    port = (listening.address() as AddressInfo).port;
    server = listening;
  };
  const hang = () => {
    isHanging = true;
    for (const socket of sockets) socket.unpipe().pause();
  };
  const cut = async () => {
    isHanging = false;
    const closing = server;
    server = undefined;
    for (const socket of sockets) socket.destroy();
    if (closing) await new Promise((resolve) => closing.close(resolve));
  };

  await mend();
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    cut,
    hang,
    mend,
    loseNextCommitAnswer: ({ andCut = false, of = '' } = {}) => void (losing = { andCut, of }),
  };
}
