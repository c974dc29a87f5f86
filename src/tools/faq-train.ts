import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from '../composition/read-arguments.ts';
import { readCommands } from './faq-training/commands/read-commands.ts';
import { trainCommands } from './faq-training/commands/train-commands.ts';
import { readCorpus } from './faq-training/read-corpus.ts';
import { trainModel } from './faq-training/train-model.ts';

readArguments({ options: {}, usage: 'Usage: npm run faq:train' });
const cards = join(import.meta.dirname, '../../cards');
const started = performance.now();
const secondsSince = (moment: number) => ((performance.now() - moment) / 1000).toFixed(1);

const corpus = readCorpus(join(cards, 'faq'));
const { model, report } = trainModel(corpus);
const text = JSON.stringify(model);
writeFileSync(join(cards, 'faq', 'model.json'), `${text}\n`);
console.log(
  `${corpus.examples.length} examples, ${(text.length / 1e6).toFixed(2)} MB, ${secondsSince(started)} s`,
);
console.log(`cross-validated: ${report}`);
console.log(`limits: ${JSON.stringify(model.limits)}`);

const startedCommands = performance.now();
const spoken = readCommands(join(cards, 'commands'), corpus);
const commands = trainCommands(spoken);
const commandText = JSON.stringify(commands.model);
writeFileSync(join(cards, 'commands', 'model.json'), `${commandText}\n`);
console.log(
  `commands: ${spoken.examples.length} examples, ${(commandText.length / 1e6).toFixed(2)} MB, ${secondsSince(startedCommands)} s`,
);
console.log(`cross-validated: ${commands.report}, from ${commands.model.commandFrom}`);
