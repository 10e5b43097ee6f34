import type { Purpose } from '#shared/values'
import type { TextStyle, TextValue, TextValues } from '#shared/text/text-values'
import { compile, render } from '#shared/text/template'
import { api } from '../../app/client/api'
import { queryClient } from '../../app/client/query'
import { useSession } from '../../app/client/session'
import { answerKey, useAnswer } from '../../app/client/use-answer'

export const useRecipient = (id: number) => useAnswer('people.get', { id })
export type Recipient = NonNullable<ReturnType<typeof useRecipient>['data']>

export const useMay = (
  recipientId: number,
  e164: string | null,
  purpose: Purpose,
  at: string | null = null,
) =>
  useAnswer(
    'messages.may',
    { recipientId, e164: e164 ?? '', purpose, at },
    {
      of: 'consent',
      enabled: e164 !== null,
      // What was sent before decides whether the opt-out line is added once more.
      staleTime: 0,
    },
  )
export const useTemplates = () => useAnswer('templates.list', {})
export const useVariables = (recordKind: Recipient['kind']) =>
  useAnswer('templates.variables', { recordKind })
export const useUnitPrice = () => {
  const { data } = useAnswer('settings.get', {})
  return {
    price: data?.twilio.prices.find(({ country }) => country === data.office.country)?.price ?? null,
    phone: data?.office.phone ?? '',
  }
}
export const sendText = api.messages.send
/** Is it night for them at this moment? Asked when Send is pressed: hours pass while a text is written. */
export const nightFor = async (recipientId: number, e164: string, purpose: Purpose, at: string | null) =>
  (await api.messages.may({ recipientId, e164, purpose, at })).night

/** The record knows the number before the window goes on: a text never falls back to another one meanwhile. */
export const addNumber = async (id: number, number: string, label: string): Promise<string> => {
  const { e164 } = await api.people.addNumber({ id, number, label })
  await queryClient.invalidateQueries({ queryKey: answerKey('people.get', { id }) })
  return e164
}

/** What the variables of a template are for this one recipient: a text at the desk is written out, not templated. */
export const useValues = (recipient: Recipient | undefined): TextValues => {
  const { user, office } = useSession()
  const { phone } = useUnitPrice()
  if (!recipient) return {}
  // Settings, whoever sits here and the day may have changed since the record was read.
  return {
    ...recipient.values,
    office_name: office.name || null,
    office_phone: phone || null,
    user_name: user?.name ?? null,
    today: { date: new Date().toLocaleDateString('en-CA', { timeZone: office.zone }) },
  }
}

/** A template written out; what is empty stays visible in brackets (`blanks`), to be filled in by hand. */
export const writeOut = (
  body: string,
  values: TextValues,
  style: TextStyle,
): { body: string; blanks: string[] } => {
  const compiled = compile(body)
  if (!compiled.ok) return { body, blanks: [] }
  const filled: Record<string, TextValue> = { ...values }
  const blanks: string[] = []
  for (const { name, required } of compiled.variables) {
    if (!required || (filled[name] ?? null) !== null) continue
    const blank = `[${name.replace(/^custom\./, '').replace(/[._]/g, ' ')}]`
    filled[name] = blank
    blanks.push(blank)
  }
  const written = render(compiled.template, filled, style)
  return written.ok ? { body: written.text, blanks } : { body, blanks: [] }
}
