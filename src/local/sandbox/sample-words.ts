/** A way of making company names: each trade with each owner, then each ending. */
export interface NameStyle {
  country: string;
  culture: string;
  trades: readonly string[];
  owners: readonly string[];
  endings: readonly string[];
  /** Added to a name once all combinations are used up. */
  towns: readonly string[];
  /** How trade, owner and ending stand together. */
  pattern: '{trade} {owner}{ending}' | '{owner} {trade}{ending}';
  firstNames: readonly string[];
  lastNames: readonly string[];
}

const words = (text: string): string[] => text.split(/\s*,\s*/);

export const FRENCH: NameStyle = {
  country: 'FR',
  culture: 'fr-FR',
  trades: words(
    'Boulangerie, Atelier, Menuiserie, Garage, Imprimerie, Pépinières, Transports, Charpentes, Cabinet, Librairie, ' +
      'Plomberie, Brasserie, Cave, Ferme, Maison, Pâtisserie, Fonderie, Vergers, Métallerie, Électricité, Couverture, ' +
      'Ébénisterie, Confitures, Fromagerie, Verrerie, Entrepôts, Scierie, Horlogerie, Cordonnerie, Chantiers',
  ),
  owners: words(
    'Lefèvre, Moreau, Béranger, de l’Étang, du Vieux Port, d’Aubrac, Héloïse, Vasseur, Guérin, des Tilleuls, Ménard, ' +
      'Saint-Éloi, de la Côte, Poirier, Noël, Aubert, Delaunay, Fontaine, des Cèdres, Rivière, de Kerbihan, Chauvin, ' +
      'Besançon, Marchand, du Grand Chêne, Thévenet, Garnier, l’Hirondelle, Perrin, du Léman, Cazenave, Bréhat, ' +
      'Montcalm, Villedieu, Étienne, Roussel, de Provence, Jacquet, Barthélemy, des Remparts, Le Goff, Colbert',
  ),
  endings: [
    '',
    ' SARL',
    ' SAS',
    ' & Fils',
    ' & Associés',
    ' et Cie',
    ' SA',
    ' SCOP',
    ' Services',
    ' & Sœurs',
  ],
  towns: words('Nantes, Angers, Colmar, Quimper, Albi, Annecy, Dole, Gap, Vannes, Bayonne'),
  pattern: '{trade} {owner}{ending}',
  firstNames: words(
    'Camille, Élodie, Jérôme, Hélène, Loïc, Anaïs, Benoît, Chloé, François, Maëlle, Rémi, Inès',
  ),
  lastNames: words(
    'Moreau, Lefèvre, Dupré, Garnier, Béranger, Le Goff, Nguyen, Haddad, Perrin, Chauvin, Noël, Roy',
  ),
};

export const OTHERS: readonly NameStyle[] = [
  {
    country: 'DE',
    culture: 'de-DE',
    trades: words(
      'Maschinenbau, Bäckerei, Spedition, Gärtnerei, Druckerei, Elektrotechnik, Möbelwerk, Küchenbau',
    ),
    owners: words(
      'Grünwald, Hölderich, Schäfer, Köhlbrand, Weißmüller, Bruckner, Österle, Lindenau, Jäger, Rüdesheim',
    ),
    endings: [' GmbH', ' AG', ' & Söhne', ' KG', ' OHG'],
    towns: words(
      'Kiel, Ulm, Fulda, Bremen, Trier, Jena, Celle, Mainz, Passau, Goslar, Lübeck, Bamberg, Soest, Görlitz, Hameln, Speyer, Wismar',
    ),
    pattern: '{trade} {owner}{ending}',
    firstNames: words('Jürgen, Käthe, Björn, Sabine, Lukas, Annegret'),
    lastNames: words('Grünwald, Schäfer, Bruckner, Weiß, Jäger, Lindenau'),
  },
  {
    country: 'ES',
    culture: 'es-ES',
    trades: words('Panadería, Talleres, Bodegas, Transportes, Muebles, Imprenta, Viveros, Cerámicas'),
    owners: words(
      'Núñez, del Río, Ibáñez, La Peña, Ordóñez, San Martín, Gómez, El Roble, Cañizares, Montaña',
    ),
    endings: [' S.L.', ' S.A.', ' e Hijos', ' y Cía.'],
    towns: words(
      'Burgos, León, Cádiz, Soria, Lugo, Ávila, Huesca, Jaén, Teruel, Zamora, Vigo, Mérida, Toledo, Cuenca, Lorca, Gijón, Elche, Ronda, Denia, Jaca, Olot',
    ),
    pattern: '{trade} {owner}{ending}',
    firstNames: words('Lucía, Íñigo, Begoña, Andrés, Marta, Joaquín'),
    lastNames: words('Núñez, Ibáñez, Gómez, del Río, Ordóñez, Peña'),
  },
  {
    country: 'PT',
    culture: 'pt-PT',
    trades: words('Padaria, Oficina, Cerâmica, Adegas, Móveis, Pescas, Gráfica, Cortiças'),
    owners: words('Conceição, Gonçalves, do Rio, São Brás, Magalhães, Simões, da Serra, Açores, Nazaré'),
    endings: [' Lda.', ' S.A.', ' & Irmãos', ' Unipessoal'],
    towns: words(
      'Évora, Braga, Faro, Viseu, Leiria, Aveiro, Beja, Guarda, Setúbal, Tomar, Lagos, Chaves, Tavira, Elvas, Sintra, Ovar, Peniche, Óbidos, Loulé, Silves, Nisa, Mafra, Lamego, Seia',
    ),
    pattern: '{trade} {owner}{ending}',
    firstNames: words('João, Inês, Gonçalo, Conceição, Rui, Beatriz'),
    lastNames: words('Gonçalves, Magalhães, Simões, Conceição, Rocha, Brás'),
  },
  {
    country: 'PL',
    culture: 'pl-PL',
    trades: words('Piekarnia, Stolarnia, Drukarnia, Ogrody, Meble, Warsztat, Hurtownia, Szkło'),
    owners: words('Wiśniewski, Łąkowa, Żurawski, Górska, Święcicki, Dąbrowa, Kożuch, Bałtyk, Sowińska'),
    endings: [' Sp. z o.o.', ' S.A.', ' i Synowie', ' s.c.'],
    towns: words(
      'Gdynia, Toruń, Kielce, Opole, Lublin, Radom, Płock, Elbląg, Słupsk, Sopot, Zamość, Kalisz, Tarnów, Żywiec, Nysa, Sanok, Ełk, Gniezno, Jasło, Hel, Puck, Mielec, Leszno, Łomża',
    ),
    pattern: '{trade} {owner}{ending}',
    firstNames: words('Łukasz, Małgorzata, Paweł, Agnieszka, Michał, Żaneta'),
    lastNames: words('Wiśniewski, Żurawski, Górska, Święcicki, Sowińska, Dąbrowa'),
  },
  {
    country: 'GB',
    culture: 'en-GB',
    trades: words(
      'Bakery, Joinery, Haulage, Gardens, Printworks, Engineering, Brewery, Furniture, Logistics, Foods',
    ),
    owners: words(
      'Ashdown, Pemberley, Thornfield, O’Rourke, Kingsmere, Whitby Lane, Harrowgate, Llanfair, MacAllan',
    ),
    endings: [' Ltd', ' & Sons', ' plc', ' Group', ' LLP'],
    towns: words(
      'York, Bath, Truro, Ludlow, Exeter, Perth, Durham, Oban, Hythe, Ripon, Wells, Stroud, Kendal, Ely, Rye, Dundee',
    ),
    pattern: '{owner} {trade}{ending}',
    firstNames: words('Eleanor, Rhys, Siobhán, Graham, Priya, Oliver'),
    lastNames: words('Ashdown, O’Rourke, Llewellyn, MacAllan, Whitby, Pemberley'),
  },
];

