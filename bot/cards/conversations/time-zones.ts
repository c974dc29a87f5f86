/** One or two well-known cities for every clock people keep, from west to east; the whole list would not fit a card. */
const ZONES = [
  'Pacific/Honolulu',
  'America/Anchorage',
  'America/Los_Angeles',
  'America/Vancouver',
  'America/Phoenix',
  'America/Denver',
  'America/Chicago',
  'America/Winnipeg',
  'America/Mexico_City',
  'America/Bogota',
  'America/Lima',
  'America/New_York',
  'America/Toronto',
  'America/Montreal',
  'America/Caracas',
  'America/Halifax',
  'America/Guadeloupe',
  'America/Martinique',
  'America/Santiago',
  'America/St_Johns',
  'America/Cayenne',
  'America/Sao_Paulo',
  'America/Argentina/Buenos_Aires',
  'Atlantic/Azores',
  'Africa/Abidjan',
  'Africa/Dakar',
  'Africa/Casablanca',
  'Africa/Algiers',
  'Africa/Lagos',
  'Africa/Tunis',
  'Europe/Dublin',
  'Europe/Lisbon',
  'Europe/London',
  'Europe/Amsterdam',
  'Europe/Berlin',
  'Europe/Brussels',
  'Europe/Copenhagen',
  'Europe/Luxembourg',
  'Europe/Madrid',
  'Europe/Monaco',
  'Europe/Oslo',
  'Europe/Paris',
  'Europe/Prague',
  'Europe/Rome',
  'Europe/Stockholm',
  'Europe/Vienna',
  'Europe/Warsaw',
  'Europe/Zurich',
  'Africa/Cairo',
  'Africa/Johannesburg',
  'Asia/Beirut',
  'Asia/Jerusalem',
  'Europe/Athens',
  'Europe/Bucharest',
  'Europe/Helsinki',
  'Europe/Kyiv',
  'Africa/Nairobi',
  'Asia/Riyadh',
  'Europe/Istanbul',
  'Europe/Moscow',
  'Asia/Tehran',
  'Asia/Dubai',
  'Indian/Mauritius',
  'Indian/Reunion',
  'Asia/Kabul',
  'Asia/Karachi',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Dhaka',
  'Asia/Yangon',
  'Asia/Bangkok',
  'Asia/Ho_Chi_Minh',
  'Asia/Jakarta',
  'Asia/Hong_Kong',
  'Asia/Manila',
  'Asia/Shanghai',
  'Asia/Singapore',
  'Australia/Perth',
  'Asia/Seoul',
  'Asia/Tokyo',
  'Australia/Darwin',
  'Australia/Adelaide',
  'Australia/Brisbane',
  'Australia/Sydney',
  'Pacific/Noumea',
  'Pacific/Auckland',
  'Pacific/Fiji',
  'Pacific/Tahiti',
  'UTC',
] as const;

/** Zones to choose from, the current one first, each with its clock's distance from UTC at an instant. */
export function timeZoneChoices(current: string, now: Date): { title: string; value: string }[] {
  return [current, ...ZONES.filter((zone) => zone !== current)].flatMap((zone) => {
    const offset = offsetOf(zone, now);
    return offset === undefined ? [] : [{ title: `${zone.replaceAll('_', ' ')} (${offset})`, value: zone }];
  });
}

/** « UTC+5:30 »; undefined for a zone this machine does not know. */
function offsetOf(timeZone: string, now: Date): string | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(now);
    return parts.find((part) => part.type === 'timeZoneName')?.value.replace('GMT', 'UTC');
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
