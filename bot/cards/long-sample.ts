import type { CardSample } from './samples.ts';

/** Names, addresses and texts as long as they really get; the companies' have eighty letters. */
const COMPANIES = [
  'Société Générale de Maintenance Industrielle, Tertiaire et Navale du Grand Ouest',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
];
const PERSON = 'Marie-Charlotte Élisabeth von Hohenstein-Rothenburg-Schwarzenfels';
const TEAM = 'Licences et abonnements de la région Auvergne-Rhône-Alpes, équipe des reprises';
const DOMAIN = 'societe-generale-de-maintenance-industrielle-tertiaire-et-navale.onmicrosoft.com';
const SENTENCE =
  'Notre client a changé d’intermédiaire pendant l’été ; doit-on confirmer à nouveau son acceptation du contrat, ou cela suffit-il ? ';

/** Long texts by the name of the value they replace. */
const LONG_TEXTS: Readonly<Record<string, string>> = {
  domain: DOMAIN,
  typed: COMPANIES[0] as string,
  unknownCustomerText: COMPANIES[0] as string,
  firstName: 'Marie-Charlotte Élisabeth Bernadette Joséphine',
  lastName: 'von Hohenstein-Rothenburg-Schwarzenfels zu Lichtenstein',
  email: 'marie-charlotte.von-hohenstein-rothenburg@societe-generale-de-maintenance.onmicrosoft.com',
  phoneNumber: '+33 1 23 45 67 89, poste 4321, demander la personne des achats',
  installedBy: PERSON,
  expert: TEAM,
  start: SENTENCE.slice(0, 80).trim(),
  text: SENTENCE.repeat(7).trim(),
};
const PLACES = new Set(['askedIn', 'expert']);
const CUSTOMERS = new Set(['customer', 'customers', 'choices', 'matches', 'oldest']);

/** A sample with every text that people give as long as it realistically gets. */
export function longSample(sample: CardSample): CardSample {
  const { en, fr } = sample.inputs;
  return { ...sample, inputs: { en: lengthen(en), fr: lengthen(fr) } };
}

const lengthen = (input: Record<string, unknown>) => longer(input, '', 0) as Record<string, unknown>;

/** `property` is the nearest name above a value; `place` its position in a list. */
function longer(value: unknown, property: string, place: number): unknown {
  if (Array.isArray(value)) return value.map((item, at) => longer(item, property, at));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'string' && inner !== ''
        ? longText(name, inner, property, place)
        : longer(inner, name, place),
    ]),
  );
}

function longText(name: string, text: string, owner: string, place: number): string {
  if (name !== 'name') return LONG_TEXTS[name] ?? text;
  if (CUSTOMERS.has(owner)) return COMPANIES[place % COMPANIES.length] as string;
  return PLACES.has(owner) ? TEAM : PERSON;
}
