/** An expression of a template: a constant, a function with its arguments, or a part of what another gives. */
export type Expression =
  | { kind: 'constant'; value: string | number }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'part'; of: Expression; key: Expression };

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(-?\d+)|([A-Za-z_]\w*)|([().,[\]]))/y;

/**
 * Reads what stands between the brackets of `[…]`, in the language of Azure's templates: strings in single quotes, whole
 * numbers, calls, `.name` and `[key]` behind them. Throws a SyntaxError with the place where it stops.
 */
export function parseExpression(text: string): Expression {
  let at = 0;

  function next(): { text: string; kind: 'string' | 'number' | 'name' | 'sign' | 'end' } {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) {
      if (text.slice(at).trim() === '') return { text: '', kind: 'end' };
      throw new SyntaxError(`Cannot read “${text}” from character ${at}`);
    }
    at = TOKEN.lastIndex;
    const [, string, number, name, sign] = match;
    if (string !== undefined) return { text: string.replaceAll("''", "'"), kind: 'string' };
    if (number !== undefined) return { text: number, kind: 'number' };
    return name !== undefined ? { text: name, kind: 'name' } : { text: sign!, kind: 'sign' };
  }

  function peek(): string {
    const before = at;
    const token = next();
    at = before;
    return token.kind === 'sign' ? token.text : '';
  }

  function expect(sign: string): void {
    const token = next();
    if (token.text !== sign)
      throw new SyntaxError(`“${sign}” is missing in “${text}” before character ${at}`);
  }

  function first(): Expression {
    const token = next();
    if (token.kind === 'string') return { kind: 'constant', value: token.text };
    if (token.kind === 'number') return { kind: 'constant', value: Number(token.text) };
    if (token.kind !== 'name')
      throw new SyntaxError(`Nothing to evaluate in “${text}” before character ${at}`);
    expect('(');
    const args: Expression[] = [];
    while (peek() !== ')') {
      if (args.length > 0) expect(',');
      args.push(whole());
    }
    expect(')');
    return { kind: 'call', name: token.text, args };
  }

  function whole(): Expression {
    let expression = first();
    for (;;) {
      const sign = peek();
      if (sign === '.') {
        expect('.');
        expression = { kind: 'part', of: expression, key: { kind: 'constant', value: next().text } };
      } else if (sign === '[') {
        expect('[');
        expression = { kind: 'part', of: expression, key: whole() };
        expect(']');
      } else return expression;
    }
  }

  const expression = whole();
  if (next().kind !== 'end') throw new SyntaxError(`Something is left in “${text}” before character ${at}`);
  return expression;
}
