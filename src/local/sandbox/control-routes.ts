import { z } from 'zod';
import { clockChange, faultOrder, pageConfirmation, type SandboxControl } from './control.ts';
import type { Reply } from './reply.ts';

const customerCount = z.object({ count: z.number().int().positive() });
const signIn = z.object({ isOpen: z.boolean() });
const isOn = z.object({ isOn: z.boolean() });
const delay = z.object({ delayMs: z.number().int().nonnegative() });
const newDomain = z.object({ domain: z.string().min(1).toLowerCase() });

/** The control over HTTP, for tests and demonstrations in other processes; everything is below `/sandbox`. */
export async function answerControl(
  control: SandboxControl,
  method: string,
  path: string,
  body: string,
): Promise<Reply> {
  const given = (): unknown => (body === '' ? {} : JSON.parse(body));
  const [, , customerId, change] =
    /^\/sandbox\/(customers)\/([^/]+)\/(remove|restore|domain|relationship|turn-to-partner)$/.exec(path) ??
    [];
  try {
    switch (`${method} ${customerId === undefined ? path : `/sandbox/customers/${change}`}`) {
      case 'GET /sandbox/ledger':
        return { status: 200, json: { entries: control.ledger() } };
      case 'GET /sandbox/calls':
        return { status: 200, json: control.calls() };
      case 'GET /sandbox/faults':
        return { status: 200, json: { faults: control.pendingFaults() } };
      case 'POST /sandbox/faults':
        return done(control.fault(faultOrder.parse(given())));
      case 'DELETE /sandbox/faults':
        return done(control.clearFaults());
      case 'POST /sandbox/clock':
        return done(control.clock(clockChange.parse(given())));
      case 'POST /sandbox/order-gate':
        return done(control.orderGate(isOn.parse(given()).isOn));
      case 'POST /sandbox/sign-in':
        return done(control.signIn(signIn.parse(given()).isOpen));
      case 'POST /sandbox/agreements':
        return done(await control.confirmOnPage(pageConfirmation.parse(given())));
      case 'POST /sandbox/customers':
        return done(await control.addCustomers(customerCount.parse(given()).count));
      case 'POST /sandbox/customers/remove':
        return done(await control.removeCustomer(customerId!));
      case 'POST /sandbox/customers/restore':
        return done(await control.restoreCustomer(customerId!));
      case 'POST /sandbox/acceptance-delay':
        return done(control.acceptanceDelay(delay.parse(given()).delayMs));
      case 'POST /sandbox/customers/relationship':
        return done(await control.relationship(customerId!, isOn.parse(given()).isOn));
      case 'POST /sandbox/customers/turn-to-partner':
        return done(await control.turnToPartner(customerId!, isOn.parse(given()).isOn));
      case 'POST /sandbox/customers/domain':
        return done(await control.changeDomain(customerId!, newDomain.parse(given()).domain));
      default:
        return { status: 404, json: { problem: `The sandbox knows no ${method} ${path}` } };
    }
  } catch (error) {
    return { status: 400, json: { problem: error instanceof Error ? error.message : String(error) } };
  }
}

function done(_nothing: void): Reply {
  return { status: 204 };
}
