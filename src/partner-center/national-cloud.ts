import { isNationalCloudDomain } from '../domain/confirming/national-cloud.ts';

/** Whether an address belongs to a cloud in which agreements cannot be confirmed. */
export function isNationalCloud(url: string): boolean {
  return isNationalCloudDomain(new URL(url).hostname);
}
