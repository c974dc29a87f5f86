import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { pressStage, quantile, shown, type Press } from './press-stage.ts';

const PEOPLE = Number(process.env.PEOPLE ?? 200);
const WAVES = 5;
/** How long what a wave left to be filed gets, on a machine that has little else to do. */
const BETWEEN_WAVES_MS = 8_000;
const LIMIT_MS = 2_000;

/**
 * Two hundred people press the form's button at the same moment: a first time, when a new process knows neither them nor
 * their conversations, and again and again. On a busy machine the times say little by themselves: beside them stand a
 * button that needs no database, pressed by the same people in the same waves, and what the database had to commit.
 */
export async function* bench(): AsyncIterable<string> {
  const stage = await pressStage(PEOPLE, PEOPLE * (1 + WAVES));
  const database = new pg.Client({ connectionString: stage.databaseUrl });
  await database.connect();
  const pid = stage.bot.child.pid!;
  try {
    // What the start took at its most counts no more.
    await writeFile(`/proc/${pid}/clear_refs`, '5');
    const before = await memoryOf(pid);
    const commitsBefore = await commitsOf(database);
    const first = await wave(stage.press);
    const commits = (await commitsOf(database)) - commitsBefore;
    yield `the first press of ${PEOPLE} people at once  ${told(first)}  ${commits} commits meanwhile`;

    const presses: Press[] = [];
    const others: number[] = [];
    for (let round = 0; round < WAVES; round += 1) {
      await pause(BETWEEN_WAVES_MS);
      others.push(...(await wave(stage.help)));
      presses.push(...(await wave(stage.press)));
    }
    const [p99, otherP99] = [quantile(timesOf(presses), 0.99), quantile(others, 0.99)];
    yield [
      `${PEOPLE} people at once, ${presses.length} presses  ${told(presses)}`,
      `(${p99 <= LIMIT_MS ? 'within' : 'OVER'} the limit of ${LIMIT_MS} ms)`,
      `a button without the database: p99 ${shown(otherP99)}, ratio ${(p99 / otherP99).toFixed(1)}`,
    ].join('  ');
    const after = await memoryOf(pid);
    yield [
      `memory ${before.now} MB before, ${after.most} MB at most, ${after.now} MB after`,
      `ratio ${(after.most / before.now).toFixed(2)}`,
    ].join('  ');
  } finally {
    await database.end();
    await stage.close();
  }
}

const wave = <Result>(press: (person: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: PEOPLE }, (_, person) => press(person)));

const timesOf = (presses: readonly Press[]) => presses.map(({ ms }) => ms);

function told(presses: readonly Press[]): string {
  const times = timesOf(presses);
  const givenBack = presses.filter(({ isRecorded }) => !isRecorded).length;
  return [
    `median ${shown(quantile(times, 0.5))}`,
    `p99 ${shown(quantile(times, 0.99))}`,
    ...(givenBack > 0 ? [`${givenBack} given back to be pressed again`] : []),
  ].join('  ');
}

/** What the database has committed so far; a server process reports it up to a second late, or when it is told to. */
async function commitsOf(database: pg.Client): Promise<number> {
  await pause(1_500);
  const { rows } = await database.query<{ commits: string }>(
    'select xact_commit as commits from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0]?.commits);
}

/** Memory of a process in megabytes, now and at its most. */
async function memoryOf(pid: number): Promise<{ now: number; most: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
}
