import type { Logger } from 'pino';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { PartnerCenter, Refused, Confirmation } from '../use-cases/ports/partner-center.ts';
import type { CallBudget } from './budget.ts';
import { createCaller } from './call.ts';
import { isNationalCloud } from './national-cloud.ts';
import { outcomeOfConfirm, outcomeOfSilentConfirm } from './outcomes.ts';
import { createReader, type ReadOf } from './read.ts';
import { createRefreshTokens, type RefreshTokenStore } from './refresh-tokens.ts';
import * as schemas from './schemas.ts';
import { createTemplateLookup } from './template-lookup.ts';
import { createTokenSource } from './token.ts';

export interface PartnerCenterOptions {
  /** Scheme and host; `/v1` is added. */
  baseUrl: string;
  /** The whole token endpoint, of either dialect. */
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  /** The one from the settings; a newer one may be kept in `refreshTokens`. */
  refreshToken: string;
  refreshTokens: RefreshTokenStore;
  budget: CallBudget;
  clock: Clock;
  log: Logger;
  /** Of the service's own texts; `en-US`. */
  locale?: string;
  timeouts?: Partial<Timeouts>;
  /** For metrics: the call's name and the kind of its outcome. */
  onCall?: (name: string, outcome: string) => void;
  /** For metrics: how long each exchange took on the wire. */
  onExchange?: (name: string, ms: number) => void;
  /** Aborted at an orderly stop: then no call begins, reads are abandoned, and a write under way may finish. */
  signal?: AbortSignal;
}

/**
 * How long the service may take, in milliseconds. The confirmation's limit and the longest of its early pauses make
 * less than a minute together, so that a silent service is asked again within one.
 */
export interface Timeouts {
  token: number;
  page: number;
  read: number;
  confirm: number;
}

const TIMEOUTS: Timeouts = { token: 10_000, page: 60_000, read: 14_000, confirm: 14_000 };

const PAGE_SIZE = 500;

/** The port, and what only some partners need. */
export interface PartnerCenterClient extends PartnerCenter {
  resellers(): Promise<ReadOf<schemas.PartnerReseller[]>>;
  partnerProfile(): Promise<ReadOf<schemas.PartnerProfile>>;
}

/** Builds the client of the service over HTTP. It returns whatever the service does, and never throws. */
export function createPartnerCenter(options: PartnerCenterOptions): PartnerCenterClient {
  const { baseUrl, tokenUrl, clock, signal, onCall, onExchange } = options;
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const log = options.log.child({ component: 'partner-center' });
  const tokens = createTokenSource({
    endpoint: { ...options, timeoutMs: timeouts.token },
    refreshTokens: createRefreshTokens(options.refreshToken, options.refreshTokens, log),
    clock,
    signal,
    onRefresh: (outcome, ms) => {
      onCall?.('token', outcome);
      onExchange?.('token', ms);
    },
  });
  const call = createCaller({
    ...options,
    baseUrl: baseUrl.replace(/\/+$/, ''),
    locale: options.locale ?? 'en-US',
    log,
    tokens,
  });
  const read = createReader(call, log);
  const templates = createTemplateLookup(read, timeouts.read, clock);
  const hasNoAgreements = isNationalCloud(baseUrl) || isNationalCloud(tokenUrl);
  const background = { priority: 'background', timeoutMs: timeouts.read } as const;

  return {
    customerPage: async (next, ofReseller) => {
      const page = await read('customers', schemas.customerPage, {
        ...background,
        path: `/customers?size=${PAGE_SIZE}${next === null ? filterBy(ofReseller) : '&seekOperation=Next'}`,
        timeoutMs: timeouts.page,
        headers: next === null ? {} : { 'MS-ContinuationToken': next },
      });
      if (page.kind === 'read') return { kind: 'read', ...page.value };
      // Only the continuation token can be wrong in a request for a later page.
      const tokenRefused = next !== null && page.kind === 'refused' && page.reason === 'unexpected';
      return tokenRefused ? { ...page, code: 'continuation-refused' } : page;
    },

    agreements: async (customerId, priority, correlationId) => {
      if (hasNoAgreements) return NATIONAL_CLOUD;
      const path = `${pathOf(customerId)}/agreements?agreementType=*`;
      const how = { path, priority, timeoutMs: timeouts.read, customerId, correlationId, empty: [] };
      const list = await read('agreements', schemas.agreements, how);
      return list.kind === 'read' ? { kind: 'read', agreements: list.value } : list;
    },

    template: async (type, correlationId) =>
      hasNoAgreements ? NATIONAL_CLOUD : templates.inForce(type, correlationId),

    account: async () => {
      if (hasNoAgreements) return NATIONAL_CLOUD;
      const list = await read('template', schemas.templates, {
        path: '/agreements?agreementType=*',
        priority: 'person',
        timeoutMs: timeouts.read,
      });
      return list.kind === 'read' ? { kind: 'read' } : list;
    },

    confirm: async (confirmation, ids, lease) => {
      if (hasNoAgreements) return NATIONAL_CLOUD;
      const { customerId, agreementType } = confirmation;
      const { outcome } = await call(
        {
          name: 'confirm',
          method: 'POST',
          path: `${pathOf(customerId)}/agreements`,
          priority: 'person',
          timeoutMs: timeouts.confirm,
          body: agreementOf(confirmation),
          ids,
          customerId,
          lease,
        },
        { answer: (answer) => outcomeOfConfirm(answer, confirmation), silence: outcomeOfSilentConfirm },
      );
      if (outcome.kind === 'success') return { kind: 'confirmed' };
      if (outcome.kind === 'refused' && outcome.reason === 'template-not-accepted')
        templates.forget(agreementType);
      return outcome;
    },

    resellers: () => {
      const path = '/relationships?relationship_type=IsIndirectCloudSolutionProviderOf';
      return read('resellers', schemas.resellers, { ...background, path });
    },

    partnerProfile: () =>
      read('partner-profile', schemas.organizationProfile, { ...background, path: '/profiles/organization' }),

    directAcceptance: async (customerId, priority, correlationId) => {
      if (hasNoAgreements) return NATIONAL_CLOUD;
      const path = `${pathOf(customerId)}/directSignedMicrosoftCustomerAgreementStatus`;
      const how = { path, priority, timeoutMs: timeouts.read, customerId, correlationId };
      const status = await read('direct-acceptance', schemas.directStatus, how);
      return status.kind === 'read' ? { kind: 'read', value: status.value.isSigned } : status;
    },
  };
}

const NATIONAL_CLOUD: Refused = { kind: 'refused', reason: 'national-cloud', code: 'national-cloud' };

/** Returns the filter of a first page. Later pages need none, for the continuation token holds it. */
function filterBy(resellerId: string | undefined): string {
  if (resellerId === undefined) return '';
  const filter = { Field: 'IndirectReseller', Value: resellerId, Operator: 'starts_with' };
  return `&filter=${encodeURIComponent(JSON.stringify(filter))}`;
}

function pathOf(customerId: string): string {
  return `/customers/${encodeURIComponent(customerId)}`;
}

/**
 * Returns the agreement to post. The date is sent as its midnight in UTC: the service refuses a day that has not begun
 * there.
 */
function agreementOf({ contact, templateId, acceptedOn, agreementType }: Confirmation) {
  const { phoneNumber, firstName, lastName, email } = contact;
  return {
    primaryContact: { firstName, lastName, email, ...(phoneNumber === '' ? {} : { phoneNumber }) },
    templateId,
    dateAgreed: `${acceptedOn}T00:00:00.000Z`,
    type: agreementType,
  };
}
