import { domainToASCII } from 'node:url';
import { mixesScripts } from '../text/mixed-scripts.ts';

/** The longest address and its parts, in octets as mail carries them (RFC 5321, section 4.5.3.1). */
const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL_PART = 64;
const LONGEST_DOMAIN = 253;
const LONGEST_LABEL = 63;

/** One @, no blanks or punctuation of address lists, a dotted domain: the look of an address among other words. */
const LIKE_ONE = /^[^\s@<>()[\]\\,;:"]+@[^\s@.<>()[\]\\,;:"]+(\.[^\s@.<>()[\]\\,;:"]+)+$/;

/** Whether a text looks like one plain address, whether or not mail could reach it. */
export function isEmailAddress(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && LIKE_ONE.test(text);
}

/**
 * Whether mail could reach an address. Letters of other scripts on either side of the @ are allowed (RFC 6531). Quoted local
 * parts and numbers in place of a domain are not, for Partner Center wants a plain address.
 */
export function isDeliverableAddress(text: string): boolean {
  if (!isEmailAddress(text) || mixesScripts(text)) return false;
  const at = text.indexOf('@');
  return isLocalPart(text.slice(0, at)) && isDomain(text.slice(at + 1));
}

/** Words of these signs with one dot between them (`dot-atom` of RFC 5322, with RFC 6532). */
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;

function isLocalPart(text: string): boolean {
  return LOCAL_PART.test(text) && Buffer.byteLength(text) <= LONGEST_LOCAL_PART;
}

function isDomain(text: string): boolean {
  const isAscii = /^[\x21-\x7e]*$/.test(text);
  const ascii = isAscii ? text : asciiOf(text);
  const labels = ascii.split('.');
  return (
    labels.length > 1 && ascii.length <= LONGEST_DOMAIN && labels.every(isLabel) && isTopLevel(labels.at(-1)!)
  );
}

/** Returns the domain in the form of DNS; empty where no domain can be written like this. */
function asciiOf(domain: string): string {
  return /^[\p{L}\p{M}\p{N}.\x2d\u200c\u200d]+$/u.test(domain) ? domainToASCII(domain) : '';
}

const isLabel = (label: string) =>
  label.length <= LONGEST_LABEL && /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(label);

/** Letters alone, or the ASCII form of letters: a top level in digits would be a number's (RFC 3696, section 2). */
const isTopLevel = (label: string) => /^(?:[a-z]{2,}|xn--[a-z\d-]+)$/i.test(label);
