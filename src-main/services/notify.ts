/** Says that texts came in: discreetly, unless the settings allow names and words at this desk (M25). */
import type { Events } from '#contract'
import type { Office } from './office'
import type { Recipients } from './recipients'
import type { InboundKept, Stores } from './stores'

type Ports = {
  stores: Stores
  office: Office
  recipients: Recipients
  /** While the screen is locked nothing of a conversation goes to it. */
  signedIn: () => boolean
  publish: (arrived: Events['arrived']) => void
}

export const createNotify = ({ stores, office, recipients, signedIn, publish }: Ports) => {
  const named = (reply: InboundKept): Events['arrived'] => {
    const names = stores.recipients.withNumber(reply.from).map(({ name }) => name)
    return {
      title: names.length > 0 ? names.slice(0, 3).join(' or ') : recipients.national(reply.from),
      body: reply.body.slice(0, 200) || 'Sent a picture',
      e164: reply.from,
    }
  }
  /** One notice for all that one look at the carrier brought: a PC that slept is not buried under them. */
  return (replies: readonly InboundKept[]): void => {
    const { on, words } = office.settings().notifications
    const [first] = replies
    if (!on || !first) return
    const one = replies.every(({ from }) => from === first.from)
    const say = replies.length === 1 ? 'New text' : `${replies.length} new texts`
    if (!signedIn()) publish({ title: say, body: '', e164: null })
    else if (words && replies.length === 1) publish(named(first))
    else publish({ title: say, body: '', e164: one ? first.from : null })
  }
}
