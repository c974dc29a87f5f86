import { wordsOf, type Localisation } from './localisation.ts';

/** What an app's name must not hold: it would pass for Teams, for a part of it, or for one of Microsoft's own apps. */
const RESERVED = [
  'teams',
  'help',
  'chat',
  'microsoft',
  'azure',
  'office',
  'outlook',
  'sharepoint',
  'onedrive',
  'copilot',
  'windows',
  'partner center',
  'espace partenaires',
];
/** Numbers as https://semver.org has them; Teams takes no more than that. */
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;
/** Addresses that may belong to another owner tomorrow. */
const TUNNEL = /(^|\.)(ngrok(-free)?\.(io|app|dev)|devtunnels\.ms|loca\.lt|trycloudflare\.com)$/i;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The parts of a manifest these rules look at; its shape was checked by the schema. */
interface Manifest {
  id: string;
  version: string;
  developer: Record<string, string>;
  validDomains?: string[];
}

/** What Teams and its reviewers refuse although the schema allows it; one line each, by the manifest's path. */
export function ruleProblems(name: string, document: unknown, strings: readonly [string, Localisation][]) {
  const manifest = document as Manifest;
  const problems = [
    ...(SEMVER.test(manifest.version) ? [] : [`${name}: version must be three numbers, as in 1.0.0`]),
    ...(manifest.id === NOBODY ? [`${name}: id must not be all zeros`] : []),
    ...addressProblems(name, manifest.developer),
    ...domainProblems(name, manifest.validDomains ?? []),
    ...unfilled(document).map((placeholder) => `${name}: nothing is known for ${placeholder}`),
  ];
  const languages: [string, Localisation][] = [[name, wordsOf(document)], ...strings];
  return [...problems, ...languages.flatMap(([file, words]) => nameProblems(file, words))];
}

function nameProblems(file: string, words: Localisation): string[] {
  const problems: string[] = [];
  for (const what of ['name', 'description']) {
    const [short, full] = [words[`${what}.short`], words[`${what}.full`]];
    if (short !== undefined && short === full) {
      problems.push(`${file}: ${what}.short and ${what}.full must differ`);
    }
  }
  for (const path of ['name.short', 'name.full']) {
    const taken = RESERVED.filter((word) => new RegExp(`\\b${word}\\b`, 'i').test(words[path] ?? ''));
    problems.push(...taken.map((word) => `${file}: ${path} must not hold the word “${word}”`));
  }
  return problems;
}

function addressProblems(name: string, developer: Record<string, string>): string[] {
  return Object.entries(developer)
    .filter(([property, value]) => property.endsWith('Url') && !isPublicAddress(value))
    .map(([property]) => `${name}: developer.${property} must be an https address`);
}

function domainProblems(name: string, domains: readonly string[]): string[] {
  return domains
    .filter((domain) => domain.includes('*') || domain.includes('/') || TUNNEL.test(domain))
    .map((domain) => `${name}: validDomains must be your own, whole host names: not ${domain}`);
}

/** Whether an address is one that a reader anywhere can open. */
function isPublicAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' && hostname.includes('.') && !/^[\d.]+$/.test(hostname);
}

function unfilled(node: unknown): string[] {
  return [...new Set(JSON.stringify(node).match(/\$\{\w+\}/g) ?? [])];
}
