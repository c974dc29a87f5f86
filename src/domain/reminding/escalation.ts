import type { WantedConversation } from '../conversations/appointment.ts';

/** After how long a customer is shown in which conversation. */
export interface EscalationRule {
  /** Days unconfirmed; 0 never escalates. */
  afterDays: number;
  /** The conversation whose digest shows them. */
  conversation: WantedConversation;
}

/** Customers that wait too long, of one team, of one person, or assigned to no one. */
export interface EscalationGroup {
  kind: 'team' | 'person' | 'nobody';
  /** Of the team or person, where known. */
  name: string | null;
  customers: number;
  oldestWaitingSince: Date;
}

/** All that wait longer than `afterDays`, the largest groups named. */
export interface Escalation {
  afterDays: number;
  customers: number;
  groups: EscalationGroup[];
}
