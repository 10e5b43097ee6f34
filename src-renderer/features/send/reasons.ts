/** Why somebody will not get the text, in words for a group of people, and what mends it. */
import type { SkipReason } from '#core/values'
import { PURPOSE_WORD } from '../../ui/words'
import type { Review } from './use-send'

type Words = { readonly title: string; readonly say: string }

export const wordsOf = (reason: SkipReason, { what }: Review): Words => {
  const purpose = PURPOSE_WORD[what.purpose].toLowerCase()
  switch (reason) {
    case 'not-asked':
      return { title: `No consent for ${purpose}`, say: 'Not asked yet. Ask them, then record the answer.' }
    case 'refused':
      return { title: `Said no to ${purpose}`, say: 'Record consent only if they have said yes since.' }
    case 'no-number':
      return { title: 'No mobile number', say: 'There is no number on the record that can be texted.' }
    case 'invalid-number':
      return { title: 'Invalid number', say: 'No phone has this number.' }
    case 'landline':
      return { title: 'Landline', say: 'The carrier said that it cannot receive texts.' }
    case 'suppressed':
      return { title: 'Opted out', say: 'A STOP is undone only by START from their phone.' }
    case 'held':
      return { title: 'May have opted out', say: 'Their last text is unclear. Decide what it meant first.' }
    case 'duplicate':
      return { title: 'Same number as someone who gets it', say: 'Each number gets one text.' }
    case 'missing-variable':
      return { title: 'A field is empty', say: 'The message needs it. Fill it in, or give it a fallback.' }
    case 'too-long':
      return { title: 'Too long', say: 'With their details the text has more than 1,600 characters.' }
    case 'archived':
      return { title: 'Archived', say: 'Bring them back on their record to text them.' }
    case 'no-price':
      return { title: 'No price known', say: 'The carrier has no price for their country.' }
    case 'left-out':
      return { title: 'Left out by you', say: 'They stay as they are, and get nothing this time.' }
    case 'fatigue':
      return {
        title: 'Heard from you often enough',
        say: 'The office allows only so many texts to one person. An Admin can change that in Settings.',
      }
    case 'too-late':
      return { title: 'Too late', say: 'It could have left only on another day than it was made for.' }
    case 'changed-since':
      return { title: 'Changed since', say: 'Their record changed after the review.' }
  }
}
