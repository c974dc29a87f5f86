import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../use-cases/ports/clock.ts';
import { ACCEPTANCE_PATH, answerAcceptancePage } from './acceptance-page.ts';
import { createApi, TOKEN_PATH, TOKEN_PATH_V2 } from './api.ts';
import { createControl, type SandboxControl } from './control.ts';
import { answerCustomerPage, customerOfPage } from './customer-page.ts';
import { answerControl } from './control-routes.ts';
import { createDirectory, SAMPLES } from './directory.ts';
import { RULES, type Era, type PartnerKind } from './era.ts';
import { createFaultQueue } from './faults.ts';
import { openLedgerFile } from './ledger-file.ts';
import { createLedger, type LedgerEntry } from './ledger.ts';
import { createSandboxClock } from './sandbox-clock.ts';
import { createLoopbackServer } from './server.ts';
import { createSignIn, CREDENTIALS } from './sign-in.ts';
import { createThrottle, DEFAULT_LIMITS, type ThrottleLimits } from './throttle.ts';
import type { World } from './world.ts';

export interface SandboxOptions {
  /** 0 or none: any free one. */
  port?: number;
  /** How many sample customers; 40. */
  customers?: number;
  /** `cloud-2018` */
  era?: Era;
  /** `direct` */
  partnerKind?: PartnerKind;
  /** Where accepted agreements are kept over restarts; none: they end with the process. */
  ledgerFile?: string;
  throttle?: ThrottleLimits;
  /** Whether orders and seats of customers without confirmation are refused; they are. */
  orderGate?: boolean;
  clock?: Clock;
}

/** A Partner Center to develop and test against. */
export interface Sandbox {
  /** Scheme, 127.0.0.1 and port, as `PARTNER_CENTER_BASE_URL` wants it. */
  baseUrl: string;
  tokenUrl: string;
  /** The newer dialect of the token endpoint. */
  tokenUrlV2: string;
  credentials: typeof CREDENTIALS;
  /** Ids of customers with a particular history. */
  samples: typeof SAMPLES;
  control: SandboxControl;
  /** Every agreement accepted since the sandbox first started, oldest first. */
  ledger(): readonly LedgerEntry[];
  /** Ends every connection, the silent ones included, and closes the ledger. */
  stop(): Promise<void>;
}

/** Starts a sandbox on 127.0.0.1. Throws when the port is taken or the ledger file cannot be read. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { era = 'cloud-2018', partnerKind = 'direct', customers = 40, throttle = DEFAULT_LIMITS } = options;
  const clock = createSandboxClock(options.clock ?? { now: () => new Date() });
  const ledger = createLedger(await openLedgerFile(options.ledgerFile));
  const faults = createFaultQueue();
  const directory = createDirectory(customers, era, ledger);
  const orderGate = { isOn: options.orderGate ?? true };
  const signIn = { isOpen: true };
  const world: World = {
    ...{ rules: RULES[era], partnerKind, clock, directory, ledger, faults },
    ...{ orderGate, signIn, acceptance: { delayMs: 0 } },
  };
  const api = createApi(
    world,
    createSignIn(clock, faults, () => baseUrl, signIn),
    createThrottle(throttle),
  );
  const control = createControl(world, api);

  const server = createLoopbackServer(({ method, path, ...call }) => {
    if (path === ACCEPTANCE_PATH) return answerAcceptancePage(world, { method, ...call });
    const customerId = customerOfPage(path);
    if (customerId !== undefined) return answerCustomerPage(world, customerId);
    return path.startsWith('/sandbox/')
      ? answerControl(control, method, path, call.body)
      : api.answer(method, path, call);
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    baseUrl,
    tokenUrl: baseUrl + TOKEN_PATH,
    tokenUrlV2: baseUrl + TOKEN_PATH_V2,
    credentials: CREDENTIALS,
    samples: SAMPLES,
    control,
    ledger: () => control.ledger(),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await ledger.close();
    },
  };
}
