import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { jsonIn } from '../../domain/text/json-in.ts';
import { ownCustomerOf } from './customer-endpoints.ts';
import { classicError, type Reply } from './reply.ts';
import type { SampleCustomer } from './sample-customers.ts';
import type { Handler, World } from './world.ts';

const change = z.record(z.string(), z.unknown());

/** `POST /v1/customers/{id}/orders`: what an unconfirmed customer cannot do while the gate is on. */
export const placeOrder: Handler = (call, world) => {
  const found = ownCustomerOf(call, world);
  if ('status' in found) return found;
  return (
    refusedByGate(found.customer, world) ?? {
      status: 201,
      json: { id: randomUUID(), referenceCustomerId: found.customer.id, status: 'completed' },
    }
  );
};

/** `PATCH /v1/customers/{id}/subscriptions/{sid}`: seats are like an order, another name or state is not. */
export const changeSubscription: Handler = (call, world) => {
  const found = ownCustomerOf(call, world);
  if ('status' in found) return found;
  const changed = change.safeParse(jsonIn(call.body)).data;
  if (!changed) return classicError(400, 2000, 'The body is not a subscription.');
  const refused = 'quantity' in changed ? refusedByGate(found.customer, world) : undefined;
  return refused ?? { status: 200, json: { status: 'active', ...changed, id: call.params['sid'] } };
};

function refusedByGate(customer: SampleCustomer, world: World): Reply | undefined {
  const { rules, directory, orderGate, clock } = world;
  const isConfirmed = directory.agreements(customer).some(({ type }) => type === rules.agreementType);
  if (!orderGate.isOn || isConfirmed || directory.acceptedDirectly(customer, clock.now())) return undefined;
  return classicError(403, 13605, 'The customer’s acceptance of the agreement has not been confirmed.');
}
