type Json = unknown;

/** What stands in a manifest for a value that differs from partner to partner: `${MicrosoftAppId}`. */
const PLACEHOLDER = /\$\{(\w+)\}/g;

/**
 * A manifest with its placeholders filled in. A property whose whole text is a placeholder without a value is left out.
 * Works on the parsed manifest, so no value can break out of its place.
 */
export function fillIn(node: Json, values: Readonly<Record<string, string | undefined>>): Json {
  if (typeof node === 'string') return fillText(node, values);
  if (Array.isArray(node)) return node.map((item) => fillIn(item, values));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .map(([name, value]) => [name, fillIn(value, values)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function fillText(text: string, values: Readonly<Record<string, string | undefined>>): string | undefined {
  const [only] = /^\$\{(\w+)\}$/.exec(text)?.slice(1) ?? [];
  if (only !== undefined && Object.hasOwn(values, only)) return values[only];
  return text.replace(PLACEHOLDER, (placeholder, name: string) => values[name] ?? placeholder);
}
