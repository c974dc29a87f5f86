import { ConfigError, type Config } from '../config.ts';
import { goByProxy, knowsProxies } from '../http-call.ts';

/** Hosts never called through a proxy: this machine, and the address where Azure gives a machine its identity. */
const NEVER_BY_PROXY = ['localhost', '127.0.0.1', '::1', '[::1]', '169.254.169.254'];

/**
 * Sends calls to others through the proxy of the settings. Sets the environment too, for libraries that read it themselves.
 * Throws ConfigError where this Node.js knows no proxies.
 */
export function goOutBy({ address, exceptions }: Config['proxy'], env: NodeJS.ProcessEnv): void {
  const direct = [...new Set([...exceptions, ...NEVER_BY_PROXY, ...hostIn(env.IDENTITY_ENDPOINT)])];
  for (const name of ['NO_PROXY', 'no_proxy']) env[name] = direct.join(',');
  if (address === undefined) return;
  if (!knowsProxies()) throw new ConfigError(['HTTPS_PROXY: needs Node.js 24.14 or later']);
  goByProxy(address, direct);
}

function hostIn(url: string | undefined): string[] {
  return url !== undefined && URL.canParse(url) ? [new URL(url).hostname] : [];
}
