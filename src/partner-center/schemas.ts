import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Agreement, AgreementTemplate } from '../domain/confirming/agreement.ts';
import type { CalendarDate } from '../domain/time/calendar-date.ts';
import type { ListedCustomer, Reseller } from '../domain/customers/customer.ts';

/** A page of the partner's customers; `next` is the continuation token, null on the last page. */
export interface CustomerPage {
  customers: ListedCustomer[];
  next: string | null;
}

/** A reseller as the service describes it. */
export interface PartnerReseller extends Reseller {
  mpnId: string | null;
}

/** The partner this bot acts for. */
export interface PartnerProfile {
  tenantId: string;
  companyName: string;
}

const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

/** Collections come wrapped in `items` or as a bare array; nothing else about them can be relied on. */
function collectionOf<Item extends z.ZodType>(item: Item) {
  return z
    .union([z.array(item), z.object({ items: z.array(item) })])
    .transform((collection): z.output<Item>[] => (Array.isArray(collection) ? collection : collection.items));
}

const customer = z
  .object({
    id: z.string().min(1),
    companyProfile: z.object({ companyName: optionalText, domain: optionalText }).nullish(),
  })
  .transform(({ id, companyProfile }): ListedCustomer => {
    const domain = companyProfile?.domain ?? '';
    return { id, name: companyProfile?.companyName || domain || id, domain };
  });

const links = z.object({
  next: z.object({ headers: z.array(z.object({ key: z.string(), value: z.string() })).nullish() }).nullish(),
});

const wrappedCustomers = z.object({
  items: z.array(customer),
  continuationToken: z.string().nullish(),
  links: links.nullish(),
});

/** `GET /customers`. */
export const customerPage = z.union([
  z.array(customer).transform((customers): CustomerPage => ({ customers, next: null })),
  wrappedCustomers.transform((page): CustomerPage => ({ customers: page.items, next: nextToken(page) })),
]);

/** Links without `next` mean the last page, whatever token is still there. */
function nextToken(page: z.output<typeof wrappedCustomers>): string | null {
  if (page.links && !page.links.next) return null;
  const header = page.links?.next?.headers?.find(({ key }) => key.toLowerCase() === 'ms-continuationtoken');
  return header?.value || page.continuationToken || null;
}

/** Dates come with and without zone; without one they are UTC. */
const agreedOn = z.string().transform((text, context): CalendarDate => {
  const day = DateTime.fromISO(text, { zone: 'utc' });
  if (day.isValid) return day.toFormat('yyyy-MM-dd');
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});

const contact = z.object({
  firstName: optionalText,
  lastName: optionalText,
  email: optionalText,
  phoneNumber: optionalText,
});

/**
 * What a confirmation answers: the agreement as it was written. Its type follows from the template where it is not named.
 */
export const writtenAgreement = z.object({
  type: optionalText,
  templateId: optionalText,
  dateAgreed: agreedOn,
  primaryContact: contact,
});

/** `GET /customers/{id}/agreements`. */
export const agreements = collectionOf(
  z
    .object({
      type: z.string(),
      templateId: optionalText,
      dateAgreed: agreedOn,
      primaryContact: contact.nullish(),
    })
    .transform(({ primaryContact, ...agreement }): Agreement => ({
      ...agreement,
      primaryContact: primaryContact ?? { firstName: '', lastName: '', email: '', phoneNumber: '' },
    })),
);

/** `GET /agreements`. The resource page calls the type `type`, the wire `agreementType`. */
export const templates = collectionOf(
  z
    .object({
      templateId: z.string().min(1),
      agreementType: z.string().nullish(),
      type: z.string().nullish(),
      agreementLink: z.string().nullish(),
      versionRank: z.number().nullish(),
    })
    .transform((template): AgreementTemplate => ({
      templateId: template.templateId,
      agreementType: template.agreementType ?? template.type ?? '',
      link: template.agreementLink ?? undefined,
      versionRank: template.versionRank ?? 0,
    })),
);

/** `GET /customers/{id}/directSignedMicrosoftCustomerAgreementStatus`. */
export const directStatus = z.object({ isSigned: z.boolean() });

/** `GET /relationships`. */
export const resellers = collectionOf(
  z
    .object({ id: z.string().min(1), name: optionalText, mpnId: z.string().nullish() })
    .transform(({ id, name, mpnId }): PartnerReseller => ({ id, name: name || id, mpnId: mpnId ?? null })),
);

/** `GET /profiles/organization`. */
export const organizationProfile = z
  .object({ id: optionalText, tenantId: optionalText, companyName: optionalText })
  .transform(({ id, tenantId, companyName }): PartnerProfile => ({ tenantId: tenantId || id, companyName }));

/** What the token endpoint answers; v1 sends its numbers as strings. */
export const tokenReply = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().nonnegative().catch(3_599),
  refresh_token: z.string().min(1).nullish(),
});

/** What the token endpoint says when it refuses. */
export const tokenError = z.object({
  error: z.string(),
  error_codes: z.array(z.coerce.number()).nullish().catch(null),
});

/** The parts of the error bodies that say which error it is; every shape has some of them. */
export const errorBody = z.object({
  code: z.union([z.string(), z.number()]).nullish().catch(null),
  statusCode: z.union([z.string(), z.number()]).nullish().catch(null),
  errorName: z.string().nullish().catch(null),
  message: z.string().nullish().catch(null),
  isRetryable: z.boolean().nullish().catch(null),
});
