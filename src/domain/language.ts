/** The languages every text exists in. */
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Returns the language of a locale tag such as `fr-CA`; undefined when the bot does not speak it. */
export function languageOfLocale(locale: string | undefined): Language | undefined {
  const tag = locale?.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === tag);
}
