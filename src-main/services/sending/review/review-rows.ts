/** Everybody of a review, row by row: on the screen, and as a file. */
import type { AppContract, HandlersOf } from '#contract'
import { type Said, phrase } from '#shared/phrases/phrase'
import type { E164, SkipReason } from '#shared/values'
import type { Files } from '../../files'
import type { Recipients } from '../../people/recipients'
import type { HeldReviews } from './held-reviews'
import type { HeldReview, Reviewer } from './review'

type Mend =
  | 'add-number'
  | 'change-number'
  | 'record-consent'
  | 'fill-field'
  | 'per-person'
  | 'shorten'
  | 'put-back'
  | 'open'
  | 'none'
const MEND: Record<SkipReason, Mend> = {
  'no-number': 'add-number',
  'invalid-number': 'change-number',
  landline: 'change-number',
  'not-asked': 'record-consent',
  refused: 'record-consent',
  suppressed: 'none',
  held: 'open',
  duplicate: 'per-person',
  'missing-variable': 'fill-field',
  'too-long': 'shorten',
  archived: 'open',
  'no-price': 'none',
  'left-out': 'put-back',
  fatigue: 'none',
  'changed-since': 'none',
  'too-late': 'none',
}

/** Everybody of a review as rows of one table, for the screen and for the file. */
const lines = ({ plan }: HeldReview, tab: 'will' | 'wont') =>
  tab === 'will'
    ? plan.will.map((text) => ({
        ...text,
        number: text.e164 as E164 | null,
        reason: null,
        why: '' as Said,
      }))
    : plan.wont.map((skip) => ({
        ...skip,
        number: skip.e164,
        text: '',
        units: 0,
        price: null,
        label: null,
      }))

export const createReviewRows = ({
  held,
  recipients,
  reviewer,
  files,
}: {
  held: HeldReviews
  recipients: Pick<Recipients, 'national'>
  reviewer: Pick<Reviewer, 'costlyOf'>
  files: Files
}): Pick<HandlersOf<AppContract['bulk']>, 'rows' | 'export'> => ({
  rows({ reviewId, tab, reason, recipientIds, search, sort, descending, offset, limit }) {
    const review = held.get(reviewId)
    const wanted = search.trim().toLowerCase()
    const digits = wanted.replace(/\D/g, '')
    const among = recipientIds ? new Set(recipientIds) : null
    const rows = lines(review, tab).filter(
      (row) =>
        (reason === null || row.reason === reason) &&
        (among === null || among.has(row.recipientId)) &&
        (wanted === '' ||
          row.name.toLowerCase().includes(wanted) ||
          row.text.toLowerCase().includes(wanted) ||
          (digits.length > 2 && (row.number ?? '').includes(digits))),
    )
    const key = (row: (typeof rows)[number]) =>
      sort === 'units' ? row.units : sort === 'number' ? (row.number ?? '') : row.name.toLowerCase()
    rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (descending ? -1 : 1))
    return {
      total: rows.length,
      rows: rows.slice(offset, offset + limit).map((row) => ({
        recipientId: row.recipientId,
        name: row.name,
        number: row.number,
        national: row.number ? recipients.national(row.number) : null,
        label: row.label,
        text: row.text,
        units: row.units,
        price: row.price,
        costly: row.text === '' ? [] : reviewer.costlyOf(row.text),
        reason: row.reason,
        why: row.why,
        mend: row.reason === null ? 'none' : MEND[row.reason],
      })),
    }
  },

  export({ reviewId }) {
    const { plan } = held.get(reviewId)
    const rows = function* () {
      for (const { name, e164, units, text } of plan.will)
        yield [name, e164, phrase('export.will-get-it'), '', units || '', text]
      for (const { name, e164, why } of plan.wont)
        yield [name, e164 ?? '', phrase('export.will-not-get-it'), why, '', '']
    }
    return files.offerTable(
      'review.csv',
      ['table.name', 'table.number', 'table.result', 'table.reason', 'table.messages', 'table.text'],
      rows(),
    )
  },
})
