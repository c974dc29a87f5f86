// The beginning of a start. It is no TypeScript: to read its first file of it takes Node.js 30 ms, unless that is kept too.
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');
require('./check-node.cjs');

if (process.exitCode === undefined) {
  // Keeps the compiled code, without which a later start takes half as long again. Where the folder cannot be written, as in
  // the image, nothing is kept.
  enableCompileCache(join(__dirname, '..', 'node_modules', '.cache', 'compiled'));
  void import('./main.ts');
}
