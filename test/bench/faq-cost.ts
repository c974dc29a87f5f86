import { loadFaqModel } from '../../src/faq/load-faq-model.ts';
import { createMatcher } from '../../src/faq/matcher.ts';
import { FAQ_FOLDER } from '../faq/faq-files.ts';

const memory = () => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const before = memory();
const started = performance.now();
const matcher = createMatcher(loadFaqModel(FAQ_FOLDER));
const milliseconds = performance.now() - started;
for (const question of ['kan es obligatoir', 'when does it strat', '¿cuándo?', 'ab wann ist es pflciht'])
  matcher.match(question);
console.log(`start ${milliseconds.toFixed(0)} ms  memory ${((memory() - before) / 1e6).toFixed(1)} MB`);
