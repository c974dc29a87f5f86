import type { IncomingHttpHeaders } from 'node:http';
import type { Directory } from './directory.ts';
import type { EraRules, PartnerKind } from './era.ts';
import type { FaultQueue } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { Reply } from './reply.ts';
import type { SandboxClock } from './sandbox-clock.ts';

/** Everything an endpoint may look at. */
export interface World {
  rules: EraRules;
  partnerKind: PartnerKind;
  clock: SandboxClock;
  directory: Directory;
  ledger: Ledger;
  faults: FaultQueue;
  /** Whether orders and seats of customers without confirmation are refused. */
  orderGate: { isOn: boolean };
  /** How long an acceptance on Microsoft's page takes to show. */
  acceptance: { delayMs: number };
  /** Whether the account is let in: otherwise no token is given, and those given are worth nothing. */
  signIn: { isOpen: boolean };
}

/** One call of the API that has passed the token check. */
export interface ApiCall {
  /** The parts of the path that vary, by name. */
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Handler = (call: ApiCall, world: World) => Reply | Promise<Reply>;
