import { TOKEN_PATH } from './sandbox/api.ts';
import { CREDENTIALS } from './sandbox/sign-in.ts';

/** The account of the sandbox beside the bot: one partner, whatever its era and wherever it listens. */
export const SANDBOX_PARTNER = {
  ...CREDENTIALS,
  baseUrl: 'http://localhost',
  tokenUrl: `http://localhost${TOKEN_PATH}`,
};
