import type { Config } from '../config.ts';
import type { OpenDatabase } from '../database/database.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { createCallBudget } from '../partner-center/budget.ts';
import { onRoute } from '../use-cases/confirming/routes.ts';
import { createPartnerCenter } from '../partner-center/client.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { PartnerCenter } from '../use-cases/ports/partner-center.ts';
import type { SandboxBeside, SandboxShare } from '../local/sandbox-beside.ts';
import type { SampleHistory } from '../local/sample-history.ts';
import { loadLocalPart } from './local-parts.ts';

interface Options {
  config: Config;
  log: Logger;
  database: Pick<OpenDatabase, 'secrets' | 'budgets'>;
  clock: Clock;
  /** How the sandbox, where there is one, is shared with other processes. */
  share: SandboxShare;
  report: (step: string) => void;
  metrics?: Pick<Metrics, 'partnerCenterCall' | 'partnerCenterExchange'> | undefined;
}

interface Opened {
  partnerCenter: PartnerCenter;
  sandboxUrl: string | undefined;
  /** Where the sandbox plays Microsoft's page, on the route by which customers accept there. */
  acceptanceUrl: string | undefined;
  /** The past of the sandbox's customers, on that route. */
  history: readonly SampleHistory[] | undefined;
  /** Aborts calls under way. */
  close(): Promise<void>;
}

const REFRESH_TOKEN = 'partner-center-refresh-token';

/** The client of the real service, or of a sandbox beside us when no account is set. */
export async function openPartnerCenter(options: Options): Promise<Opened> {
  const { config, log, database, clock, metrics } = options;
  const beside = config.partnerCenter ? undefined : await openSandbox(options);
  const account = config.partnerCenter ?? beside!.account;
  const stopping = new AbortController();
  const partnerCenter = createPartnerCenter({
    ...account,
    // The sandbox's token is no secret and changes with every start, so it is not kept.
    refreshTokens: beside
      ? { read: async () => null, write: async () => undefined }
      : {
          read: () => database.secrets.read(REFRESH_TOKEN),
          write: (token) => database.secrets.write(REFRESH_TOKEN, token),
        },
    budget: createCallBudget({
      requestsPerMinute: config.partnerCenterRequestsPerMinute,
      allowance: database.budgets.allowance('partner-center'),
    }),
    clock,
    log,
    onCall: metrics?.partnerCenterCall,
    onExchange: metrics?.partnerCenterExchange,
    signal: stopping.signal,
  });
  const isDirect = config.confirmationRoute === 'direct';
  return {
    partnerCenter: onRoute(config.confirmationRoute, partnerCenter),
    sandboxUrl: beside?.account.baseUrl,
    acceptanceUrl: isDirect ? beside?.acceptanceUrl : undefined,
    history: isDirect ? beside?.history : undefined,
    close: async () => {
      stopping.abort();
      await beside?.close();
    },
  };
}

async function openSandbox(options: Options): Promise<SandboxBeside> {
  const { sandboxBeside } = await loadLocalPart(
    () => import('../local/sandbox-beside.ts'),
    'PARTNER_CENTER_CLIENT_ID',
  );
  return sandboxBeside(options);
}
