/**
 * What a list of customers is sent for. `acceptances`: its rows become confirmations. `asks`: its customers are noted as
 * asked to accept with Microsoft itself, and each gets a message to copy.
 */
export type ImportPurpose = 'acceptances' | 'asks';
