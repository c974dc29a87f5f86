/**
 * How acceptance is confirmed: `classic`, the partner confirms it to Partner Center; `direct`, the customer accepts with
 * Microsoft itself.
 */
export const CONFIRMATION_ROUTES = ['classic', 'direct'] as const;
export type ConfirmationRoute = (typeof CONFIRMATION_ROUTES)[number];
