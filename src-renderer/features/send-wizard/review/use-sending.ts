/** Sends what was reviewed. */
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { ApiError } from '../../../app/client/api'
import { sayError } from '../../../ui/feedback/ErrorState'
import { acknowledgeDuty, type Review, sendReviewed } from '../use-send'
import type { Wizard } from '../wizard'

export type Sending = ReturnType<typeof useSending>

/**
 * Sending once, however often it is asked for; what has to be agreed to before; and why nothing was sent.
 * @param again asks for the review anew
 */
export const useSending = (
  wizard: Wizard,
  review: Review,
  onSent: () => Promise<void>,
  again: () => void,
) => {
  const navigate = useNavigate()
  const [agreed, setAgreed] = useState(false)
  const [dutyError, setDutyError] = useState(false)
  const [sending, setSending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const under = useRef(false)

  const agree = (on: boolean) => {
    setAgreed(on)
    if (on) setDutyError(false)
  }
  const send = async () => {
    if (under.current) return
    if (review.duty && !agreed) {
      setDutyError(true)
      document.getElementById('duty-agreed')?.focus()
      return
    }
    under.current = true
    setSending(true)
    setFailure(null)
    try {
      if (review.duty) await acknowledgeDuty(review.duty.country)
      const { sendId, fewer, fewerWhy } = await sendReviewed(review.reviewId, wizard)
      await onSent()
      await navigate(wizard.campaign ? `/campaigns/${wizard.campaign.id}` : `/sends/${sendId}`, {
        state: { fewer, fewerWhy },
      })
    } catch (thrown) {
      setFailure(sayError(thrown))
      // The review went out of memory: it is made again, and the reader looks at the new one before sending.
      if (thrown instanceof ApiError && (thrown.code === 'not-found' || thrown.code === 'refused')) again()
    } finally {
      under.current = false
      setSending(false)
    }
  }
  return { agreed, agree, dutyError, sending, send, failure, forgetFailure: () => setFailure(null) }
}
