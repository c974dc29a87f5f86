/** Words of dates in English, French, German and Spanish, folded: without accents, case and dots. */

const MONTH_NAMES: readonly string[] = [
  'january jan janvier janv januar janner jaenner enero ene',
  'february feb febr fevrier fevr fev februar feber febrero',
  'march mar mars marz maerz mrz marzo',
  'april apr avril avr abril abr',
  'may mai mayo',
  'june jun juin juni junio',
  'july jul juillet juil juli julio',
  'august aug aout aou agosto ago',
  'september sep sept septembre septiembre setiembre set',
  'october oct octobre oktober okt octubre',
  'november nov novembre noviembre',
  'december dec decembre dezember dez diciembre dic',
];

const WEEKDAY_NAMES: readonly string[] = [
  'monday mon lundi lun montag mo lunes',
  'tuesday tue tues mardi mar dienstag di martes',
  'wednesday wed mercredi mer mittwoch mi miercoles mie',
  'thursday thu thur thurs jeudi jeu donnerstag do jueves jue',
  'friday fri vendredi ven freitag fr viernes vie',
  'saturday sat samedi sam samstag sonnabend sa sabado sab',
  'sunday sun dimanche dim sonntag so domingo dom',
];

const placesOf = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.flatMap((each, place) => each.split(' ').map((name): [string, number] => [name, place + 1])));

/** From 1, as dates count months. */
export const MONTHS = placesOf(MONTH_NAMES);
/** From Monday, 1, as ISO 8601 counts days of the week. */
export const WEEKDAYS = placesOf(WEEKDAY_NAMES);

/** What stands between the parts of a date and means nothing: « le 3 octobre », “3rd of October”, « 3 de octubre ». */
export const FILLERS: ReadonlySet<string> = new Set(['the', 'of', 'le', 'den', 'der', 'el', 'de', 'del']);
