/** The language of an office's texts. */
import { type Language, LANGUAGES } from '../values'

/**
 * The language that texts begin with where nobody chose one: what most people of that country speak by the likely subtags of
 * Unicode (https://www.unicode.org/reports/tr35/#Likely_Subtags), English where it is none that there are lines in.
 * @param country ISO 3166-1 alpha-2
 */
export const languageOfCountry = (country: string): Language => {
  const likely = new Intl.Locale(`und-${country}`).maximize().language
  return LANGUAGES.find((language) => language === likely) ?? 'en'
}
