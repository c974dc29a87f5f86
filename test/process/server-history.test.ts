import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrateDatabase } from '../../src/database/core/migrate.ts';
import { clusterFiles } from '../../src/local/postgres/cluster.ts';
import { dataDirs } from './data-dirs.ts';
import { eventually } from '../support/eventually.ts';
import { ownServer } from './own-server.ts';

const dirs = dataDirs();

async function historyOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ history: string }>('select server_history() as history');
  await client.end();
  return rows[0]?.history ?? '';
}

describe('the history that a server writes', () => {
  it('stays over a restart, and is another one after a recovery', async () => {
    const dataDir = await dirs.withDatabase();
    const server = await ownServer(dataDir);
    await migrateDatabase({ url: server.url });

    const first = await historyOf(server.url);
    await server.stop();
    await server.start();
    const restarted = await historyOf(server.url);
    await server.stop();
    const { data } = clusterFiles(dataDir);
    await appendFile(join(data, 'postgresql.auto.conf'), "restore_command = 'false'\n");
    await writeFile(join(data, 'recovery.signal'), '', { mode: 0o644 });
    await server.start();
    // It lets readers in before its recovery has ended.
    const recovered = await eventually(async () => {
      const history = await historyOf(server.url);
      expect(history).not.toBe('');
      return history;
    });
    await server.stop();

    expect(restarted).toBe(first);
    expect(recovered).not.toBe(first);
    expect(recovered.split('/')[0]).toBe(first.split('/')[0]);
  });
});
