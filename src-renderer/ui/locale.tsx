/** How numbers, times and money are written: the reader's language and the office's zone. */
import { createContext, type ReactNode, useContext } from 'react'

export type Locale = { readonly language: string; readonly zone: string; readonly currency: string }

const LocaleContext = createContext<Locale>({ language: 'en-US', zone: 'UTC', currency: 'USD' })

export const LocaleProvider = ({ value, children }: { value: Locale; children: ReactNode }) => (
  <LocaleContext value={value}>{children}</LocaleContext>
)
export const useLocale = (): Locale => useContext(LocaleContext)

/** A count as it is read: 12,345. */
export const useCount = (): ((count: number) => string) => {
  const { language } = useLocale()
  return (count) => count.toLocaleString(language)
}
