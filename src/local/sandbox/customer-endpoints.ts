import { z } from 'zod';
import { jsonIn } from '../../domain/text/json-in.ts';
import type { CustomerFilter } from './directory.ts';
import type { SampleCustomer } from './sample-customers.ts';
import { classicError, collection, type Reply } from './reply.ts';
import type { ApiCall, Handler, World } from './world.ts';

const LARGEST_PAGE = 500;

const filterText = z.object({
  Field: z.enum(['CompanyName', 'Domain', 'IndirectReseller']),
  Value: z.string(),
  Operator: z.literal('starts_with'),
});

const continuationText = z.object({
  from: z.number().int().nonnegative(),
  size: z.number().int().positive(),
  filter: z
    .object({ field: z.enum(['CompanyName', 'Domain', 'IndirectReseller']), value: z.string() })
    .nullable(),
});
type Continuation = z.output<typeof continuationText>;

/** `GET /v1/customers` */
export const listCustomers: Handler = (call, world) => {
  const wanted = wantedPage(call, world);
  if (!wanted) return classicError(400, 3000, 'A property of the query is not valid.');
  const { from, size, filter } = wanted;
  const short = from === 0 && world.faults.takeWithin('short-list', 'customers');
  const page = world.directory.page(from, size, filter);
  const { customers, next } = short
    ? { customers: page.customers.slice(0, short.listed ?? 0), next: null }
    : page;
  const items = customers.map((customer) => listItem(customer, 'reseller'));
  const self = { uri: `/customers?size=${size}`, method: 'GET', headers: [] };
  const attributes = { objectType: 'Collection' };
  if (next === null) return collection(items, { links: { self }, attributes });
  const token = written({ from: next, size, filter });
  const headers = [{ key: 'MS-ContinuationToken', value: token }];
  const nextLink = { uri: `/customers?size=${size}&seekOperation=Next`, method: 'GET', headers };
  return collection(items, { links: { self, next: nextLink }, continuationToken: token, attributes });
};

/** `GET /v1/customers/{id}` */
export const readCustomer: Handler = (call, world) => {
  const found = customerOf(call, world);
  if ('status' in found) return found;
  const { customer, hasRelationship } = found;
  const { firstName, lastName, email } = customer.contact;
  const address = { country: customer.country, firstName, lastName };
  const billingProfile = {
    ...{ firstName, lastName, email, culture: customer.culture, language: customer.culture.slice(0, 2) },
    companyName: customer.name,
    defaultAddress: address,
    attributes: { objectType: 'CustomerBillingProfile' },
  };
  const item = listItem(customer, hasRelationship ? 'reseller' : 'none');
  return {
    status: 200,
    json: { ...item, commerceId: customer.id, billingProfile, allowDelegatedAccess: true, customDomains: [] },
  };
};

/** `DELETE /v1/customers/{id}`: only a sandbox of Microsoft's knows it. */
export const deleteCustomer: Handler = async (call, world) => {
  const found = customerOf(call, world);
  if ('status' in found) return found;
  const at = world.clock.now().toISOString();
  await world.ledger.append({ kind: 'customer-left', at, customerId: found.customer.id });
  return { status: 204 };
};

/** The customer a path names, or the answer when there is none. */
function customerOf(
  call: ApiCall,
  world: World,
): { customer: SampleCustomer; hasRelationship: boolean } | Reply {
  const id = call.params['id'] ?? '';
  if (!z.guid().safeParse(id).success) return classicError(400, 900118, 'The customer id is not valid.');
  const found = world.directory.find(id);
  return found.kind === 'customer' ? found : classicError(404, 60003, 'There is no tenant with this id.');
}

/** Like `customerOf`, for what needs the customer to be this partner's. */
export function ownCustomerOf(call: ApiCall, world: World): { customer: SampleCustomer } | Reply {
  const found = customerOf(call, world);
  if ('status' in found || found.hasRelationship) return found;
  return classicError(403, 20002, 'This partner has no relationship with the customer.');
}

function listItem(customer: SampleCustomer, relationshipToPartner: string) {
  const { id, domain, name } = customer;
  const companyProfile = {
    ...{ tenantId: id, domain, companyName: name },
    attributes: { objectType: 'CustomerCompanyProfile' },
  };
  return { id, companyProfile, relationshipToPartner, attributes: { objectType: 'Customer' } };
}

function wantedPage(call: ApiCall, world: World): Continuation | undefined {
  const token = call.headers['ms-continuationtoken'];
  if (typeof token === 'string' && call.query.get('seekOperation') === 'Next') {
    return world.faults.takeWithin('continuation-refused', 'customers') ? undefined : readBack(token);
  }
  const size = Number(call.query.get('size') ?? 0);
  if (!Number.isInteger(size) || size < 0 || call.query.get('seekOperation') === 'Next') return undefined;
  const filter = filterOf(call.query.get('filter'));
  if (filter === undefined) return undefined;
  // A size of 0 asks for everything; that too comes in pages.
  return { from: 0, size: size === 0 ? LARGEST_PAGE : Math.min(size, LARGEST_PAGE), filter };
}

/** Null without a filter, undefined for one that makes no sense. */
function filterOf(text: string | null): CustomerFilter | null | undefined {
  if (text === null) return null;
  const filter = filterText.safeParse(jsonIn(text)).data;
  return filter && { field: filter.Field, value: filter.Value.toLowerCase() };
}

function written(continuation: Continuation): string {
  return Buffer.from(JSON.stringify(continuation)).toString('base64');
}

function readBack(token: string): Continuation | undefined {
  return continuationText.safeParse(jsonIn(Buffer.from(token, 'base64').toString())).data;
}
