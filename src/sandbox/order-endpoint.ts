import { randomUUID } from 'node:crypto';
import { ownCustomerOf } from './customer-endpoints.ts';
import { classicError } from './reply.ts';
import type { Handler } from './world.ts';

/** `POST /v1/customers/{id}/orders` and a change of seats: what an unconfirmed customer cannot do. */
export const orderOrChangeSeats: Handler = (call, world) => {
  const found = ownCustomerOf(call, world);
  if ('status' in found) return found;
  const { agreementType } = world.rules;
  const isConfirmed = world.directory.agreements(found.customer).some(({ type }) => type === agreementType);
  if (!isConfirmed && !world.directory.acceptedDirectly(found.customer)) {
    return classicError(403, 13605, 'The customer’s acceptance of the agreement has not been confirmed.');
  }
  return {
    status: 201,
    json: { id: randomUUID(), referenceCustomerId: found.customer.id, status: 'completed' },
  };
};
