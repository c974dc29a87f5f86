import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a database server that a test can cut and mend; the address stays the same. */
export interface FragileLink {
  url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

export async function fragileLink(databaseUrl: string): Promise<FragileLink> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;

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
        one.pipe(other);
      }
    });
    await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve));
    port = (listening.address() as AddressInfo).port;
    server = listening;
  };
  const cut = async () => {
    const closing = server;
    server = undefined;
    for (const socket of sockets) socket.destroy();
    if (closing) await new Promise((resolve) => closing.close(resolve));
  };

  await mend();
  const url = new URL(databaseUrl);
  url.port = String(port);
  return { url: url.href, cut, mend };
}
