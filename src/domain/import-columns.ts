import type { Language } from './language.ts';
import { searchable } from './customer.ts';
import type { TableRow } from './import-table.ts';

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

/** One of the fields that say which customer is meant is needed as well. */
const NEEDED = ['acceptanceDate', 'firstName', 'lastName', 'email'] as const satisfies ImportField[];
const CUSTOMER = ['customerId', 'customer', 'domain'] as const satisfies ImportField[];
export type NeededColumn = 'customer' | (typeof NEEDED)[number];

/** Where each field stands in a row, by index. */
export type Columns = Partial<Record<ImportField, number>> & {
  /** Where a phone number stands as well, as « Mobile » beside « Phone »: the first one filled in counts. */
  otherPhones?: readonly number[];
};

export type ColumnsFound =
  | { kind: 'found'; columns: Columns; header: number }
  | { kind: 'missing'; fields: NeededColumn[] }
  /** One column holds first and last name, which nobody can part for sure. */
  | { kind: 'full-name' }
  /** The titles of the two columns that mean the same. */
  | { kind: 'twice'; names: string[] };

/** A phone number is free text that may be left out, and nobody looks at a full name. */
const MAY_BE_TWICE: ReadonlySet<ImportField> = new Set(['fullName', 'phoneNumber']);

/** The titles of a template, in its order, as `findColumns` knows them again. */
export const TEMPLATE_FIELDS = [
  'customer',
  'customerId',
  'acceptanceDate',
  'firstName',
  'lastName',
  'email',
  'phoneNumber',
] as const satisfies ImportField[];

export const TEMPLATE_TITLES: Readonly<
  Record<Language, Readonly<Record<(typeof TEMPLATE_FIELDS)[number], string>>>
> = {
  en: {
    customer: 'Customer',
    customerId: 'Customer tenant ID',
    acceptanceDate: 'Date of acceptance',
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail',
    phoneNumber: 'Phone',
  },
  fr: {
    customer: 'Client',
    customerId: 'ID de locataire du client',
    acceptanceDate: 'Date d’acceptation',
    firstName: 'Prénom',
    lastName: 'Nom',
    email: 'E-mail',
    phoneNumber: 'Téléphone',
  },
};

/**
 * Finds the header among rows, by the names of its columns in either language; case, accents, blanks, punctuation and
 * what stands in brackets do not matter. A title or a word of explanation may come before it. Columns nobody knows are
 * left alone.
 */
export function findColumns(rows: readonly TableRow[]): ColumnsFound {
  let best: { known: [ImportField, number][]; header: number; titles: string[] } | undefined;
  for (const row of rows) {
    const titles = row.cells.map((cell) => cell?.text ?? '');
    const known = titles.flatMap((title, place): [ImportField, number][] => {
      const field = fieldNamed(title);
      return field ? [[field, place]] : [];
    });
    if (!best || known.length > best.known.length) best = { known, header: row.number, titles };
  }
  if (!best || best.known.length === 0) return { kind: 'missing', fields: ['customer', ...NEEDED] };
  const { known, header, titles } = best;
  const placesOf = (field: ImportField) => known.filter(([each]) => each === field).map(([, place]) => place);
  const twice = IMPORT_FIELDS.filter((field) => !MAY_BE_TWICE.has(field)).find(
    (field) => placesOf(field).length > 1,
  );
  if (twice) {
    const names = placesOf(twice).slice(0, 2);
    return { kind: 'twice', names: names.map((place) => titles[place] ?? '') };
  }
  const [phoneNumber, ...otherPhones] = placesOf('phoneNumber');
  const columns: Columns = {
    ...Object.fromEntries(known),
    ...(phoneNumber !== undefined && { phoneNumber }),
    ...(otherPhones.length > 0 && { otherPhones }),
  };
  const missing: NeededColumn[] = [
    ...(CUSTOMER.some((field) => field in columns) ? [] : (['customer'] as const)),
    ...NEEDED.filter((field) => !(field in columns)),
  ];
  const namesMissing = missing.includes('firstName') || missing.includes('lastName');
  if (namesMissing && 'fullName' in columns) return { kind: 'full-name' };
  return missing.length > 0 ? { kind: 'missing', fields: missing } : { kind: 'found', columns, header };
}

