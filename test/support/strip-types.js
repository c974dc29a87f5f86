import { stripTypeScriptTypes } from 'node:module';

/** Jest sees our TypeScript exactly as Node runs it: types blanked out, every line and column kept. */
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }),
};
