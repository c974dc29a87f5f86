const NATIONAL_HOSTS = ['microsoftonline.cn', 'chinacloudapi.cn', 'microsoftonline.us', 'microsoftonline.de'];

/** Whether an address belongs to a cloud in which agreements cannot be confirmed (21Vianet, US Government, Germany). */
export function isNationalCloud(url: string): boolean {
  const host = new URL(url).hostname.toLowerCase();
  return NATIONAL_HOSTS.some((national) => host === national || host.endsWith(`.${national}`));
}
