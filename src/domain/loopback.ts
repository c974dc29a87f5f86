/**
 * Whether a URL's host name, as `URL.hostname` gives it (IPv6 in brackets), is this machine's own: `localhost`, the block
 * 127.0.0.0/8, or `[::1]`. Source: RFC 6890, section 2.2.2.
 */
export const isLoopbackHost = (hostname: string): boolean => LOOPBACK.test(hostname);

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
