/** The names on buttons. Cards are pressed long after they were sent: a name once given stays. */
export const VERBS = [
  'confirmation.open',
  'confirmation.submit',
  'confirmation.again',
  'confirmation.release',
  'confirmation.review',
  'confirmation.details',
  'customer.status',
  'customer.assign',
  'customer.chooseAssignee',
  'customer.release',
  'customer.ask',
  'customer.asked',
  'customer.check',
  'customer.refresh',
  'customers.page',
  'faq.show',
  'faq.feedback',
  'faq.none',
  'faq.ask',
  'faq.answer',
  'help.show',
  'status.show',
  'reminder.snooze',
  'reminder.assign',
  'reminder.off',
  'reminder.on',
  'settings.open',
  'settings.save',
  'import.confirm',
  'import.cancel',
  'import.pause',
  'import.resume',
  'import.result',
  'import.template',
  'customers.export',
] as const;
export type Verb = (typeof VERBS)[number];

export function isVerb(text: unknown): text is Verb {
  return (VERBS as readonly unknown[]).includes(text);
}
