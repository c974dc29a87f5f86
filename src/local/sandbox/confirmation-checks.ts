import { DateTime } from 'luxon';
import { z } from 'zod';
import { jsonIn } from '../../domain/text/json-in.ts';
import { sameContact } from '../../domain/confirming/contact.ts';
import type { KnownAgreement } from './directory.ts';
import { templateOf } from './era.ts';
import { agreementError, classicError, type Reply } from './reply.ts';
import type { World } from './world.ts';

const required = z.string().min(1);
const confirmation = z.object({
  primaryContact: z.object({
    firstName: required,
    lastName: required,
    email: required,
    phoneNumber: z.string().nullish(),
  }),
  templateId: required,
  dateAgreed: required,
});

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/**
 * The service's checks of a confirmation in its own order: form, e-mail, template, date, same contact as before.
 * `type` is not looked at: what is recorded follows the template.
 */
export function checkConfirmation(
  body: string,
  earlier: readonly KnownAgreement[],
  { rules, clock }: Pick<World, 'rules' | 'clock'>,
): KnownAgreement | Reply {
  const parsed = confirmation.safeParse(jsonIn(body));
  if (!parsed.success) return classicError(400, 800002, 'A required field is missing.');
  const { primaryContact, templateId, dateAgreed } = parsed.data;
  const contact = { ...primaryContact, phoneNumber: primaryContact.phoneNumber ?? '' };
  const email = contact.email.trim();
  if (email.length > 254 || !EMAIL.test(email))
    return classicError(400, 800002, 'This is not an e-mail address.');
  if (rules.accepts.length === 0) {
    return classicError(
      400,
      'A-RETIRED',
      'This way of confirming has been retired. The code is the sandbox’s own.',
    );
  }
  const template = templateOf(templateId);
  if (!template || !rules.accepts.includes(template.agreementType)) {
    return agreementError(null, 'TemplateNotSupported', 'This agreement template is not supported any more.');
  }
  const agreed = DateTime.fromISO(dateAgreed, { zone: 'utc' });
  if (!agreed.isValid) return classicError(400, 800002, 'This is not a date.');
  if (agreed.toMillis() > clock.now().getTime()) {
    return agreementError(600002, 'DateAgreedInFuture', 'The date of the acceptance lies in the future.');
  }
  const type = template.agreementType;
  const latest = earlier.filter((agreement) => agreement.type === type).at(-1);
  if (rules.refusesSameContact && latest && sameContact(latest.contact, contact)) {
    const text = 'This customer has been confirmed with the same contact already.';
    return agreementError(600061, 'PartnerConfirmedAgreementAlreadyExists', text);
  }
  return { type, templateId, dateAgreed: agreed.toFormat('yyyy-MM-dd'), contact };
}
