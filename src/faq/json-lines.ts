/**
 * The line, from 1, where the value at a path begins in a valid JSON text. When the path ends in something that
 * is not there, the line of the nearest value around it.
 */
export function lineOfPath(json: string, path: readonly PropertyKey[]): number {
  const wanted = path.map(String);
  let at = 0;
  let nearest = 0;
  let nearestDepth = -1;

  const skipSpace = () => {
    while (/\s/.test(json[at] ?? '')) at++;
  };
  const readString = (): string => {
    const start = at++;
    while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
    return JSON.parse(json.slice(start, ++at)) as string;
  };
  const readValue = (depth: number, onPath: boolean): void => {
    skipSpace();
    if (onPath && depth > nearestDepth) {
      nearest = at;
      nearestDepth = depth;
    }
    const opening = json[at];
    if (opening === '"') readString();
    else if (opening === '{' || opening === '[') readMembers(depth, onPath, opening === '{');
    else while (at < json.length && !/[\s,\]}]/.test(json[at]!)) at++;
  };
  const readMembers = (depth: number, onPath: boolean, isObject: boolean): void => {
    at++;
    for (let index = 0; ; index++) {
      skipSpace();
      if (json[at] === ',') at++;
      skipSpace();
      if (at >= json.length || json[at] === '}' || json[at] === ']') break;
      const key = isObject ? readString() : String(index);
      skipSpace();
      if (isObject) at++;
      readValue(depth + 1, onPath && wanted[depth] === key);
    }
    at++;
  };

  readValue(0, true);
  return lineAt(json, nearest);
}

/** The line, from 1, that a position of a text is in. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
