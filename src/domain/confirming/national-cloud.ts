/** The default domains that Microsoft gives to tenants there, and its own hosts (US Government, Germany, 21Vianet). */
const NATIONAL_DOMAINS = [
  'onmicrosoft.us',
  'onmicrosoft.de',
  'onmschina.cn',
  'microsoftonline.us',
  'microsoftonline.de',
  'microsoftonline.cn',
  'chinacloudapi.cn',
];

/** Whether a domain, of a customer or of a service, belongs to a cloud in which agreements cannot be confirmed. */
export function isNationalCloudDomain(domain: string): boolean {
  const name = domain.trim().toLowerCase();
  return NATIONAL_DOMAINS.some((national) => name === national || name.endsWith(`.${national}`));
}
