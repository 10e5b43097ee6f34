/**
 * Why some texts of a send cost more units than the others, cause by cause, since each has its own mend: letters that have a
 * plain form, a value that is long (a shorter variable or wording), or an alphabet of its own (no mend but leaving out).
 */
import { measure, plainly } from '#shared/text/segments'
import type { Language } from '#shared/values'
import { type Compiled, render } from '#shared/text/template'
import { type TextStyle, type TextValues, valueText } from '#shared/text/text-values'

export type CostCause = 'letters' | 'long' | 'alphabet'

/** Why a text takes so many units. */
export const causeOf = (text: string, units: number): CostCause => {
  const plain = measure(plainly(text))
  if (plain.segments < units) return 'letters'
  return plain.encoding === 'GSM-7' ? 'long' : 'alphabet'
}

const GSM_SINGLE = 160
const GSM_MULTI = 153
/** So many units of GSM-7 fit into so many segments. */
const capacity = (segments: number): number => (segments <= 1 ? GSM_SINGLE : GSM_MULTI * segments)

/** By how many characters a text is too long to cost only `least` units; 0 where it is not. */
export const tooLongBy = (text: string, least: number): number =>
  Math.max(0, measure(text).units - capacity(least))

/** What says much the same in fewer letters. */
const SHORTER: Readonly<Record<string, string>> = { full_name: 'first_name', last_name: 'first_name' }

export type LongText = {
  recipientId: number
  text: string
  /** Of the person; null where nobody said. */
  language: Language | null
  values: TextValues
}
export type LongCause = {
  /** The variable whose value is longest compared with those of other people; null where none is to blame. */
  variable: string | null
  recipientIds: number[]
  /** The most characters by which one of them is too long. */
  over: number
  /** A shorter variable that makes all of them cost no more than the others, with the body that uses it. */
  shorter: { variable: string; body: string } | null
}

/** The same body with another variable in the place of one; its filters stay. */
export const withVariable = (body: string, from: string, to: string): string =>
  body.replace(/\{\{[^}]*\}\}/g, (output) =>
    output.replace(new RegExp(`(^\\{\\{-?\\s*)${from}(?=[\\s|}-])`), `$1${to}`),
  )

/**
 * Groups texts that are too long by the variable that makes them so.
 * @param typical values of people whose texts cost no more than `least`
 * @param dress what is put around each text before it leaves
 * @param compile compiles a changed body; null where it is none
 */
export const longCauses = (rules: {
  texts: readonly LongText[]
  typical: readonly TextValues[]
  template: Compiled
  body: string
  style: TextStyle
  least: number
  dress: (text: string, language: Language | null) => string
  compile: (body: string) => Compiled | null
}): LongCause[] => {
  const { texts, typical, template, body, style, least } = rules
  const names = template.variables.map(({ name }) => name)
  const lengthOf = (values: TextValues, name: string) => valueText(values[name] ?? null, style).length
  const usual = new Map(
    names.map((name) => {
      const lengths = typical.map((values) => lengthOf(values, name)).toSorted((a, b) => a - b)
      return [name, lengths[Math.floor(lengths.length / 2)] ?? 0]
    }),
  )
  const blamed = ({ values }: LongText): string | null => {
    let worst: string | null = null
    let most = 0
    for (const name of names) {
      const excess = lengthOf(values, name) - (usual.get(name) ?? 0)
      if (excess > most) [worst, most] = [name, excess]
    }
    return worst
  }
  return [...Map.groupBy(texts, blamed)].map(([variable, all]) => {
    const other = variable === null ? undefined : SHORTER[variable]
    const changed = variable === null || other === undefined ? null : withVariable(body, variable, other)
    const compiled = changed === null || changed === body ? null : rules.compile(changed)
    const fits =
      compiled !== null &&
      all.every(({ values, language }) => {
        const rendered = render(compiled, values, style)
        return rendered.ok && measure(rules.dress(rendered.text, language)).segments <= least
      })
    return {
      variable,
      recipientIds: all.map(({ recipientId }) => recipientId),
      over: Math.max(...all.map(({ text }) => tooLongBy(text, least))),
      shorter: fits && other !== undefined && changed !== null ? { variable: other, body: changed } : null,
    }
  })
}
