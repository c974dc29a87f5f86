import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { teamsClient } from '../support/activities.ts';
import { freePort } from '../support/bot-process.ts';
import { CARRIER_NAMES } from '../support/channel.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { startArguments } from '../support/start-command.ts';

const STARTS = 5;
const QUESTIONS = 300;
const READY_LIMIT_S = 4;
const MEMORY_LIMIT_MB = 300;

/**
 * A warm start to `/readyz`, and to the first answer of a person who asks at once, with everything on (its own database, the
 * sandbox, sync, reminders), and its memory after, over each carrier. They start in turns, so that what else the machine
 * does meets both.
 */
export async function* bench(): AsyncIterable<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mca-bench-'));
  const connector = await connectorStandIn();
  try {
    // The first start makes the database.
    await (await start(dataDir, 'sdk')).stop();
    const figures = CARRIER_NAMES.map((carrier) => ({
      carrier,
      ready: [] as number[],
      answered: [] as number[],
      cpu: [] as number[],
      memory: 0,
    }));
    for (let each = 0; each < STARTS; each += 1) {
      for (const figure of figures) {
        const bot = await start(dataDir, figure.carrier);
        figure.ready.push(bot.readyS);
        figure.cpu.push(bot.cpuS);
        await bot.ask(connector.serviceUrl);
        figure.answered.push(bot.sinceStartS());
        if (each === STARTS - 1) {
          for (let question = 0; question < QUESTIONS; question += 1) await bot.ask(connector.serviceUrl);
          figure.memory = bot.memoryMb();
        }
        await bot.stop();
      }
    }
    for (const { carrier, ready, answered, cpu, memory } of figures) {
      yield `${carrier}: to /readyz, warm  ${median(ready).toFixed(2)} s  limit ${READY_LIMIT_S.toFixed(2)} s  (${median(cpu).toFixed(2)} s of CPU; median of ${STARTS} starts)`;
      yield `${carrier}: to the first answer  ${median(answered).toFixed(2)} s`;
      yield `${carrier}: memory after ${QUESTIONS} questions  ${memory.toFixed(0)} MB RSS  limit ${MEMORY_LIMIT_MB} MB  (the bot's process; its PostgreSQL is one of its own)`;
    }
  } finally {
    await connector.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function start(dataDir: string, carrier: (typeof CARRIER_NAMES)[number]) {
  const port = await freePort();
  const { PATH, HOME, TMPDIR } = process.env;
  const settings = { DATA_DIR: dataDir, PORT: `${port}`, PLAYGROUND: 'off', TEAMS_CHANNEL: carrier };
  const startedAt = performance.now();
  const child = spawn(process.execPath, startArguments(), {
    cwd: dataDir,
    stdio: 'ignore',
    env: { PATH, HOME, TMPDIR, ...settings },
  });
  const url = `http://127.0.0.1:${port}`;
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error('The bot did not start');
    await pause(20);
  }
  const sinceStartS = () => (performance.now() - startedAt) / 1_000;
  const readyS = sinceStartS();
  return {
    readyS,
    sinceStartS,
    cpuS: cpuSecondsOf(child.pid ?? 0),
    memoryMb: () => memoryOf(child.pid ?? 0),
    async ask(serviceUrl: string) {
      const message = teamsClient({ serviceUrl }).message('Que se passe-t-il si je ne fais rien ?');
      const headers = { 'Content-Type': 'application/json' };
      await fetch(`${url}/api/messages`, { method: 'POST', headers, body: JSON.stringify(message) });
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Linux tells both; ticks are hundredths of a second there. */
function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function memoryOf(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1_000;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
