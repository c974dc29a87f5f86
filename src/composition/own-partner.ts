import type { Config } from '../config.ts';
import type { OpenDatabase } from '../database/database.ts';
import { markPartner } from '../database/core/partner-mark.ts';
import { StartError } from '../database/core/start-error.ts';
import { partnerCenterIdentity, type PartnerIdentity } from '../domain/customers/partner-identity.ts';
import { TOKEN_PATH } from '../local/sandbox/api.ts';
import { CREDENTIALS } from '../local/sandbox/sign-in.ts';

/** The sandbox beside the bot: one partner, whatever its era and wherever it listens. */
const SANDBOX = { ...CREDENTIALS, baseUrl: 'http://localhost', tokenUrl: `http://localhost${TOKEN_PATH}` };

/** Returns whose data the settings are about. */
export function partnerOf({ registration, partnerCenter }: Config): PartnerIdentity {
  return {
    botTenant: registration?.tenantId.toLowerCase() ?? '',
    partnerCenter: partnerCenterIdentity(partnerCenter ?? SANDBOX),
  };
}

/**
 * Marks the database as this partner's. Throws StartError when it is another's: two partners' bots on one database would
 * take each other's customers for gone, and confirm for each other.
 */
export async function claimDatabase(
  config: Config,
  { secrets }: Pick<OpenDatabase, 'secrets'>,
): Promise<void> {
  const others = await markPartner(secrets, partnerOf(config));
  if (others === undefined) return;
  throw new StartError(
    `This database holds another partner's data (other than at its first start: ${others}): set DATABASE_URL or ` +
      'DATA_DIR to a database of its own for each partner, or write these settings as they were',
  );
}
