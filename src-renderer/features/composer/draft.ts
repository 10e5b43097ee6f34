import type { Purpose } from '#core/values'
import type { Recipient } from './use-composer'

export type Draft = {
  /** Sent at most once, however often Send is pressed. */
  draftId: string
  e164: string | null
  body: string
  purpose: Purpose
  templateId: number | null
  /** What the template left to be filled in by hand, as it stands in the text. */
  blanks?: string[]
  /** As the field writes it, in the office's zone of this PC; null is now. */
  at: string | null
}

/** Reply where one may reply, else as an alert: never marketing unless somebody chooses it. */
const usualPurpose = (recipient: Recipient): Purpose => {
  const conversation = recipient.standing.find((one) => one.purpose === 'conversation')?.state
  return conversation === 'granted' || conversation === 'window' ? 'conversation' : 'alerts'
}

/** Nothing typed and nothing chosen: not worth keeping. */
export const isEmpty = ({ body, templateId, at }: Draft): boolean =>
  body.trim() === '' && templateId === null && at === null

export const newDraft = (recipient: Recipient, e164: string | null): Draft => ({
  draftId: crypto.randomUUID(),
  e164,
  body: '',
  purpose: usualPurpose(recipient),
  templateId: null,
  at: null,
})
