/** A section of a format: where it counts, and its signs. */
interface Section {
  condition: ((number: number) => boolean) | undefined;
  signs: readonly Sign[];
}
type Sign = { digit: '0' | '#' | '?' } | { literal: string };

/** Signs that stand for themselves without quotes (ECMA-376, part 1, section 18.8.31). */
const ITSELF = /^[$\-+/():!^&'~{}<>= ]$/;

/**
 * Returns a whole number as its format shows it: with leading noughts, a plus, groups of digits, words around it. Undefined
 * for formats that do more, as with decimals, thousands or per cent, and for what they do not hold of.
 */
export function formatNumber(number: number, code: string): string | undefined {
  if (!Number.isSafeInteger(number) || number < 0) return undefined;
  const sections = code.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/).map(parseSection);
  const section = sectionFor(number, sections);
  return section && filledIn(section.signs, String(number)).trim();
}

function sectionFor(number: number, sections: readonly (Section | undefined)[]): Section | undefined {
  if (!sections.some((each) => each?.condition)) return sections[number === 0 && sections.length > 2 ? 2 : 0];
  return sections.find((each) => each && (each.condition?.(number) ?? true));
}

function parseSection(text: string): Section | undefined {
  const signs: Sign[] = [];
  let condition: Section['condition'];
  for (let rest = text; rest !== '';) {
    const [whole, quoted, escaped, skipped, bracket] =
      /^(?:"([^"]*)"|\\(.)|([_*].)|\[([^\]]*)\])/.exec(rest) ?? [];
    if (whole !== undefined) {
      const literal = quoted ?? escaped ?? (skipped?.startsWith('_') ? ' ' : (currency(bracket) ?? ''));
      if (literal !== '') signs.push({ literal });
      condition = conditionIn(bracket) ?? condition;
      rest = rest.slice(whole.length);
      continue;
    }
    const sign = rest[0]!;
    if (sign === '0' || sign === '#' || sign === '?') signs.push({ digit: sign });
    else if (ITSELF.test(sign)) signs.push({ literal: sign });
    else return undefined;
    rest = rest.slice(1);
  }
  return signs.some((sign) => 'digit' in sign) ? { condition, signs } : undefined;
}

/** `[$€-40C]`: a sign, and a language that does not matter here. */
const currency = (bracket = '') => /^\$([^-]*)/.exec(bracket)?.[1];

function conditionIn(bracket = ''): Section['condition'] {
  const [, comparison, limit] = /^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$/.exec(bracket) ?? [];
  const than = Number(limit);
  switch (comparison) {
    case '<':
      return (number) => number < than;
    case '<=':
      return (number) => number <= than;
    case '>':
      return (number) => number > than;
    case '>=':
      return (number) => number >= than;
    case '=':
      return (number) => number === than;
    case '<>':
      return (number) => number !== than;
    default:
      return undefined;
  }
}

/** Digits are taken from the right; the first place takes all that are left. */
function filledIn(signs: readonly Sign[], digits: string): string {
  const first = signs.findIndex((sign) => 'digit' in sign);
  let left = digits;
  let text = '';
  for (let place = signs.length - 1; place >= 0; place -= 1) {
    const sign = signs[place]!;
    if ('literal' in sign) {
      text = sign.literal + text;
    } else if (place === first) {
      text = (left === '' ? EMPTY[sign.digit] : left) + text;
    } else {
      text = (left.at(-1) ?? EMPTY[sign.digit]) + text;
      left = left.slice(0, -1);
    }
  }
  return text;
}

const EMPTY = { '0': '0', '#': '', '?': ' ' } as const;
