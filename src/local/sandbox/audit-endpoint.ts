import { DateTime } from 'luxon';
import type { LedgerEntry } from './ledger.ts';
import { collection } from './reply.ts';
import { PARTNER } from './sample-partners.ts';
import { CREDENTIALS, PARTNER_TENANT } from './sign-in.ts';
import type { Handler } from './world.ts';

const LONGEST_AUDIT_DAYS = 90;
const USUAL_AUDIT_DAYS = 30;

/** `GET /v1/auditrecords`: what was confirmed since the sandbox first started. */
export const listAuditRecords: Handler = (call, world) => {
  const now = world.clock.now();
  const oldest = DateTime.fromJSDate(now, { zone: 'utc' }).minus({ days: LONGEST_AUDIT_DAYS });
  const asked = DateTime.fromISO(call.query.get('startDate') ?? '', { zone: 'utc' });
  const start = DateTime.max(
    oldest,
    asked.isValid ? asked : oldest.plus({ days: LONGEST_AUDIT_DAYS - USUAL_AUDIT_DAYS }),
  ).toMillis();
  const end = DateTime.fromISO(call.query.get('endDate') ?? '', { zone: 'utc' }).plus({ days: 1 });
  const until = end.isValid ? end.toMillis() : now.getTime() + 1;
  const records = world.ledger
    .entries()
    .filter(({ at }) => Date.parse(at) >= start && Date.parse(at) < until)
    .map((entry) => auditRecord(entry, nameOf(entry)))
    .filter(auditFilter(call.query.get('filter')));
  return collection(records, { attributes: { objectType: 'Collection' } });

  function nameOf({ customerId }: LedgerEntry): string {
    const found = world.directory.find(customerId);
    return found.kind === 'customer' ? found.customer.name : '';
  }
};

function auditRecord(entry: LedgerEntry, customerName: string) {
  const { customerId, templateId, dateAgreed, type, at } = entry;
  return {
    partnerId: PARTNER_TENANT,
    customerId,
    customerName,
    userPrincipalName: PARTNER.email,
    applicationId: entry.route === 'api' ? CREDENTIALS.clientId : 'Partner Center',
    resourceType: 'agreement',
    resourceNewValue: JSON.stringify({ TemplateId: templateId, DateAgreed: dateAgreed, Type: type }),
    operationType: 'create_agreement',
    operationDate: at,
    operationStatus: 'succeeded',
    customizedData: [],
    attributes: { objectType: 'AuditRecord' },
  };
}

/** `CompanyName` by part, the others as a whole; a filter that makes no sense finds nothing. */
function auditFilter(text: string | null): (record: ReturnType<typeof auditRecord>) => boolean {
  if (text === null) return () => true;
  const [, field, value] = /"Field"\s*:\s*"(\w+)".*?"Value"\s*:\s*"([^"]*)"/.exec(text) ?? [];
  return (record) => {
    if (field === 'CompanyName')
      return record.customerName.toLowerCase().includes((value ?? '').toLowerCase());
    if (field === 'CustomerId') return record.customerId === value?.toLowerCase();
    return field === 'ResourceType' && record.resourceType === value?.toLowerCase();
  };
}
