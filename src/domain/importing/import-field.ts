/** What a column of an import can hold. The first three all say which customer is meant. */
export const IMPORT_FIELDS = [
  'customerId',
  'customer',
  'domain',
  'acceptanceDate',
  'firstName',
  'lastName',
  'fullName',
  'email',
  'phoneNumber',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];
