/** Words of dates in the languages whose titles are known (`import-titles.ts`), folded: without accents, case and dots. */

const MONTH_NAMES: readonly string[] = [
  'january jan janvier janv januar janner jaenner enero ene januari janeiro gennaio gen',
  'february feb febr fevrier fevr fev februar feber febrero februari fevereiro febbraio',
  'march mar mars marz maerz mrz marzo maart mrt marco',
  'april apr avril avr abril abr aprile',
  'may mai mayo mei maio maggio mag',
  'june jun juin juni junio junho giugno giu',
  'july jul juillet juill juil juli julio julho luglio lug',
  'august aug aout aou agosto ago augustus',
  'september sep sept septembre septiembre setiembre set setembro settembre sett',
  'october oct octobre oktober okt octubre outubro out ottobre ott',
  'november nov novembre noviembre novembro',
  'december dec decembre dezember dez diciembre dic dezembro dicembre',
];

const WEEKDAY_NAMES: readonly string[] = [
  'monday mon lundi lun montag mo lunes maandag ma segunda lunedi',
  'tuesday tue tues mardi mar dienstag di martes dinsdag terca martedi',
  'wednesday wed mercredi mer mittwoch mi miercoles mie woensdag wo quarta mercoledi',
  'thursday thu thur thurs jeudi jeu donnerstag do jueves jue donderdag quinta giovedi gio',
  'friday fri vendredi ven freitag fr viernes vie vrijdag vr sexta venerdi',
  'saturday sat samedi sam samstag sonnabend sa sabado sab zaterdag za sabato',
  'sunday sun dimanche dim sonntag so domingo dom zondag zo domenica',
];

const placesOf = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.flatMap((each, place) => each.split(' ').map((name): [string, number] => [name, place + 1])));

/** From 1, as dates count months. */
export const MONTHS = placesOf(MONTH_NAMES);
/** From Monday, 1, as ISO 8601 counts days of the week. */
export const WEEKDAYS = placesOf(WEEKDAY_NAMES);

/** Words between the parts of a date that mean nothing: « le 3 octobre », “3rd of October”, « 3 de octubre ». */
export const FILLERS: ReadonlySet<string> = new Set(['the', 'of', 'le', 'den', 'der', 'el', 'de', 'del']);
