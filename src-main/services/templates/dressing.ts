/** What a text to many puts around its words: the office's name, and how to opt out. */
import type { Dressing } from '#shared/text/compose'
import type { Language } from '#shared/values'
import { lineProblem } from '../consent/way-out'
import type { Office } from '../office'
import type { Sender } from '../ports'
import type { Stores } from '../stores'

/** How a text of many is dressed: office name and opt-out line in the template's language. */
export const dressingFor = (office: Office, language: Language): Dressing => {
  const { office: place, sending } = office.settings()
  return { officeName: sending.nameOffice ? place.name : '', optOutLine: sending.optOut[language] }
}

/**
 * The same in the language of the person, where the line of that language offers a way out from this sender; else in the template's,
 * whose line was asked for (`requireNameAndWayOut`).
 */
export const dressings = (
  { stores, office }: { stores: Pick<Stores, 'facts'>; office: Office },
  sender: Sender | null,
  template: Language,
): ((language: Language | null) => Dressing) => {
  const { office: place, sending } = office.settings()
  const made = new Map<Language, Dressing>()
  return (language) => {
    const own = language ?? template
    let dressing = made.get(own)
    if (!dressing) {
      const works = lineProblem(stores, sending, own, sender, place.country) === null
      dressing = dressingFor(office, works ? own : template)
      made.set(own, dressing)
    }
    return dressing
  }
}
