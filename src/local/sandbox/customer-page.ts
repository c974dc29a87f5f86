import { customerPage } from '../../domain/customers/customer-page.ts';
import { ACCEPTANCE_PATH } from './acceptance-page.ts';
import type { KnownAgreement } from './directory.ts';
import { escaped, htmlPage } from './html-page.ts';
import type { Reply } from './reply.ts';
import type { World } from './world.ts';

const [BEFORE, AFTER] = customerPage('', '*').split('*') as [string, string];

/** Returns the customer whose account page a path is; undefined when it is none. */
export function customerOfPage(path: string): string | undefined {
  const isPage = path.startsWith(BEFORE) && path.endsWith(AFTER);
  return isPage ? path.slice(BEFORE.length, -AFTER.length) : undefined;
}

/** Stands in for a customer's account page in Partner Center: who it is, and which agreements are known of it. */
export async function answerCustomerPage(
  { directory, clock, rules }: World,
  customerId: string,
): Promise<Reply> {
  const found = directory.find(customerId);
  if (found.kind === 'unknown') return htmlPage(404, 'Unknown customer', '<p>No customer has this id.</p>');
  const { customer } = found;
  const agreements = directory.agreements(customer).map(agreementLine);
  const direct = directory.acceptedDirectly(customer, clock.now())
    ? ['The customer accepted with Microsoft itself.']
    : [];
  const lines = [...agreements, ...direct];
  const items = lines.map((line) => `<li>${escaped(line)}</li>`).join('');
  return htmlPage(
    200,
    customer.name,
    `<p>${escaped(customer.domain)}<br>Microsoft ID: ${escaped(customer.id)}</p><h2>Agreements</h2>
    ${lines.length > 0 ? `<ul>${items}</ul>` : '<p role="status">None yet.</p>'}
    ${rules.knowsDirectAcceptance ? wayToAccept(customer.id) : ''}`,
  );
}

const wayToAccept = (id: string) =>
  `<p><a href="${ACCEPTANCE_PATH}?customer=${encodeURIComponent(id)}">Where the customer accepts</a></p>`;

const agreementLine = ({ type, dateAgreed, contact }: KnownAgreement) =>
  `${type}, accepted on ${dateAgreed.slice(0, 10)} by ${contact.firstName} ${contact.lastName}`;
