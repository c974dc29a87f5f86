import type * as Globals from '@jest/globals';

export type JestGlobals = typeof Globals;

let ofThisFile: JestGlobals;

/** Says what `describe`, `it`, `expect` and the others are from now on: each test file has its own. */
export function provideGlobals(globals: JestGlobals): void {
  ofThisFile = globals;
}

/** One of them, for modules that are loaded once and used by many test files. */
const late = <Name extends keyof JestGlobals>(name: Name): JestGlobals[Name] =>
  new Proxy(() => undefined, {
    apply: (_, self, args) => Reflect.apply(ofThisFile[name] as () => unknown, self, args) as unknown,
    get: (_, property) => Reflect.get(ofThisFile[name], property) as unknown,
  }) as unknown as JestGlobals[Name];

export const afterAll = late('afterAll');
export const afterEach = late('afterEach');
export const beforeAll = late('beforeAll');
export const beforeEach = late('beforeEach');
export const describe = late('describe');
export const expect = late('expect');
export const it = late('it');
export const jest = late('jest');
