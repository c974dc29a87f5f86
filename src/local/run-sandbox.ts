import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ERAS, PARTNER_KINDS } from './sandbox/era.ts';
import { startSandbox } from './sandbox/sandbox.ts';
import { settingsSchema } from '../settings.ts';

const USAGE = `Usage: npm run sandbox -- [--port 0] [--partner direct|provider|reseller] [--ledger <file>]
Settings: SANDBOX_ERA (${ERAS.join(', ')}), SANDBOX_CUSTOMERS (a number).`;

/** The two settings the sandbox shares with the bot, and the command's own options. */
const settings = settingsSchema.pick({ SANDBOX_ERA: true, SANDBOX_CUSTOMERS: true }).extend({
  port: z.coerce.number().int().min(0).max(65_535).default(0),
  partner: z.enum(PARTNER_KINDS).default('direct'),
  ledger: z.string().min(1).optional(),
});

const given = readSettings();
if (given === undefined) {
  console.error(USAGE);
  process.exitCode = 1;
} else {
  await run(given).catch((error: unknown) => {
    console.error(`The sandbox cannot start: ${messageOf(error)}`);
    process.exitCode = 1;
  });
}

function readSettings(): z.output<typeof settings> | undefined {
  try {
    const options = {
      port: { type: 'string' },
      partner: { type: 'string' },
      ledger: { type: 'string' },
    } as const;
    const { values } = parseArgs({ options });
    if (existsSync('.env')) process.loadEnvFile('.env');
    const { SANDBOX_ERA, SANDBOX_CUSTOMERS } = process.env;
    return settings.parse({
      ...values,
      SANDBOX_ERA: SANDBOX_ERA?.trim() || undefined,
      SANDBOX_CUSTOMERS: SANDBOX_CUSTOMERS?.trim() || undefined,
    });
  } catch (error) {
    const names = error instanceof z.ZodError ? error.issues.map(({ path }) => path.join('.')) : [];
    console.error(names.length > 0 ? `Not usable: ${names.join(', ')}.` : messageOf(error));
    return undefined;
  }
}

async function run({ port, partner, ledger, SANDBOX_ERA, SANDBOX_CUSTOMERS }: z.output<typeof settings>) {
  const sandbox = await startSandbox({
    port,
    customers: SANDBOX_CUSTOMERS,
    era: SANDBOX_ERA,
    partnerKind: partner,
    ledgerFile: ledger,
  });
  const { clientId, clientSecret, refreshToken } = sandbox.credentials;
  console.log(`Partner Center sandbox at ${sandbox.baseUrl} (${SANDBOX_ERA}, ${partner}, ${SANDBOX_CUSTOMERS} customers)

To point a bot at it:
PARTNER_CENTER_BASE_URL=${sandbox.baseUrl}
PARTNER_CENTER_TOKEN_URL=${sandbox.tokenUrl}
PARTNER_CENTER_CLIENT_ID=${clientId}
PARTNER_CENTER_CLIENT_SECRET=${clientSecret}
PARTNER_CENTER_REFRESH_TOKEN=${refreshToken}

What was confirmed: ${sandbox.baseUrl}/sandbox/ledger
Ctrl-C stops it.`);

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.stop());
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
