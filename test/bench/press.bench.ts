import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { pressStage, quantile, shown } from './press-stage.ts';

const PEOPLE = 20;
const WAVES = 30;
/** The first of a new process are slower, for whatever is compiled then; they have a line of their own. */
const FIRST_WAVES = 5;
const BETWEEN_WAVES_MS = 250;
const LIMIT_MS = 150;
/** Enough for a customer of its own for each press. */
const CUSTOMERS = PEOPLE * (WAVES + FIRST_WAVES);

/**
 * From the press of the form's button to the card that answers, over HTTP, with the commit synced to the disk: twenty
 * people at the same moment, while what they pressed before is being filed. Beside it, a bare insert and commit of
 * twenty connections to the same server.
 */
export async function* bench(): AsyncIterable<string> {
  const stage = await pressStage(PEOPLE, CUSTOMERS);
  const clients = await Promise.all(Array.from({ length: PEOPLE }, () => connect(stage.databaseUrl)));
  try {
    await clients[0]!.query('create table bare (id text primary key, at timestamptz not null)');
    const bare = (person: number) => timeBareCommit(clients[person]!);
    const press = async (person: number) => (await stage.press(person)).ms;

    // In the same rhythm, so that what is filed of the first ones slows no others down.
    const first = await waves(FIRST_WAVES, [press, bare]);
    const [presses, commits] = await waves(WAVES, [press, bare]);

    const p99 = quantile(presses!, 0.99);
    const verdict = p99 <= LIMIT_MS ? 'within' : 'OVER';
    yield [
      `${PEOPLE} people at once, ${presses!.length} presses `,
      `median ${shown(quantile(presses!, 0.5))}`,
      `p99 ${shown(p99)} (${verdict} the limit of ${LIMIT_MS} ms)`,
      `a bare insert and commit: median ${shown(quantile(commits!, 0.5))}, p99 ${shown(quantile(commits!, 0.99))}`,
    ].join('  ');
    yield `the first ${first[0]!.length} presses of a new process  p99 ${shown(quantile(first[0]!, 0.99))}`;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
    await stage.close();
  }
}

/** Times of each kind of call, everybody's at once, wave after wave, the kinds in turn. Milliseconds. */
async function waves(count: number, kinds: ((person: number) => Promise<number>)[]): Promise<number[][]> {
  const times = kinds.map((): number[] => []);
  for (let wave = 0; wave < count; wave += 1) {
    for (const [kind, call] of kinds.entries()) {
      await pause(BETWEEN_WAVES_MS);
      const people = Array.from({ length: PEOPLE }, (_, person) => call(person));
      times[kind]!.push(...(await Promise.all(people)));
    }
  }
  return times;
}

async function timeBareCommit(client: pg.Client): Promise<number> {
  const began = performance.now();
  await client.query('insert into bare values ($1, now())', [randomUUID()]);
  return performance.now() - began;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
