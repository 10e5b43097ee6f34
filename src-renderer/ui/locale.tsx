/** How numbers, times and money are written: the reader's language and the office's zone. */
import { formatNational } from '#shared/phone/phone-number'
import { exampleNumber } from '#shared/people/sample-people'
import { languageOfCountry } from '#shared/text/text-language'
import type { E164, Language } from '#shared/values'
import { createContext, type ReactNode, useContext } from 'react'

export type Locale = {
  readonly language: string
  readonly zone: string
  readonly currency: string
  /** ISO 3166-1 alpha-2: how dates and numbers are typed. */
  readonly country: string
}

const LocaleContext = createContext<Locale>({
  language: 'en-US',
  zone: 'UTC',
  currency: 'USD',
  country: 'US',
})

export const LocaleProvider = ({ value, children }: { value: Locale; children: ReactNode }) => (
  <LocaleContext value={value}>{children}</LocaleContext>
)
export const useLocale = (): Locale => useContext(LocaleContext)

/** The language that texts of the office begin with. */
export const useTextLanguage = (): Language => {
  const { country } = useLocale()
  return languageOfCountry(country)
}

/** A count as it is read: 12,345. */
export const useCount = (): ((count: number) => string) => {
  const { language } = useLocale()
  return (count) => count.toLocaleString(language)
}

/** A number as the office's country writes it, for a field to show; nobody has it. */
export const useExampleNumber = (): string => {
  const { country } = useLocale()
  return formatNational(exampleNumber(country) as E164, country)
}
