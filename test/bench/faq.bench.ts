import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadFaqModel } from '../../src/faq/load-faq-model.ts';
import { createMatcher } from '../../src/faq/matcher.ts';
import { readCorpus } from '../../src/tools/faq-training/read-corpus.ts';
import { FAQ_FOLDER, readKnownQuestions } from '../faq/faq-files.ts';
import type { KnownQuestion } from '../faq/faq-files.ts';
import { flexSearchEngine, miniSearchEngine, nlpEngine, PLAIN, plainEngine } from './faq-engines.ts';
import type { Engine } from './faq-engines.ts';
import { engineFigures, outsideF1, shareOf } from './faq-figures.ts';
import type { Answered } from './faq-figures.ts';

const HERE = 'this bot';

/** The sets of questions, none of them trained on. */
const SETS = [
  ['of 2018', 'validation'],
  ['of today', 'today'],
] as const;

/** The matcher on questions held back from it, beside engines that were given the same examples. */
export async function* bench(): AsyncIterable<string> {
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
    () => plainEngine(examples),
    () => miniSearchEngine(examples),
    () => flexSearchEngine(examples),
    () => nlpEngine(examples),
  ];
  for (const open of [() => ours, ...peers]) {
    const engine = await open();
    for (const [set, file] of SETS) {
      yield `${engine.name.padEnd(10)}  ${set.padEnd(8)}  ${engineFigures(await askAll(engine, readKnownQuestions(file)))}`;
    }
    const others = readKnownQuestions('other-languages');
    if (engine.name !== HERE && engine.name !== PLAIN) continue;
    for (const lang of ['es', 'de']) {
      const questions = others.filter((question) => question.lang === lang);
      yield `${engine.name.padEnd(10)}  in ${lang}     ${engineFigures(await askAll(engine, questions))}`;
    }
  }
  for (const [set, file] of SETS) {
    const answered = await askAll(ours, readKnownQuestions(file));
    const outcomeOf = (text: string) => matcher.match(text).outcome;
    if (file === 'today') {
      for (const kind of ['today', 'seed'])
        yield outcomes(
          `${kind}'s subjects`,
          answered.filter((item) => item.kind === kind),
          outcomeOf,
        );
    }
    yield outcomes(set, answered, outcomeOf);
  }
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
function outcomes(set: string, answered: readonly Answered[], outcomeOf: (text: string) => string): string {
  const seen = answered.map((item) => ({ ...item, outcome: outcomeOf(item.text) }));
  const inside = seen.filter(({ expected }) => expected !== null);
  const isRight = ({ outcome, ids, expected }: (typeof seen)[number]) =>
    (outcome === 'answer' && ids[0] === expected) ||
    (outcome === 'suggestions' && ids.slice(0, 3).includes(expected!));
  const refused = new Set(seen.filter(({ outcome }) => outcome === 'none').map(({ id }) => id));
  return [
    `${HERE}, outcomes, ${set} `,
    `first ${shareOf(inside, ({ ids, expected }) => ids[0] === expected).toFixed(3)}`,
    `answered at once ${shareOf(inside, ({ outcome }) => outcome === 'answer').toFixed(3)}`,
    `answered or rightly offered ${shareOf(inside, isRight).toFixed(3)}`,
    `wrong answers shown ${shareOf(seen, ({ outcome, ids, expected }) => outcome === 'answer' && ids[0] !== expected).toFixed(3)}`,
    ...(inside.length < seen.length
      ? [`F1 outside ${outsideF1(seen, ({ id }) => refused.has(id)).toFixed(3)}`]
      : []),
  ].join('  ');
}

/** Start and memory, in a process of its own so that nothing else counts. */
function cost(): string {
  const { stdout } = spawnSync(process.execPath, ['--expose-gc', join(import.meta.dirname, 'faq-cost.ts')], {
    encoding: 'utf8',
  });
  return `${HERE}, cost  ${stdout.trim()}`;
}
