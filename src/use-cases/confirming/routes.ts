import type { Refusal } from '../../domain/confirming/refusal.ts';
import type { ConfirmationRoute } from '../../domain/confirming/route.ts';
import type { PartnerCenter } from '../ports/partner-center.ts';

/** What a route changes of Partner Center as the use cases see it. */
type Bend = (partnerCenter: PartnerCenter) => Partial<PartnerCenter>;

/** The service does not answer this question to us, and says nothing of the customer by that. */
const NOT_FOR_US: readonly Refusal[] = ['not-entitled', 'partner-agreement-missing', 'unexpected'];

/** How each route of confirming works: here alone, so that no use case asks which one it is on. */
const ROUTES: Record<ConfirmationRoute, Bend> = {
  /** The partner states it. Who may not ask whether the customer signed itself takes it that it did not. */
  classic: (partnerCenter) => ({
    directAcceptance: async (...question) => {
      const read = await partnerCenter.directAcceptance(...question);
      const isNotForUs = read.kind === 'refused' && NOT_FOR_US.includes(read.reason);
      return isNotForUs ? { kind: 'read', value: false } : read;
    },
  }),
  /** The customer accepts with Microsoft itself: nothing is ever posted, and a refusal to tell is not taken for a no. */
  direct: () => ({
    confirm: async () => ({ kind: 'refused', reason: 'retired', code: 'route-direct' }),
  }),
};

/** Returns Partner Center as a route of confirming lets the use cases see it. */
export function onRoute(route: ConfirmationRoute, partnerCenter: PartnerCenter): PartnerCenter {
  return { ...partnerCenter, ...ROUTES[route](partnerCenter) };
}
