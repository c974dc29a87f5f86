import { teamsClient } from '../support/activities.ts';
import { doorUnderTest } from '../support/door.ts';
import { forgedTokens } from '../support/forged-tokens.ts';

const FORGED = 5_000;
const GENUINE = 300;
const ROUNDS = 5;
const AT_ONCE = 10;
const LIMIT = 1.2;

/** What a flood of forged tokens costs, and what it costs the genuine calls after it; the caller's own part included. */
export async function* bench(): AsyncIterable<string> {
  const door = await doorUnderTest();
  const { authority, serviceUrl } = door;
  const url = `http://127.0.0.1:${door.port}/api/messages`;
  const body = JSON.stringify(teamsClient({ serviceUrl, appId: authority.appId }).message('bonjour'));
  const call = async (authorization: string, status: number) => {
    const answer = await fetch(url, { method: 'POST', headers: { Authorization: authorization }, body });
    await answer.arrayBuffer();
    if (answer.status !== status) throw new Error(`Answered ${answer.status} in place of ${status}`);
  };
  const costOf = async (tokens: readonly string[], status: number) => {
    const before = process.cpuUsage();
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let token = tokens[next++]; token; token = tokens[next++]) await call(token, status);
      }),
    );
    const { user, system } = process.cpuUsage(before);
    return (user + system) / tokens.length / 1_000;
  };
  const genuine = new Array<string>(GENUINE).fill(await authority.authorization({ serviceUrl }));
  const rounds = async () => {
    const costs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) costs.push(await costOf(genuine, 200));
    return costs.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  };
  try {
    const tokens = await forgedTokens(authority, serviceUrl, FORGED);
    await rounds();
    const before = await rounds();
    const forged = await costOf(tokens, 401);
    const after = await rounds();
    yield `a genuine call  ${before.toFixed(2)} ms of CPU before, ${after.toFixed(2)} ms after ${FORGED} forged ones`;
    yield `ratio ${(after / before).toFixed(2)}  limit ${LIMIT.toFixed(2)}  (medians of ${ROUNDS} rounds)`;
    yield `a forged call  ${forged.toFixed(2)} ms of CPU  keys read ${authority.keyRequests()} times  log lines ${door.lines.length}`;
  } finally {
    await door.close();
  }
}
