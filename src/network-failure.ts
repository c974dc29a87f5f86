/** What Node attaches to a failed `fetch`, by shape: its errors may come from another realm. */
interface SystemError {
  code?: string;
  syscall?: string;
  errors?: SystemError[];
}

/** The code of a request that was held back once connected, because its time was over. */
export const NOT_ALLOWED = 'ENOTALLOWED';

/** Returns why a request had no answer: whether any of it can have been sent, and the network's code for the log. */
export function networkFailure(error: unknown): { sent: boolean; code: string } {
  const { cause } = (error ?? {}) as { cause?: SystemError };
  return { sent: !failedBeforeSending(cause), code: cause?.code ?? 'network' };
}

/** The code of a request whose proxy did not let it through to the other side. */
const NO_TUNNEL = 'ERR_PROXY_TUNNEL';

/** Name look-up, connecting, the proxy's consent and the certificate come before the first byte of the request. */
function failedBeforeSending(cause: SystemError | undefined): boolean {
  if (!cause) return false;
  if (cause.errors?.length) return cause.errors.every(failedBeforeSending);
  if (cause.syscall === 'connect' || cause.syscall === 'getaddrinfo') return true;
  return (
    cause.code === 'UND_ERR_CONNECT_TIMEOUT' ||
    cause.code === NOT_ALLOWED ||
    cause.code === NO_TUNNEL ||
    /CERT|UNABLE_TO_VERIFY/.test(cause.code ?? '')
  );
}
