import {
  templateInForce,
  type AgreementTemplate,
  type AgreementType,
} from '../domain/confirming/agreement.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { TemplateRead } from '../use-cases/ports/partner-center.ts';
import type { Reader } from './read.ts';
import { templates } from './schemas.ts';

const KEPT_MS = 24 * 60 * 60_000;

/** The templates in force, each looked up once a day. */
export interface TemplateLookup {
  /** `correlationId`: of the caller who asks first; the others wait for the same answer. */
  inForce(type: AgreementType, correlationId?: string): Promise<TemplateRead>;
  /** Forgets a refused template, which may have been replaced since it was looked up. */
  forget(type: AgreementType): void;
}

export function createTemplateLookup(read: Reader, timeoutMs: number, clock: Clock): TemplateLookup {
  const kept = new Map<AgreementType, { template: AgreementTemplate; until: number }>();
  const underWay = new Map<AgreementType, Promise<TemplateRead>>();

  async function lookUp(type: AgreementType, correlationId?: string): Promise<TemplateRead> {
    const path = `/agreements?agreementType=${type}`;
    const list = await read('template', templates, {
      path,
      priority: 'person',
      timeoutMs,
      correlationId,
    });
    if (list.kind !== 'read') return list;
    const template = templateInForce(list.value, type);
    if (!template) return { kind: 'refused', reason: 'template-not-accepted', code: 'no-template' };
    kept.set(type, { template, until: clock.now().getTime() + KEPT_MS });
    return { kind: 'read', template };
  }

  return {
    inForce: (type, correlationId) => {
      const known = kept.get(type);
      if (known && clock.now().getTime() < known.until) {
        return Promise.resolve({ kind: 'read', template: known.template });
      }
      const begun = underWay.get(type) ?? lookUp(type, correlationId).finally(() => underWay.delete(type));
      underWay.set(type, begun);
      return begun;
    },
    forget: (type) => void kept.delete(type),
  };
}
