/** Why somebody will not get the text, in words for a group of people, and what mends it. */
import { phrase } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'
import type { SkipReason } from '#shared/values'
import { PURPOSE_WORD } from '../../../ui/words'
import type { Review } from '../use-send'

type Words = { readonly title: string; readonly say: string }

export const wordsOf = (reason: SkipReason, { what }: Review): Words => ({
  title:
    reason === 'not-asked' || reason === 'refused'
      ? say(phrase(`skipped.${reason}.title`, { purpose: PURPOSE_WORD[what.purpose].toLowerCase() }))
      : say(`skipped.${reason}.title`),
  say: say(`skipped.${reason}.say`),
})
