import {
  getCountryCallingCode,
  isSupportedCountry,
  isValidPhoneNumber,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
} from 'libphonenumber-js';

/**
 * Whether a phone number, typed as free text, seems to lack something. The bot gives a hint only, and refuses nothing.
 * `country` (ISO 3166, two letters) is where a number without + is taken to be; unknown, such a number is not judged.
 */
export function looksIncomplete(phone: string, country: string | undefined): boolean {
  if (phone.trim() === '') return false;
  const problem = validatePhoneNumberLength(phone, supported(country));
  return problem !== undefined && problem !== 'INVALID_COUNTRY';
}

/**
 * Whether a phone number of digits alone may have lost the zero or the plus at its beginning, as spreadsheets drop them. One
 * that a plus makes whole, or that is whole at home without a zero, has lost nothing. `isNumber`: by the file's own account
 * it is a number, which can have no zero; a text is doubted only where a zero surely belongs before it.
 */
export function hasLostItsBeginning(phone: string, country: string | undefined, isNumber: boolean): boolean {
  if (!/^[1-9]\d*$/.test(phone)) return false;
  const home = supported(country);
  const isAbroad = isValidPhoneNumber(`+${phone}`);
  if (home && !(isAbroad && phone.startsWith(getCountryCallingCode(home))) && isZeroMissing(phone, home)) {
    return true;
  }
  return isNumber && !isAbroad && !(home && isValidPhoneNumber(phone, home));
}

/** In Italy the zero is part of a number and mobile ones have none: what is whole as it is lacks nothing there. */
function isZeroMissing(phone: string, home: CountryCode): boolean {
  const withZero = parsePhoneNumberFromString(`0${phone}`, home);
  if (!withZero?.isValid()) return false;
  return withZero.nationalNumber === phone || !isValidPhoneNumber(phone, home);
}

function supported(country: string | undefined): CountryCode | undefined {
  const code = country?.toUpperCase();
  return code && isSupportedCountry(code) ? code : undefined;
}
