import { readFileSync, writeFileSync } from 'node:fs';
import { licenceList, shippedPackages } from './third-party/shipped-packages.ts';

writeFileSync('THIRD-PARTY.md', licenceList(shippedPackages(readFileSync('package-lock.json', 'utf8'))));
