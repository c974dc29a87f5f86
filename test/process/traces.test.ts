import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { CAMILLE } from '../support/activities.ts';
import { freePort, startBotProcess } from '../support/bot-process.ts';
import { TEST_ENCRYPTION_KEY, testDatabase } from '../support/database.ts';
import { ROOT } from '../support/source-files.ts';
import { traceReceiver } from '../support/trace-receiver.ts';
import { teamsChat } from './chat.ts';
import { dataDirs } from './data-dirs.ts';

const folders = dataDirs({ endedAfter: 'file' });
const { url } = await testDatabase();
const receiver = await traceReceiver();
const chat = await teamsChat();
afterAll(() => Promise.all([receiver.close(), chat.close()]));

const DATABASE = { DATABASE_URL: url, ENCRYPTION_KEY: TEST_ENCRYPTION_KEY };

describe('traces', () => {
  it('of a confirmation lead from the press to Partner Center by one correlation id, and name no person', async () => {
    const bot = await startBotProcess(
      { ...DATABASE, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '200' },
      { dataDir: await folders.empty() },
    );
    const form = await chat.openForm(bot, 'a:traced');
    await chat.press(bot, form, form.customerIds[0] ?? '');
    await chat.outcomeOf(form);
    await bot.end('SIGTERM');

    const named = (name: string) => receiver.spans.filter((span) => span.name === name);
    const press = named('turn press').find(({ attributes }) => attributes['mca.correlation_id']);
    const correlationId = press?.attributes['mca.correlation_id'];
    expect(press).toMatchObject({ kind: 2, isFailed: false });
    expect(press?.attributes).toMatchObject({
      'mca.turn.kind': 'press',
      'mca.turn.verb': 'confirmation.submit',
      'mca.turn.outcome': 'card',
    });

    const job = named('job file-confirmation').find(
      ({ attributes }) => attributes['mca.correlation_id'] === correlationId,
    );
    const posts = named('Partner Center confirm');
    expect(job).toMatchObject({
      kind: 5,
      attributes: { 'mca.job.attempt': 1, 'mca.filing.end': 'confirmed' },
    });
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({
      ...{ kind: 3, traceId: job?.traceId, parentSpanId: job?.spanId },
      attributes: {
        'mca.correlation_id': correlationId,
        'http.request.method': 'POST',
        'http.response.status_code': 201,
        'server.address': '127.0.0.1',
      },
    });
    const edit = named('Teams edit').find(({ traceId }) =>
      receiver.spans.some(
        (span) =>
          span.traceId === traceId &&
          span.name === 'job show-outcome' &&
          span.attributes['mca.correlation_id'] === correlationId,
      ),
    );
    expect(edit).toMatchObject({ kind: 3, attributes: { 'http.response.status_code': 200 } });
    expect(named('Partner Center token').length).toBeGreaterThan(0);
    expect(receiver.resource).toMatchObject({
      'service.name': 'mca-acceptance-bot',
      'service.version': expect.stringMatching(/^\d/) as unknown,
    });

    const people = ['Exemple', 'ana@client', 'Camille', CAMILLE.id, CAMILLE.aadObjectId, 'a:traced'];
    expect(people.filter((word) => receiver.text().includes(word))).toEqual([]);
    expect(receiver.text()).not.toMatch(/stack|exception\.message/);
  }, 240_000);

  it('hold nothing up when the receiver is not there', async () => {
    const bot = await startBotProcess(
      { ...DATABASE, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}` },
      { dataDir: await folders.empty() },
    );
    expect(await chat.say(bot, 'help', 'en-US')).not.toBe('');
    const toldAt = performance.now();

    expect(await bot.end('SIGTERM')).toBe(0);
    expect(performance.now() - toldAt).toBeLessThan(10_000);
    expect(bot.complaint()).toBe('');
  }, 240_000);

  it('need no module of OpenTelemetry while they are off', async () => {
    const program = `
      import { registerHooks } from 'node:module';
      const loaded = new Set();
      registerHooks({ load(url, context, next) { loaded.add(url); return next(url, context); } });
      await import('./bot/bot.ts');
      const { openTracing } = await import('./src/composition/open-tracing.ts');
      const count = () => [...loaded].filter((url) => /@opentelemetry\\/(?!api\\/)/.test(url)).length;
      await openTracing({ tracing: false });
      const off = count();
      const end = await openTracing({ tracing: true });
      await end();
      console.log(off, count() > 10);
    `;
    const args = ['--no-warnings', '--input-type=module', '-e', program];
    const node = join(ROOT, 'node_modules', '.bin', 'node');

    const { stdout } = await promisify(execFile)(node, args, { cwd: ROOT });

    // The job queue itself loads the API, which does nothing by itself.
    expect(stdout.trim()).toBe('0 true');
  }, 60_000);
});
