/**
 * Returns an address as it may be shown to the person who typed it, in their own chat: « a…@client.example ». Of a local part
 * of one letter nothing is shown.
 */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const local = Array.from(email.slice(0, at));
  return `${local.length > 1 ? local[0] : ''}…${email.slice(at)}`;
}
