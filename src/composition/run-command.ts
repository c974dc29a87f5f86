import { setTimeout as pause } from 'node:timers/promises';
import { CommandError, openLog, readSettings, stopWith, ignoreLostReader } from './console.ts';
import { openFoundation, type Foundation } from './foundation.ts';

/** How long work under way may take to end after Ctrl-C. */
const GRACE_MS = 2_000;
const STOPPED = new CommandError('Stopped before the end: run it again to go on.');

/**
 * Runs a command, beside a bot or without one: opens what it works on, runs it, closes. Ctrl-C ends it early and in good
 * order: the signal tells the work to begin nothing new. Ends the process with one line when it fails.
 */
export async function runCommand(
  name: string,
  work: (foundation: Foundation, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  ignoreLostReader();
  const config = readSettings();
  const { log } = openLog(config, 'command');
  const stopping = new AbortController();
  const { signal } = stopping;
  for (const each of ['SIGINT', 'SIGTERM'] as const) process.on(each, () => stopping.abort());
  try {
    const foundation = await openFoundation({ config, log, applicationName: `mca-${name}`, report, signal });
    try {
      if (!signal.aborted) await Promise.race([work(foundation, signal), graceAfter(signal)]);
    } finally {
      await foundation.close();
    }
    if (signal.aborted) throw STOPPED;
  } catch (error) {
    stopWith(signal.aborted ? STOPPED : error);
  }
}

/** Prints the steps that take a while, where the output is a terminal. */
function report(step: string): void {
  if (process.stderr.isTTY) process.stderr.write(`  … ${step}\n`);
}

async function graceAfter(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await pause(GRACE_MS);
}
