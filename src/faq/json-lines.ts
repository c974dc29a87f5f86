import { findNodeAtLocation, parseTree, type JSONPath, type ParseError } from 'jsonc-parser';

/** JSON as RFC 8259 has it: the parser would forgive comments and trailing commas. */
const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/**
 * Returns the line, from 1, where the value at a path begins in a valid JSON text. When the path ends in something that
 * is not there, returns the line of the nearest value around it.
 */
export function lineOfPath(json: string, path: readonly PropertyKey[]): number {
  const root = parseTree(json, [], STRICT);
  if (!root) return 1;
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, depth) as JSONPath);
    if (node) return lineAt(json, node.offset);
  }
  return lineAt(json, root.offset);
}

/** Returns the line, from 1, where a text that is not JSON stops being JSON. */
export function lineOfBreak(json: string): number {
  const errors: ParseError[] = [];
  parseTree(json, errors, STRICT);
  return lineAt(json, errors[0]?.offset ?? 0);
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
