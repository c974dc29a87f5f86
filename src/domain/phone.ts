import { isSupportedCountry, isValidPhoneNumber, validatePhoneNumberLength } from 'libphonenumber-js';

/**
 * Whether a phone number, typed as free text, seems to lack something. Only worth a hint: nothing is refused for it.
 * `country` (ISO 3166, two letters) is where a number without + is taken to be; unknown, such a number is not judged.
 */
export function looksIncomplete(phone: string, country: string | undefined): boolean {
  if (phone.trim() === '') return false;
  const from = country?.toUpperCase();
  const problem = validatePhoneNumberLength(phone, from && isSupportedCountry(from) ? from : undefined);
  return problem !== undefined && problem !== 'INVALID_COUNTRY';
}

/** Whether a phone number with its + is one of its country, by length and first digits. */
export function isWhole(phone: string): boolean {
  return isValidPhoneNumber(phone);
}
