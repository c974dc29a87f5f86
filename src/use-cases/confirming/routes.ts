import type { Refusal } from '../../domain/confirming/refusal.ts';
import type { ConfirmationRoute } from '../../domain/confirming/route.ts';
import type { PartnerCenter } from '../ports/partner-center.ts';

/** What a route changes about Partner Center as the use cases see it. */
type Bend = (partnerCenter: PartnerCenter) => Partial<PartnerCenter>;

/** Refusals that say only that this partner may not ask, and nothing of the customer. */
const NOT_FOR_US: readonly Refusal[] = ['not-entitled', 'partner-agreement-missing', 'unexpected'];

/** How each route of confirming works. It is decided only here, so that no use case asks which route it is on. */
const ROUTES: Record<ConfirmationRoute, Bend> = {
  /**
   * The partner confirms. Where it may not ask whether the customer signed itself, the customer counts as not having
   * signed.
   */
  classic: (partnerCenter) => ({
    directAcceptance: async (...question) => {
      const read = await partnerCenter.directAcceptance(...question);
      const isNotForUs = read.kind === 'refused' && NOT_FOR_US.includes(read.reason);
      return isNotForUs ? { kind: 'read', value: false } : read;
    },
  }),
  /**
   * The customer accepts with Microsoft itself. Nothing is ever posted, and a refusal to say does not count as "not
   * signed".
   */
  direct: () => ({
    confirm: async () => ({ kind: 'refused', reason: 'retired', code: 'route-direct' }),
  }),
};

/** Returns Partner Center as a route of confirming lets the use cases see it. */
export function onRoute(route: ConfirmationRoute, partnerCenter: PartnerCenter): PartnerCenter {
  return { ...partnerCenter, ...ROUTES[route](partnerCenter) };
}
