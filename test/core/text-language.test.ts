import { expect, test } from 'vitest'
import { languageOfCountry } from '#shared/text/text-language'

test.each([
  ['DE', 'de'],
  ['AT', 'de'],
  ['CH', 'de'],
  ['FR', 'fr'],
  ['MC', 'fr'],
  ['ES', 'es'],
  ['MX', 'es'],
  ['US', 'en'],
  ['CA', 'en'],
  ['AU', 'en'],
  // There are no lines in Portuguese, Polish or Japanese.
  ['BR', 'en'],
  ['PL', 'en'],
  ['JP', 'en'],
])('texts of an office in %s begin in %s', (country, language) => {
  expect(languageOfCountry(country)).toBe(language)
})
