import type { Purpose } from '#shared/values'
import type { Draft } from '../../app/stores/compose'
import type { Recipient } from './use-composer'

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
