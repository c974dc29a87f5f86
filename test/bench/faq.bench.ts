import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadFaqModel } from '../../src/faq/load-faq-model.ts';
import { createMatcher } from '../../src/faq/matcher.ts';
import { readCorpus } from '../../src/tools/faq-training/read-corpus.ts';
import { FAQ_FOLDER, readKnownQuestions } from '../faq/faq-files.ts';
import type { KnownQuestion } from '../faq/faq-files.ts';
import { flexSearchEngine, miniSearchEngine, nlpEngine } from './faq-engines.ts';
import type { Engine } from './faq-engines.ts';
import { engineFigures, outsideF1, shareOf } from './faq-figures.ts';
import type { Answered } from './faq-figures.ts';

const HERE = 'this bot';

/** The matcher on questions held back from it, beside engines that were given the same examples. */
export async function* bench(): AsyncIterable<string> {
  const validation = readKnownQuestions('validation');
  const { examples } = readCorpus(FAQ_FOLDER);
  const matcher = createMatcher(loadFaqModel(FAQ_FOLDER));
  const ours: Engine = {
    name: HERE,
    answer: (question) => {
      const { entries } = matcher.match(question);
      return { ids: entries.map(({ id }) => id), sureness: entries[0]?.score ?? 0 };
    },
  };
  const peers = [
    () => miniSearchEngine(examples),
    () => flexSearchEngine(examples),
    () => nlpEngine(examples),
  ];
  for (const open of [() => ours, ...peers]) {
    const engine = await open();
    yield `${engine.name.padEnd(10)}  ${engineFigures(await askAll(engine, validation))}`;
  }

  const others = readKnownQuestions('other-languages');
  for (const lang of ['es', 'de']) {
    const questions = others.filter((question) => question.lang === lang);
    yield `${HERE}, ${lang}  ${engineFigures(await askAll(ours, questions))}`;
  }
  yield outcomes(await askAll(ours, validation), (text) => matcher.match(text).outcome);
  yield cost();
}

async function askAll(engine: Engine, questions: readonly KnownQuestion[]): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const question of questions) {
    const started = performance.now();
    const answer = await engine.answer(question.text, question.lang);
    answered.push({ ...question, ...answer, ms: performance.now() - started });
  }
  return answered;
}

/** What a reader would have seen, with the limits the bot uses. */
function outcomes(answered: readonly Answered[], outcomeOf: (text: string) => string): string {
  const seen = answered.map((item) => ({ ...item, outcome: outcomeOf(item.text) }));
  const inside = seen.filter(({ expected }) => expected !== null);
  const isRight = ({ outcome, ids, expected }: (typeof seen)[number]) =>
    (outcome === 'answer' && ids[0] === expected) ||
    (outcome === 'suggestions' && ids.slice(0, 3).includes(expected!));
  const refused = new Set(seen.filter(({ outcome }) => outcome === 'none').map(({ id }) => id));
  return [
    `${HERE}, outcomes `,
    `answered at once ${shareOf(inside, ({ outcome }) => outcome === 'answer').toFixed(3)}`,
    `answered or rightly offered ${shareOf(inside, isRight).toFixed(3)}`,
    `wrong answers shown ${shareOf(seen, ({ outcome, ids, expected }) => outcome === 'answer' && ids[0] !== expected).toFixed(3)}`,
    `F1 outside ${outsideF1(seen, ({ id }) => refused.has(id)).toFixed(3)}`,
  ].join('  ');
}

/** Start and memory, in a process of its own so that nothing else counts. */
function cost(): string {
  const { stdout } = spawnSync(process.execPath, ['--expose-gc', join(import.meta.dirname, 'faq-cost.ts')], {
    encoding: 'utf8',
  });
  return `${HERE}, cost  ${stdout.trim()}`;
}
