/** What a message becomes for a real record: the editor's and the wizard's preview ask the same. */
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { dress } from '#shared/text/compose'
import { compile, render } from '#shared/text/template'
import { textStyle } from '#shared/text/text-values'
import type { Language, Money, Purpose, RecordKind } from '#shared/values'
import { useLocale } from '../locale'
import { useAnswer } from '../../app/client/use-answer'

export type Previewed = {
  readonly kind: RecordKind
  readonly body: string
  readonly purpose: Purpose
  readonly language: Language
}

export const useVariables = (kind: RecordKind) =>
  useAnswer('templates.variables', { recordKind: kind }, { keep: true })

export const useSettings = () => useAnswer('settings.get', {})

/** The price of one message in the office's own country; null while it is not known. */
export const useUnitPrice = (): Money | null => {
  const { data } = useSettings()
  return data?.twilio.prices.find(({ country }) => country === data.office.country)?.price ?? null
}

/** One record by its place in the address book, and the exact text it would get. */
export const usePreview = ({ kind, body, purpose, language }: Previewed, offset: number) => {
  const locale = useLocale()
  const { data: record, error } = useAnswer(
    'templates.record',
    { recordKind: kind, offset, language },
    { of: 'people', keep: true },
  )
  const compiled = useMemo(() => compile(body), [body])
  if (!record || !compiled.ok || body.trim() === '')
    return { record, error, text: null, missing: [] as string[] }
  // Without anybody in the address book the fields stand for themselves.
  const values =
    record.id === null
      ? Object.fromEntries(compiled.variables.map(({ name }) => [name, `{${name}}`]))
      : record.values
  const rendered = render(compiled.template, values, textStyle(language, locale))
  // A field that nobody has is a slip in the message, not a gap in this record.
  if (!rendered.ok)
    return { record, error, text: null, missing: rendered.missing.filter((name) => name in values) }
  const bulk = purpose !== 'conversation'
  return {
    record,
    error,
    text: bulk ? dress(rendered.text, record.dressing) : rendered.text,
    missing: [] as string[],
  }
}

const PAUSE_MS = 500
/** How long the message is over everybody of its kind; asked when the typing pauses. */
export const useMeter = ({ kind, body, purpose, language }: Previewed) => {
  const [calm] = useDebouncedValue(body, PAUSE_MS)
  const bulk = purpose !== 'conversation'
  return useAnswer(
    'templates.meter',
    { recordKind: kind, body: calm, bulk, language },
    { of: 'people', enabled: calm.trim() !== '' && compile(calm).ok, keep: true, gcTime: 10_000 },
  )
}
