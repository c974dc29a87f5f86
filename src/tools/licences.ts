import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceList, shippedPackages } from './third-party/shipped-packages.ts';
import { readArguments } from '../composition/read-arguments.ts';

const ROOT = join(import.meta.dirname, '../..');

readArguments({ options: {}, usage: 'Usage: npm run licences' });
const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
writeFileSync(join(ROOT, 'THIRD-PARTY.md'), licenceList(shippedPackages(lock)));
