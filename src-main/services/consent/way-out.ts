/** No bulk or marketing text without the office's name and a way out that works for its sender (C7). */
import { Refusal } from '#contract'
import { type Phrase, phrase } from '#shared/phrases/phrase'
import { names } from '#shared/text/compose'
import type { Compiled } from '#shared/text/template'
import type { Language } from '#shared/values'
import { isName, wayOutProblem } from '#core/sending/way-out'
import type { Office } from '../office'
import type { Sender } from '../ports'
import { nameSenders } from '../settings/sender-facts'
import type { Settings } from '../settings/settings-store'
import type { Stores } from '../stores'

/** Whether nobody can answer by text: replies are off, or the sender is a name. */
export const isOneWay = (
  sender: Sender | null,
  { allowReplies }: Pick<Settings['sending'], 'allowReplies'>,
) => !allowReplies || (sender?.kind === 'number' && isName(sender.number))

/** What is wrong with the line of a language; null when it works. */
export const lineProblem = (
  stores: Pick<Stores, 'facts'>,
  { optOut, ...sending }: Pick<Settings['sending'], 'optOut' | 'allowReplies'>,
  language: Language,
  sender: Sender | null,
  country: string,
): Phrase | null =>
  wayOutProblem({
    line: optOut[language] ?? '',
    oneWay: isOneWay(sender, sending),
    names: sender === null ? [] : nameSenders(stores, sender),
    country,
  })

/**
 * Asked when a template is saved and when a text is planned.
 * @param fields which field of the asking form the text, and its language, belong to
 * @throws Refusal with the mend, beside the field
 */
export const requireNameAndWayOut = (
  { stores, office }: { stores: Pick<Stores, 'facts'>; office: Office },
  sender: Sender | null,
  text: { body: string; compiled?: Compiled; language: Language },
  fields: { body: string; language: string } = { body: 'body', language: 'body' },
): void => {
  const { office: place, sending } = office.settings()
  if (place.name.trim() === '') throw new Refusal('refused', 'consent.office-without-name', fields.body)
  const saysIt =
    sending.nameOffice ||
    names(text.body, place.name) ||
    text.compiled?.variables.some(({ name }) => name === 'office_name')
  if (!saysIt)
    throw new Refusal(
      'bad-input',
      phrase('consent.text-without-name', { office: place.name, variable: '{{ office_name }}' }),
      fields.body,
    )
  const problem = lineProblem(stores, sending, text.language, sender, place.country)
  if (problem)
    throw new Refusal(
      'refused',
      phrase('consent.opt-out-line', {
        language: phrase(`language.${text.language}`),
        problem,
      }),
      fields.language,
    )
}
