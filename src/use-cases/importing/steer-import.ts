import type { Import, ImportState } from '../../domain/importing/import.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, Stores } from '../ports/stores.ts';

/**
 * What the sender of a file may do with it. `cancel`: before the start everything, later what was not sent. `again`: what
 * was given up.
 */
export type ImportStep = 'start' | 'pause' | 'resume' | 'cancel' | 'again';

/** How long a paused import waits. */
const PAUSE_LIFE_MS = 30 * 24 * 60 * 60_000;

const STEPS: Record<ImportStep, { from: ImportState[]; to: (now: ImportState) => ImportState }> = {
  start: { from: ['preview'], to: () => 'running' },
  pause: { from: ['running'], to: () => 'paused' },
  resume: { from: ['paused'], to: () => 'running' },
  again: { from: ['finished'], to: () => 'running' },
  cancel: { from: ['preview', 'paused'], to: (now) => (now === 'preview' ? 'cancelled' : 'paused') },
};

/**
 * Takes a step for the owner of an import, in the conversation of its card; undefined for other people, and when it is gone.
 * A step that is not possible, or was taken before, changes nothing, and returns the present state.
 */
export async function steerImport(
  { database, clock }: { database: Database; clock: Clock },
  press: { importId: string; personId: string; conversationId: string; step: ImportStep },
): Promise<Import | undefined> {
  const { importId, step } = press;
  const found = await ownImport(database, press);
  if (!found) return undefined;
  const { from, to } = STEPS[step];
  if (from.includes(found.state)) {
    await database.transaction((stores) => take(stores, found, { state: to(found.state), now: clock.now() }));
  }
  return database.imports.find(importId);
}

/** Returns an import to its owner, in the conversation of its card; undefined for other people, and when it is gone. */
export async function ownImport(
  { imports }: Pick<Stores, 'imports'>,
  { importId, personId, conversationId }: { importId: string; personId: string; conversationId: string },
): Promise<Import | undefined> {
  const found = await imports.find(importId);
  return found?.owner.id === personId && found.conversationId === conversationId ? found : undefined;
}

async function take(
  { imports, jobs, audit }: Stores,
  { id, state: before, owner }: Import,
  { state, now }: { state: ImportState; now: Date },
): Promise<void> {
  if (before === 'finished' && (await imports.takeUpDropped(id)) === 0) return;
  const expiresAt = state === 'paused' ? new Date(now.getTime() + PAUSE_LIFE_MS) : null;
  if (!(await imports.move(id, [before], { state, at: now, expiresAt }))) return;
  const givesUp = before === 'paused' && state === 'paused';
  if (givesUp) await imports.dropReady(id, { isKept: true });
  if (state === 'cancelled') await imports.removeRows(id);
  if ((before === 'preview' || before === 'finished') && state === 'running') {
    const { ready } = await imports.counts(id);
    const details = { importId: id, rows: ready };
    const action = 'import-started';
    await audit.append({ at: now, actor: owner, action, customerId: null, confirmationId: null, details });
  }
  if (state === 'running' || givesUp) await jobs.send('run-import', { importId: id }, { onceKey: id });
  await jobs.send('show-import', { importId: id }, { onceKey: id });
}
