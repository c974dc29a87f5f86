import { confirmAgreement, listAgreements, listTemplates, readDirectStatus } from './agreement-endpoints.ts';
import { listAuditRecords } from './audit-endpoint.ts';
import { deleteCustomer, listCustomers, readCustomer } from './customer-endpoints.ts';
import type { Endpoint } from './faults.ts';
import { changeSubscription, placeOrder } from './order-endpoint.ts';
import { listRelationships, listRelationshipsOfCustomer, readProfile } from './partner-endpoints.ts';
import type { Handler } from './world.ts';

export interface Route {
  method: string;
  path: string;
  endpoint: Endpoint;
  handler: Handler;
  /** Whether a token of the app alone is enough. */
  appOnly?: true;
  /** Whether it is about agreements, which an indirect reseller may not touch. */
  agreements?: true;
}

/** Everything the sandbox answers, below `/v1`. */
const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/customers', endpoint: 'customers', handler: listCustomers, appOnly: true },
  { method: 'GET', path: '/customers/:id', endpoint: 'customer', handler: readCustomer, appOnly: true },
  { method: 'DELETE', path: '/customers/:id', endpoint: 'customer', handler: deleteCustomer },
  { method: 'GET', path: '/agreements', endpoint: 'template', handler: listTemplates, agreements: true },
  {
    method: 'GET',
    path: '/customers/:id/agreements',
    endpoint: 'agreements',
    handler: listAgreements,
    agreements: true,
  },
  {
    method: 'POST',
    path: '/customers/:id/agreements',
    endpoint: 'confirm',
    handler: confirmAgreement,
    agreements: true,
  },
  {
    method: 'GET',
    path: '/customers/:id/directSignedMicrosoftCustomerAgreementStatus',
    endpoint: 'direct-acceptance',
    handler: readDirectStatus,
    agreements: true,
  },
  { method: 'GET', path: '/relationships', endpoint: 'relationships', handler: listRelationships },
  {
    method: 'GET',
    path: '/customers/:id/relationships',
    endpoint: 'relationships',
    handler: listRelationshipsOfCustomer,
  },
  { method: 'GET', path: '/profiles/:profile', endpoint: 'profile', handler: readProfile },
  { method: 'GET', path: '/auditrecords', endpoint: 'audit', handler: listAuditRecords, appOnly: true },
  { method: 'POST', path: '/customers/:id/orders', endpoint: 'order', handler: placeOrder },
  {
    method: 'PATCH',
    path: '/customers/:id/subscriptions/:sid',
    endpoint: 'order',
    handler: changeSubscription,
  },
];

/** The route of a call and the parts of its path that vary; undefined when the service knows no such call. */
export function routeOf(
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  const given = path.split('/');
  for (const route of ROUTES) {
    const pattern = `/v1${route.path}`.split('/');
    const fits = pattern.length === given.length && route.method === method;
    if (!fits || !pattern.every((part, place) => part.startsWith(':') || part === given[place])) continue;
    const named = pattern.flatMap((part, place) =>
      part.startsWith(':') ? [[part.slice(1), given[place]!]] : [],
    );
    return { route, params: Object.fromEntries(named) as Record<string, string> };
  }
  return undefined;
}
