import type { Config } from '../config.ts';
import type { OpenDatabase } from '../database/database.ts';
import { markPartner } from '../database/core/partner-mark.ts';
import { StartError } from '../database/core/start-error.ts';
import { partnerCenterIdentity, type PartnerIdentity } from '../domain/customers/partner-identity.ts';

/** Returns the partner that the settings name. */
export async function partnerOf({ registration, partnerCenter }: Config): Promise<PartnerIdentity> {
  return {
    botTenant: registration?.tenantId.toLowerCase() ?? '',
    partnerCenter: partnerCenterIdentity(partnerCenter ?? (await sandboxPartner())),
  };
}

async function sandboxPartner() {
  const { SANDBOX_PARTNER } = await import('../local/sandbox-partner.ts');
  return SANDBOX_PARTNER;
}

/**
 * Marks the database as this partner's. Throws StartError when it is another partner's: the bots of two partners on one
 * database would each count the other's customers as left, and confirm for each other.
 */
export async function claimDatabase(
  config: Config,
  { secrets }: Pick<OpenDatabase, 'secrets'>,
): Promise<void> {
  const others = await markPartner(secrets, await partnerOf(config));
  if (others === undefined) return;
  throw new StartError(
    `This database holds another partner's data (other than at its first start: ${others}): set DATABASE_URL or ` +
      'DATA_DIR to a database of its own for each partner, or write these settings as they were',
  );
}
