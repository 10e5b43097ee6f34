/** Who costs more units than the others and why, as warnings of the review: one for each cause, since each has its own mend. */
import type { AppContract } from '#contract'
import { type Phrase, phrase } from '#shared/phrases/phrase'
import { causeOf, type LongText, longCauses } from '#core/sending/costly-texts'
import type { PlannedText } from '#core/sending/send-plan'
import { costly } from '#shared/text/segments'
import { dress, type Dressing } from '#shared/text/compose'
import { type Compiled, compile } from '#shared/text/template'
import type { TextStyle, TextValues } from '#shared/text/text-values'
import type { Language } from '#shared/values'
import type { z } from 'zod'
import { yieldToLoop } from '../../time-slice'

type Warning = z.output<AppContract['bulk']['review']['output']>['warnings'][number]

/** Enough to tell what is usual. */
const TYPICAL = 100
/** So many long texts are looked at to find the variable that makes them long. */
const LOOKED_AT = 500
const NAMED = 3
const LETTERS = 6
const AT_ONCE = 500

const namesOf = (texts: readonly PlannedText[]): string | Phrase => {
  const names = texts.slice(0, NAMED).map(({ name }) => name)
  const more = texts.length - names.length
  return more > 0 ? phrase('warning.names-and-more', { names: names.join(', '), more }) : names.join(', ')
}

/** What a variable is called in a sentence. */
const NAMED_VALUES = ['first_name', 'last_name', 'full_name', 'email', 'account_name'] as const
const nameOf = (variable: string): Phrase => {
  const known = NAMED_VALUES.find((one) => one === variable)
  return known
    ? phrase(`value-name.${known}`)
    : phrase('said.as-it-stands', { words: variable.replace(/^custom\./, '').replaceAll('_', ' ') })
}

/**
 * The words of a warning, whole and in the parts that the screen shows apart.
 * @param lead what carries it, after the count that stands in front; empty where nothing does, null where there is no count
 */
export const wordsOf = (lead: Phrase | '' | null, reason: Phrase): Pick<Warning, 'say' | 'counted'> => ({
  say: lead ? phrase('joined.space', { first: lead, next: reason }) : reason,
  counted: lead === null ? null : { lead, reason },
})

/** @param valuesOf the values of these recipients, in no order */
export const costWarnings = async (
  will: readonly PlannedText[],
  words: {
    body: string
    compiled: Compiled
    style: TextStyle
    dressing: (language: Language | null) => Dressing
  },
  valuesOf: (ids: readonly number[]) => { id: number; language: Language | null; values: TextValues }[],
): Promise<Warning[]> => {
  const least = will.reduce((min, text) => Math.min(min, text.units), Number.POSITIVE_INFINITY)
  const causes = { letters: [] as PlannedText[], long: [] as PlannedText[], alphabet: [] as PlannedText[] }
  let looked = 0
  for (const text of will) {
    if (text.units <= least) continue
    causes[causeOf(text.text, text.units)].push(text)
    looked += 1
    if (looked % AT_ONCE === 0) await yieldToLoop()
  }
  const warnings: Warning[] = []
  const warn = (
    kind: Warning['kind'],
    texts: readonly PlannedText[],
    reason: Phrase,
    shorter: Warning['shorter'] = null,
  ) =>
    warnings.push({
      kind,
      count: texts.length,
      ...wordsOf(phrase('warning.lead.cost-more', { n: texts.length }), reason),
      recipientIds: texts.map(({ recipientId }) => recipientId),
      stops: false,
      shorter,
    })
  if (causes.letters.length > 0) {
    const letters = new Set<string>()
    for (const { text } of causes.letters.slice(0, LOOKED_AT))
      for (const { char, plain } of costly(text))
        if (plain !== null && letters.size < LETTERS) letters.add(char)
    warn(
      'double-price',
      causes.letters,
      phrase('warning.letters', { letters: [...letters].join(', '), names: namesOf(causes.letters) }),
    )
  }
  await yieldToLoop()
  if (causes.long.length > 0) {
    const byId = new Map(causes.long.map((text) => [text.recipientId, text]))
    const looked = causes.long.slice(0, LOOKED_AT)
    const texts = valuesOf(looked.map(({ recipientId }) => recipientId)).map(
      ({ id, language, values }): LongText => ({
        recipientId: id,
        text: byId.get(id)?.text ?? '',
        language,
        values,
      }),
    )
    const usual = will.filter(({ units }) => units <= least).slice(0, TYPICAL)
    const groups = longCauses({
      texts,
      typical: valuesOf(usual.map(({ recipientId }) => recipientId)).map(({ values }) => values),
      template: words.compiled,
      body: words.body,
      style: words.style,
      least,
      dress: (text, language) => dress(text, words.dressing(language)),
      compile(body) {
        const made = compile(body)
        return made.ok ? made.template : null
      },
    })
    // Those that were not looked at are like most of those that were.
    const rest = causes.long.slice(LOOKED_AT)
    for (const [i, { variable, recipientIds, over, shorter }] of groups
      .toSorted((a, b) => b.recipientIds.length - a.recipientIds.length)
      .entries()) {
      const those = [...recipientIds.flatMap((id) => byId.get(id) ?? []), ...(i === 0 ? rest : [])]
      const what =
        variable === null
          ? phrase('warning.text-long')
          : phrase('warning.value-long', { value: nameOf(variable) })
      warn(
        'long-text',
        those,
        phrase('warning.long', { what, over, names: namesOf(those) }),
        shorter && {
          ...shorter,
          name: nameOf(shorter.variable),
        },
      )
    }
  }
  if (causes.alphabet.length > 0)
    warn('other-alphabet', causes.alphabet, phrase('warning.alphabet', { names: namesOf(causes.alphabet) }))
  return warnings
}
