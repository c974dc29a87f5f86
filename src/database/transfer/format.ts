import { z } from 'zod';

/*
 * The file: JSON lines. A head; then for each table a line that names it and says how many rows follow, and the rows;
 * then the same for the jobs that were promised and not done; then the end. Contacts and secrets are in it as they are in
 * the database: encrypted.
 */

export const FORMAT = 'mca-acceptance-bot-export';
export const FORMAT_VERSION = 1;

export const headSchema = z.object({
  format: z.literal(FORMAT),
  version: z.number(),
  exportedAt: z.string(),
  /** The migrations the database had been through; the last one names its schema. */
  migrations: z.array(z.string()),
  /** The ids of the keys that something in it is encrypted with. */
  keyIds: z.array(z.string()),
});
export type Head = z.infer<typeof headSchema>;

export const sectionSchema = z.union([
  z.object({ table: z.string(), columns: z.array(z.string()), rows: z.number().int().min(0) }),
  z.object({ jobs: z.number().int().min(0) }),
  z.object({ end: z.literal(true) }),
]);
export type Section = z.infer<typeof sectionSchema>;

export const jobSchema = z.object({
  name: z.string(),
  payload: z.record(z.string(), z.unknown()),
  onceKey: z.string().nullable(),
  /** How long after the export it was to begin. */
  afterMs: z.number(),
});
export type CarriedJob = z.infer<typeof jobSchema>;

export const lineOf = (value: Head | Section | CarriedJob) => `${JSON.stringify(value)}\n`;
