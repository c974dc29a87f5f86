import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { JestEnvironment } from '@jest/environment';
import type { TestResult } from '@jest/test-result';
import type { Config } from '@jest/types';
import type JestRuntime from 'jest-runtime';
import { provideGlobals, type JestGlobals } from './jest-globals.ts';

const CIRCUS = join(
  dirname(createRequire(import.meta.url).resolve('jest-circus/package.json')),
  'build/jestAdapterInit.js',
);
const GLOBALS_OF_JEST = fileURLToPath(new URL('./globals-of-jest.cjs', import.meta.url));
const GLOBALS_OF_TESTS = new URL('./jest-globals.ts', import.meta.url).href;

enableCompileCache();
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: GLOBALS_OF_TESTS, shortCircuit: true } : next(specifier, context),
});

type Runtime = JestRuntime.default;

/** What Jest's own runner of test files calls. */
interface Circus {
  initialize(options: Record<string, unknown>): Promise<unknown>;
  runAndTransformResultsToJestFormat(options: Record<string, unknown>): Promise<TestResult>;
}

let run = 0;

/**
 * Jest's test runner for files that Node itself loads (`testRunner` in Jest's configuration): what runs is what runs
 * in production, and a worker loads a package once. Jest's own loader loads every package anew for every file, which
 * took more time than the tests. Modules keep their state from one file to the next: nothing in `src/` and `bot/` may
 * hold more of it than a memo.
 */
export default async function runTestFile(
  globalConfig: Config.GlobalConfig,
  config: Config.ProjectConfig,
  environment: JestEnvironment,
  runtime: Runtime,
  testPath: string,
  sendMessageToJest: unknown,
): Promise<TestResult> {
  const circus = runtime.requireInternalModule<Circus>(CIRCUS);
  await circus.initialize({
    config,
    environment,
    globalConfig,
    localRequire: (path: string) => runtime.requireModule(path),
    parentProcess: process,
    runtime,
    sendMessageToJest,
    setGlobalsForRuntime: (globals: Parameters<Runtime['setGlobalsForRuntime']>[0]) =>
      runtime.setGlobalsForRuntime(globals),
    testPath,
  });
  provideGlobals(runtime.requireModule<JestGlobals>(GLOBALS_OF_JEST));
  const loading = Date.now();
  // Under a new name each time: a file that is run again must describe its tests again.
  await import(`${pathToFileURL(testPath).href}?run=${++run}`);
  return circus.runAndTransformResultsToJestFormat({
    config,
    globalConfig,
    setupAfterEnvPerfStats: { setupAfterEnvStart: loading, setupAfterEnvEnd: loading },
    testPath,
  });
}
