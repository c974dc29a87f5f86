const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y; // eslint-disable-line no-control-regex -- JSON forbids them
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

/** Where a text stops being JSON. */
class BrokenAt extends Error {
  readonly position: number;

  constructor(position: number) {
    super(`Not JSON at ${position}`);
    this.position = position;
  }
}

/**
 * The line, from 1, where the value at a path begins in a valid JSON text. When the path ends in something that
 * is not there, the line of the nearest value around it.
 */
export function lineOfPath(json: string, path: readonly PropertyKey[]): number {
  const wanted = path.map(String);
  let nearest = { position: 0, depth: -1 };
  visitValues(json, (keys, position) => {
    if (keys.length > nearest.depth && keys.every((key, depth) => key === wanted[depth])) {
      nearest = { position, depth: keys.length };
    }
  });
  return lineAt(json, nearest.position);
}

/** The line, from 1, where a text stops being JSON, or undefined when it is JSON. */
export function lineOfBreak(json: string): number | undefined {
  try {
    visitValues(json, () => undefined);
    return undefined;
  } catch (error) {
    if (error instanceof BrokenAt) return lineAt(json, error.position);
    throw error;
  }
}

/** Walks through a JSON text and tells the keys and the place of each value. Throws `BrokenAt`. */
function visitValues(json: string, visit: (keys: readonly string[], position: number) => void): void {
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(json)?.[0];
    if (found === undefined) throw new BrokenAt(at);
    at += found.length;
    return found;
  };
  const takeSign = (sign: string): boolean => {
    take(SPACE);
    if (json[at] !== sign) return false;
    at++;
    return true;
  };
  const demand = (sign: string): void => {
    if (!takeSign(sign)) throw new BrokenAt(at);
  };
  const readValue = (keys: readonly string[]): void => {
    take(SPACE);
    visit(keys, at);
    if (json[at] === '"') take(STRING);
    else if (takeSign('{')) readMembers(keys, '}');
    else if (takeSign('[')) readMembers(keys, ']');
    else take(PLAIN);
  };
  const readMembers = (keys: readonly string[], closing: '}' | ']'): void => {
    if (takeSign(closing)) return;
    for (let index = 0; ; index++) {
      take(SPACE);
      const key = closing === '}' ? (JSON.parse(take(STRING)) as string) : String(index);
      if (closing === '}') demand(':');
      readValue([...keys, key]);
      if (takeSign(closing)) return;
      demand(',');
    }
  };
  readValue([]);
  take(SPACE);
  if (at < json.length) throw new BrokenAt(at);
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
