import { differences, type PartnerIdentity } from '../../domain/customers/partner-identity.ts';
import { PARTNER_MARK, type SecretStore } from '../encryption/secret-store.ts';

/** The settings that say who a partner is. */
const NAMES: Readonly<Record<keyof PartnerIdentity, string>> = {
  botTenant: 'MicrosoftAppTenantId',
  partnerCenter: "Partner Center's account (PARTNER_CENTER_BASE_URL, PARTNER_CENTER_TOKEN_URL)",
};

/**
 * Marks a database as this partner's, at the first start with it. Returns, in words for a person, which settings differ
 * from those of the partner whose mark it has; undefined when it is this partner's. Two processes that start at once agree.
 */
export async function markPartner(
  secrets: SecretStore,
  partner: PartnerIdentity,
): Promise<string | undefined> {
  await secrets.writeFirst(PARTNER_MARK, JSON.stringify(partner));
  const kept = JSON.parse((await secrets.read(PARTNER_MARK)) ?? '{}') as PartnerIdentity;
  const others = differences(kept, partner);
  if (others.length > 0) return others.map((part) => NAMES[part]).join(' and ');
  if (kept.botTenant === '' && partner.botTenant !== '') {
    await secrets.write(PARTNER_MARK, JSON.stringify(partner));
  }
  return undefined;
}
