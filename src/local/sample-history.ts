import { mixed, sampleId } from './sandbox/sample-ids.ts';
import { sampleCustomer } from './sandbox/sample-customers.ts';

/** A sample customer's past with this partner, before the trial began. */
export interface SampleHistory {
  id: string;
  name: string;
  domain: string;
  waitedDays: number;
  /** The person who asked it to accept, and how many days ago. */
  asked?: { by: { id: string; name: string }; days: number };
}

const LONGEST_WAIT_DAYS = 120;
/** Invented colleagues, with ids that Entra never gives. */
const COLLEAGUES = [
  { id: '00000000-5a3d-4b1e-9c00-000000000001', name: 'Camille Durand' },
  { id: '00000000-5a3d-4b1e-9c00-000000000002', name: 'Noor Haddad' },
];

/** Returns the past of the sample customers: they wait 0 to 120 days, and every fifth was asked meanwhile. */
export function sampleHistory(customers: number): SampleHistory[] {
  return Array.from({ length: customers }, (_, index) => {
    const { name, domain } = sampleCustomer(index);
    const waitedDays = mixed(index, 60) % (LONGEST_WAIT_DAYS + 1);
    const by = COLLEAGUES[mixed(index, 61) % COLLEAGUES.length]!;
    const wasAsked = mixed(index, 62) % 5 === 0;
    return {
      ...{ id: sampleId(index), name, domain, waitedDays },
      ...(wasAsked && { asked: { by, days: mixed(index, 63) % (Math.min(14, waitedDays) + 1) } }),
    };
  });
}
