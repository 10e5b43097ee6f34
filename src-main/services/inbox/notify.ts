/** Says that texts came in: discreetly, unless the settings allow names and words at this desk (M25). */
import type { Events } from '#contract'
import { either } from '#core/office/mail-words'
import { phrase } from '#shared/phrases/phrase'
import type { Office } from '../office'
import type { Recipients } from '../people/recipients'
import type { InboundKept } from './inbox-store'
import type { Stores } from '../stores'

type Ports = {
  stores: Pick<Stores, 'recipients'>
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
      title: names.length > 0 ? office.say(either(names.slice(0, 3))) : recipients.national(reply.from),
      body: reply.body.slice(0, 200) || office.say('arrived.picture'),
      e164: reply.from,
    }
  }
  /** One notice for all that one look at the carrier brought: a PC that slept is not buried under them. */
  return (replies: readonly InboundKept[]): void => {
    const { on, words } = office.settings().notifications
    const [first] = replies
    if (!on || !first) return
    const one = replies.every(({ from }) => from === first.from)
    const say = office.say(phrase('arrived.texts', { n: replies.length }))
    if (!signedIn()) publish({ title: say, body: '', e164: null })
    else if (words && replies.length === 1) publish(named(first))
    else publish({ title: say, body: '', e164: one ? first.from : null })
  }
}
