import { startEmbedded } from '../../src/local/postgres/start-embedded.ts';

/**
 * A process of its own that uses an embedded database, for tests of what happens when such a process is killed. Says
 * what it does, one line each; `hold` stays until it reads `stop`, `leave` ends without stopping the server.
 */
const [dataDir = '', then = 'hold'] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

// As in a terminal where Ctrl-C is meant for someone else in the same group.
process.on('SIGINT', () => undefined);
const server = await startEmbedded({ dataDir, fast: true, report: (step) => say(`report ${step}`) });
say(`url ${server.url}`);
if (then === 'hold') {
  process.stdin.once('data', () => {
    void server.stop().then(() => {
      say('stopped');
      process.exit(0);
    });
  });
}
