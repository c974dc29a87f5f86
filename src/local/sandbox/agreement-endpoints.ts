import { createHash } from 'node:crypto';
import type { KnownAgreement } from './directory.ts';
import { ownCustomerOf } from './customer-endpoints.ts';
import { checkConfirmation } from './confirmation-checks.ts';
import { templateOf } from './era.ts';
import type { LedgerEntry } from './ledger.ts';
import { agreementError, collection, type Reply } from './reply.ts';
import { USER_ID } from './sign-in.ts';
import type { ApiCall, Handler, World } from './world.ts';

/** How far behind a lagging list is unless told otherwise. */
const LAG_MS = 4_000;
const REQUEST_IDS_KEPT_MS = 24 * 60 * 60_000;

/** `GET /v1/agreements` */
export const listTemplates: Handler = (call, { rules }) => {
  const items = rules.templates.filter(({ agreementType }) =>
    wantsType(call, rules.filtersByType, agreementType),
  );
  return collection(items, {
    links: { self: { uri: '/agreements', method: 'GET', headers: [] } },
    attributes: { objectType: 'Collection' },
  });
};

/** `GET /v1/customers/{id}/agreements` */
export const listAgreements: Handler = async (call, world) => {
  const found = ownCustomerOf(call, world);
  if ('status' in found) return found;
  const lag = world.faults.takeWithin('lagging-list', 'agreements', found.customer.id);
  const until = lag ? world.clock.now().getTime() - (lag.delayMs ?? LAG_MS) : Infinity;
  const agreements = world.directory
    .agreements(found.customer, until)
    .filter(({ type }) => wantsType(call, world.rules.filtersByType, type));
  await world.ledger.flushed();
  if (
    agreements.length === 0 &&
    world.faults.takeWithin('no-agreements-as-error', 'agreements', found.customer.id)
  ) {
    return { ...agreementError(600009, 'AgreementNotFound', 'No agreement is recorded.'), status: 404 };
  }
  const oldestFirst = world.rules.agreementType === 'MicrosoftCustomerAgreement';
  return collection((oldestFirst ? agreements : agreements.reverse()).map(asListed));
};

/** `POST /v1/customers/{id}/agreements` */
export const confirmAgreement: Handler = async (call, world) => {
  const found = ownCustomerOf(call, world);
  if ('status' in found) return found;
  const { customer } = found;
  const requestId = requestIdOf(call);
  const bodyHash = createHash('sha256').update(call.body).digest('hex');
  const before = requestId === null ? undefined : world.ledger.byRequest(requestId);
  if (before && isSameRequest(before, customer.id, bodyHash, world)) {
    await world.ledger.flushed();
    return created(before);
  }
  const checked = checkConfirmation(call.body, world.directory.agreements(customer), world);
  if ('status' in checked) return checked;
  const entry: LedgerEntry = {
    kind: 'agreement',
    at: world.clock.now().toISOString(),
    route: 'api',
    customerId: customer.id,
    ...checked,
    userId: USER_ID,
    requestId,
    bodyHash,
  };
  await world.ledger.append(entry);
  return created(entry);
};

/** `GET /v1/customers/{id}/directSignedMicrosoftCustomerAgreementStatus` */
export const readDirectStatus: Handler = (call, world) => {
  const found = ownCustomerOf(call, world);
  if ('status' in found) return found;
  return {
    status: 200,
    json: { isSigned: world.directory.acceptedDirectly(found.customer, world.clock.now()) },
  };
};

/** Without the parameter only the Cloud Agreement counts; the first era has no parameter at all. */
function wantsType(call: ApiCall, filters: boolean, type: string): boolean {
  if (!filters) return true;
  const wanted = call.query.get('agreementType') ?? 'MicrosoftCloudAgreement';
  return wanted === '*' || wanted === type;
}

function isSameRequest(before: LedgerEntry, customerId: string, bodyHash: string, world: World): boolean {
  const isFresh = world.clock.now().getTime() - Date.parse(before.at) < REQUEST_IDS_KEPT_MS;
  const isSame = isFresh && before.customerId === customerId && before.bodyHash === bodyHash;
  return isSame && !world.faults.takeWithin('forget-request-id', 'confirm', customerId);
}

function requestIdOf(call: ApiCall): string | null {
  const header = call.headers['ms-requestid'];
  return typeof header === 'string' && header !== '' ? header : null;
}

function created(entry: LedgerEntry): Reply {
  return {
    status: 201,
    json: {
      userId: entry.userId,
      primaryContact: entry.contact,
      templateId: entry.templateId,
      dateAgreed: `${entry.dateAgreed}T00:00:00.000Z`,
      type: entry.type,
    },
  };
}

/** Read back, dates have no zone. */
function asListed({ contact, templateId, dateAgreed, type }: KnownAgreement) {
  return {
    primaryContact: contact,
    templateId,
    dateAgreed: `${dateAgreed}T00:00:00`,
    type,
    agreementLink: templateOf(templateId)?.agreementLink,
  };
}