/** What a column of this name holds; undefined when nobody knows. */
export function fieldNamed(title: string): ImportField | undefined {
  return FIELD_BY_NAME.get(folded(title));
}

const folded = (title: string) => searchable(title.replace(/\([^()]*\)|\[[^[\]]*\]/g, ' '));

/** Written folded. */
const NAMES: Readonly<Record<ImportField, readonly string[]>> = {
  customerId: [
    'customer id',
    'customer tenant id',
    'customer tenant',
    'customertenantid',
    'customerid',
    'microsoft id',
    'tenant id',
    'tenantid',
    'tenant',
    'id client',
    'id du client',
    'id du locataire',
    'id de locataire',
    'id locataire',
    'id de locataire du client',
    'id du locataire du client',
    'id tenant',
    'identifiant client',
    'identifiant du client',
    'identifiant du locataire',
    'identifiant de locataire',
  ],
  customer: [
    'customer',
    'customer name',
    'customername',
    'company',
    'company name',
    'companyname',
    'organization',
    'organisation',
    'organization name',
    'organisation name',
    'client',
    'nom client',
    'nom du client',
    'societe',
    'entreprise',
    'raison sociale',
    'nom de la societe',
    'nom de l entreprise',
    'nom de l organisation',
  ],
  domain: [
    'domain',
    'domain name',
    'customer domain',
    'primary domain',
    'primary domain name',
    'default domain',
    'domaine',
    'nom de domaine',
    'domaine client',
    'domaine du client',
    'domaine principal',
  ],
  acceptanceDate: [
    'date',
    'acceptance date',
    'acceptancedate',
    'date of acceptance',
    'accepted on',
    'acceptance',
    'agreement date',
    'date agreed',
    'dateagreed',
    'mca date',
    'mca acceptance date',
    'date signed',
    'date d acceptation',
    'date acceptation',
    'date d accord',
    'date de l acceptation',
    'date d acceptation du mca',
    'date de signature',
    'accepte le',
    'date mca',
  ],
  firstName: [
    'first name',
    'firstname',
    'given name',
    'givenname',
    'forename',
    'contact first name',
    'first name of contact',
    'prenom',
    'prenom du contact',
    'prenom contact',
  ],
  lastName: [
    'last name',
    'lastname',
    'surname',
    'family name',
    'familyname',
    'contact last name',
    'last name of contact',
    'nom',
    'nom de famille',
    'nom du contact',
    'nom contact',
  ],
  fullName: [
    'name',
    'full name',
    'fullname',
    'contact',
    'contact name',
    'contact person',
    'primary contact',
    'signer',
    'signatory',
    'nom complet',
    'nom et prenom',
    'nom prenom',
    'prenom et nom',
    'prenom nom',
    'personne de contact',
    'signataire',
  ],
  email: [
    'email',
    'e mail',
    'mail',
    'email address',
    'e mail address',
    'emailaddress',
    'mail address',
    'contact email',
    'contact e mail',
    'courriel',
    'adresse email',
    'adresse e mail',
    'adresse mail',
    'adresse electronique',
    'adresse de courriel',
    'email du contact',
    'e mail du contact',
    'courriel du contact',
    'mel',
  ],
  phoneNumber: [
    'phone',
    'phone number',
    'phonenumber',
    'telephone',
    'telephone number',
    'tel',
    'mobile',
    'mobile phone',
    'contact phone',
    'no de telephone',
    'n de telephone',
    'numero de telephone',
    'telephone du contact',
    'portable',
  ],
};

const FIELD_BY_NAME: ReadonlyMap<string, ImportField> = new Map(
  IMPORT_FIELDS.flatMap((field) => NAMES[field].map((name): [string, ImportField] => [name, field])),
);
