import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { startBot } from '../../bot/bot.ts';
import { loadConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { sampleCustomer } from '../../src/local/sandbox/sample-customers.ts';
import { CAMILLE, NOOR, personalChat, teamsClient } from '../support/activities.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { eventually } from '../support/eventually.ts';
import { fileHost, type FileHost } from '../support/file-host.ts';
import { cardOf, textOf } from '../support/read-card.ts';
import { sentFile } from '../support/sent-file.ts';
import { xlsxFile } from '../support/xlsx-file.ts';

const ROWS = 10_000;
const LIMIT_SECONDS = 10;
const LIMIT_BLOCK_MS = 50;
/** How often: enough that it shows, and few enough to leave room in the budget for Teams. */
const BETWEEN_TURNS_MS = 60;
const HEADER = ['Customer', 'Date of acceptance', 'First name', 'Last name', 'E-mail', 'Phone'];

/** Ten thousand rows checked by a whole bot, while another person goes on talking to it. */
export async function* bench(): AsyncIterable<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mca-bench-'));
  const connector = await connectorStandIn();
  const host = await fileHost();
  const bot = await startBot({
    config: loadConfig({
      DATA_DIR: dataDir,
      PORT: '0',
      PLAYGROUND: 'off',
      SANDBOX_CUSTOMERS: String(ROWS),
      LOG_LEVEL: 'silent',
    }),
    log: createLogger('silent'),
    applicationName: 'bulk-bench',
    report: () => undefined,
    onTakenOver: () => undefined,
  });
  const send = async (activity: object) => {
    const headers = { 'Content-Type': 'application/json' };
    await fetch(bot.messagesUrl, { method: 'POST', headers, body: JSON.stringify(activity) });
  };
  const { serviceUrl } = connector;
  const asOther = teamsClient({ serviceUrl, place: personalChat('a:other'), person: NOOR });

  /** How long the turns of another person take, and how long the event loop was ever held, until `done`. */
  async function meanwhile(done: Promise<unknown>) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const turns: number[] = [];
    let goesOn = true;
    void done.finally(() => (goesOn = false));
    delay.enable();
    while (goesOn) {
      const began = performance.now();
      await send(asOther.message('aide'));
      turns.push(performance.now() - began);
      await pause(BETWEEN_TURNS_MS);
    }
    delay.disable();
    turns.sort((a, b) => a - b);
    const at = (share: number) => turns[Math.floor((turns.length - 1) * share)] ?? 0;
    return { median: at(0.5), p99: at(0.99), block99: delay.percentile(99) / 1e6, block: delay.max / 1e6 };
  }

  try {
    await eventually(
      async () => {
        await send(asOther.message('status'));
        const answer = textOf(cardOf(connector.messages('a:other').at(-1)!));
        if (!answer.includes(String(ROWS))) throw new Error('The customers are not listed yet');
        await pause(500);
      },
      { withinMs: 120_000 },
    );
    const quiet = await meanwhile(pause(5_000));
    for (const [kind, file] of files()) {
      const began = performance.now();
      const shown = checked(connector, send, host, { kind, file });
      const busy = await meanwhile(shown);
      const seconds = (performance.now() - began) / 1_000;
      yield [
        `${ROWS} rows as ${kind}`,
        `${seconds.toFixed(1)} s of ${LIMIT_SECONDS}`,
        `others' turns: median ${busy.median.toFixed(1)} ms (${(busy.median / quiet.median).toFixed(1)} x quiet), p99 ${busy.p99.toFixed(1)} ms (${(busy.p99 / quiet.p99).toFixed(1)} x)`,
        `event loop held: p99 ${busy.block99.toFixed(1)} ms (quiet ${quiet.block99.toFixed(1)}), at most ${busy.block.toFixed(1)} of ${LIMIT_BLOCK_MS} ms (quiet ${quiet.block.toFixed(1)})`,
      ].join('  ');
    }
  } finally {
    await bot.stop();
    await connector.close();
    await host.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The sandbox's customers by domain in the one, by tenant id in the other. */
function files(): [string, Buffer][] {
  const customers = Array.from({ length: ROWS }, (_, place) => sampleCustomer(place));
  const details = ['Ana', 'Exemple', 'ana@client.example', ''];
  const csv = [HEADER, ...customers.map(({ domain }) => [domain, '2018-10-03', ...details])];
  const sheet = [HEADER, ...customers.map(({ id }) => [id, { serial: 43_376 }, ...details])];
  return [
    ['CSV', Buffer.from(csv.map((cells) => cells.join(',')).join('\r\n'))],
    ['XLSX', xlsxFile({ sheets: [{ rows: sheet }] })],
  ];
}

/** Sends a file and waits for its preview. */
async function checked(
  connector: Awaited<ReturnType<typeof connectorStandIn>>,
  send: (activity: object) => Promise<void>,
  host: FileHost,
  { kind, file }: { kind: string; file: Buffer },
): Promise<void> {
  const place = personalChat(`a:${kind}`);
  const client = teamsClient({ serviceUrl: connector.serviceUrl, place, person: CAMILLE });
  const name = `acceptances.${kind.toLowerCase()}`;
  await send(client.message('', { attachments: [sentFile(host.put(file), name)] }));
  await connector.waitForMessage(
    ({ conversationId, edits }) => conversationId === place.conversation.id && edits > 0,
    { withinMs: 120_000 },
  );
}
