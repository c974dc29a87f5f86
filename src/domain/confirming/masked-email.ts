/**
 * Returns an address as the person who typed it may see it in their own chat: « a…@client.example ». A local part of one
 * letter is not shown.
 */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const local = Array.from(email.slice(0, at));
  return `${local.length > 1 ? local[0] : ''}…${email.slice(at)}`;
}
