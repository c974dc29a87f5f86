/**
 * Returns a text as a spreadsheet shows it: signs that XML cannot hold are written `_x000D_`, and a text that looks so by
 * itself `_x005F_x000D_` (ECMA-376, part 1, section 22.9.2.19).
 */
export function decodeXString(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\da-f]{4})_/gi, (_whole, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
