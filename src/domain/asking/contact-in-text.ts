/** Anything with an @ between two words, however odd: better lose a question than keep a person's address. */
const ADDRESS = /[^\s@]@[^\s@]+\.[^\s@]/u;
const DATE =
  /(?<!\d[-/.]?)(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2}))(?![-/.]?\d)/gu;
/** The id of a customer's tenant. */
const TENANT_ID = /(?<![\p{L}\d])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![\p{L}\d])/giu;
/** Digits with what people write between them; the first one may have a + or a bracket before it. */
const NUMBER = /\+?\(?\d(?:[\s\p{Zs}().\-–/]{0,3}\d)*/gu;
/**
 * How many digits a phone number has at least, with a country's + or 00, and without: Partner Center's error codes have
 * six.
 */
const DIGITS = { abroad: 7, atHome: 8 } as const;

/**
 * Whether a text holds a person's e-mail address or a number that could be a phone's. Dates and tenant ids are
 * neither; another long number is taken for a phone's.
 */
export function holdsContact(text: string): boolean {
  if (ADDRESS.test(text)) return true;
  const rest = text.replace(TENANT_ID, ' … ').replace(DATE, ' … ');
  return (rest.match(NUMBER) ?? []).some((number) => {
    const digits = number.replace(/\D/g, '');
    const isAbroad = number.startsWith('+') || digits.startsWith('00');
    return digits.length >= (isAbroad ? DIGITS.abroad : DIGITS.atHome);
  });
}
