import type { Trust } from '../../bot/endpoint/trust.ts';

/** Every tenant, and the stand-ins for Teams on this machine. */
export const LOCAL_TRUST: Trust = {
  allowedTenantIds: undefined,
  allowedServiceHosts: new Set(['127.0.0.1', 'localhost']),
};
