import './global-setup.ts';

/** Stops the run's server and removes its files. */
export default async function tearDown(): Promise<void> {
  await globalThis.stopTestServer?.();
}
