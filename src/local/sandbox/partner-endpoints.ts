import { ownCustomerOf } from './customer-endpoints.ts';
import { classicError, collection } from './reply.ts';
import { PARTNER, RESELLERS, resellerOf, type SampleReseller } from './sample-partners.ts';
import { PARTNER_TENANT } from './sign-in.ts';
import type { Handler } from './world.ts';

/** `GET /v1/relationships` */
export const listRelationships: Handler = (call, { partnerKind }) => {
  const type = call.query.get('relationship_type');
  if (type === 'IsIndirectResellerOf' && partnerKind === 'reseller') return collection([]);
  if (type !== 'IsIndirectCloudSolutionProviderOf' || partnerKind !== 'provider') {
    return classicError(403, 1002, 'This kind of partner may not ask for that.');
  }
  return collection(RESELLERS.map((reseller) => ({ ...relationship(reseller), state: 'Active' })));
};

/** `GET /v1/customers/{id}/relationships` */
export const listRelationshipsOfCustomer: Handler = (call, world) => {
  const found = ownCustomerOf(call, world);
  if ('status' in found) return found;
  const reseller = world.partnerKind === 'provider' ? resellerOf(found.customer.index) : undefined;
  return collection(reseller ? [relationship(reseller)] : []);
};

/** `GET /v1/profiles/{mpn, organization, legalbusiness}` */
export const readProfile: Handler = (call) => {
  const { companyName, domain, email, culture, language, address, mpnId } = PARTNER;
  switch (call.params['profile'] ?? '') {
    case 'mpn': {
      const wanted = call.query.get('mpnId') ?? mpnId;
      const partner = [{ mpnId, name: companyName }, ...RESELLERS].find((each) => each.mpnId === wanted);
      if (!partner) return classicError(404, 3000, 'There is no partner with this id.');
      return { status: 200, json: { mpnId: wanted, partnerName: partner.name, profileType: 'MpnProfile' } };
    }
    case 'organization': {
      const names = { id: PARTNER_TENANT, tenantId: PARTNER_TENANT, companyName, domain };
      const json = { ...names, email, culture, language, defaultAddress: address };
      return { status: 200, json: { ...json, profileType: 'OrganizationProfile' } };
    }
    case 'legalbusiness': {
      const json = { companyName, address, vettingStatus: 'Authorized', profileType: 'LegalBusinessProfile' };
      return { status: 200, json };
    }
    default:
      return classicError(404, 1000, 'There is no such profile.');
  }
};

function relationship({ id, name, mpnId }: SampleReseller) {
  return {
    ...{ id, name, mpnId, relationshipType: 'is_indirect_cloud_solution_provider_of' },
    attributes: { objectType: 'PartnerRelationship' },
  };
}
