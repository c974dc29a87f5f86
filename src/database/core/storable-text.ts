/**
 * Makes a text storable. PostgreSQL's text takes no NUL, and its JSON no half surrogates either, but clients can send both.
 * They become the replacement character, so that a strange id is simply not found.
 */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

/** JSON for a jsonb column. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? storableText(inner) : inner,
  );
}
