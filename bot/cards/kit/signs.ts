import { z } from 'zod';

/** Every sign there is on cards. They are few, and a card has none twice, because a screen reader reads each aloud. */
export const SIGNS = ['✅', '⚠️', '⛔', '⏳', '📨', '🔒'] as const;
export type Sign = (typeof SIGNS)[number];

/** A card field: a sign and the blank between it and its text; empty where there is no sign. */
export const signBefore = z
  .enum(SIGNS)
  .optional()
  .transform((sign) => (sign ? `${sign} ` : ''));
