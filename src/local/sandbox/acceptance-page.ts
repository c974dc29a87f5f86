import { sampleName } from './sample-customers.ts';
import { escaped, htmlPage } from './html-page.ts';
import type { Reply } from './reply.ts';
import type { World } from './world.ts';

/** Where the page is, below the sandbox's address. */
export const ACCEPTANCE_PATH = '/sandbox/acceptance';

/** How many customers are listed to choose from. */
const LISTED = 200;

/**
 * Stands in for the page of Microsoft's admin center on which a customer's administrator accepts the Customer Agreement.
 * Without a customer it lists those that have not accepted. A press flips the customer's status, after the delay that the
 * control sets.
 */
export async function answerAcceptancePage(
  world: World,
  { method, query, body }: { method: string; query: URLSearchParams; body: string },
): Promise<Reply> {
  if (!world.rules.knowsDirectAcceptance) return htmlPage(404, 'Not in this era', NOT_KNOWN);
  if (method !== 'POST') return show(world, query.get('customer'), query.has('done'));
  const customerId = (new URLSearchParams(body).get('customer') ?? '').toLowerCase();
  const { directory, ledger, clock, acceptance } = world;
  if (directory.find(customerId).kind === 'unknown' || ledger.turnsToPartner(customerId)) {
    return show(world, customerId, false);
  }
  const now = clock.now().getTime();
  const visibleAt = new Date(now + acceptance.delayMs).toISOString();
  await ledger.append({
    kind: 'direct-acceptance',
    at: new Date(now).toISOString(),
    customerId,
    visibleAt,
  });
  const location = `${ACCEPTANCE_PATH}?customer=${encodeURIComponent(customerId)}&done`;
  return { status: 303, headers: { Location: location } };
}

const NOT_KNOWN = '<p>Customers of this era do not accept with Microsoft itself.</p>';

function show(world: World, customerId: string | null, isDone: boolean): Reply {
  if (customerId === null) return htmlPage(200, 'Who accepts?', listOf(world));
  const found = world.directory.find(customerId);
  if (found.kind === 'unknown') return htmlPage(404, 'Unknown customer', BACK);
  const { id, name } = found.customer;
  if (world.ledger.turnsToPartner(id)) {
    const text = 'You cannot accept here. Please reach out to your partner.';
    return htmlPage(200, name, `<p role="alert">${text}</p>${BACK}`);
  }
  if (isDone || world.directory.acceptedDirectly(found.customer, world.clock.now())) {
    return htmlPage(200, name, `<p role="status">Accepted. Your partner can see it in a moment.</p>${BACK}`);
  }
  return htmlPage(
    200,
    name,
    `<p>The Microsoft Customer Agreement waits for the acceptance of ${escaped(name)}.</p>
    <form method="post" action="${ACCEPTANCE_PATH}">
      <input type="hidden" name="customer" value="${escaped(id)}">
      <button type="submit">Accept</button>
    </form>${BACK}`,
  );
}

function listOf({ directory, clock }: World): string {
  const { customers } = directory.page(0, LISTED, null);
  const waiting = customers.filter(
    (customer) =>
      directory.agreements(customer).length === 0 && !directory.acceptedDirectly(customer, clock.now()),
  );
  const items = waiting.map(
    ({ id, index }) =>
      `<li><a href="${ACCEPTANCE_PATH}?customer=${encodeURIComponent(id)}">${escaped(sampleName(index))}</a></li>`,
  );
  return `<p>These sample customers have not accepted.</p><ul>${items.join('')}</ul>`;
}

const BACK = `<p><a href="${ACCEPTANCE_PATH}">Other customers</a></p>`;