/** The names of the first customers, those people meet in a demonstration; chosen to share beginnings and words. */
export const FIRST_NAMES_OF_LIST: readonly (readonly [name: string, culture: string])[] = [
  ['Boulangerie Lefèvre & Fils', 'fr-FR'],
  ['Atelier Moreau SARL', 'fr-FR'],
  ['Contoso', 'en-GB'],
  ['Imprimerie de l’Étang', 'fr-FR'],
  ['Pépinières du Grand Chêne', 'fr-FR'],
  ['Garage du Vieux Port', 'fr-FR'],
  ['Bäckerei Grünwald GmbH', 'de-DE'],
  ['Atelier Morel & Associés', 'fr-FR'],
  ['Boulangerie Lefebvre', 'fr-FR'],
  ['Transports Béranger SAS', 'fr-FR'],
  ['Talleres Núñez S.L.', 'es-ES'],
  ['Charpentes d’Aubrac', 'fr-FR'],
  ['Librairie Héloïse & Sœurs', 'fr-FR'],
  ['Thornfield Joinery Ltd', 'en-GB'],
  ['Cabinet Saint-Éloi', 'fr-FR'],
  ['Garage du Pont Neuf', 'fr-FR'],
  ['Brasserie des Remparts', 'fr-FR'],
  ['Cerâmica São Brás Lda.', 'pt-PT'],
  ['Ébénisterie Ménard et Cie', 'fr-FR'],
  ['Maison Thévenet', 'fr-FR'],
  ['Maison Thévenet Traiteur SAS', 'fr-FR'],
  ['Piekarnia Wiśniewski Sp. z o.o.', 'pl-PL'],
  ['Fromagerie de Kerbihan', 'fr-FR'],
  ['Vergers du Léman SA', 'fr-FR'],
  ['Électricité Le Goff', 'fr-FR'],
  ['Maschinenbau Weißmüller AG', 'de-DE'],
  ['Menuiserie Garnier & Fils', 'fr-FR'],
  ['Confitures de l’Hirondelle', 'fr-FR'],
  ['Ashdown & Sons', 'en-GB'],
  ['Scierie Barthélemy', 'fr-FR'],
  ['Cave des Tilleuls', 'fr-FR'],
  ['Bodegas La Peña e Hijos', 'es-ES'],
  ['Verrerie Cazenave SCOP', 'fr-FR'],
  ['Plomberie Noël SARL', 'fr-FR'],
  ['Horlogerie Besançon', 'fr-FR'],
  ['O’Rourke Haulage plc', 'en-GB'],
  ['Fonderie Villedieu SA', 'fr-FR'],
  ['Chantiers Bréhat', 'fr-FR'],
  ['Couverture Rivière & Associés', 'fr-FR'],
  ['Pâtisserie Rivière', 'fr-FR'],
];
