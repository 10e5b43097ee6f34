/** "Ready to send?": what Twilio says of each number that texts come from, read once a day and when somebody asks. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import type { Phrase } from '#shared/phrases/phrase'
import { type Readiness, readinessOf, type SenderFacts, whyNotReady } from '#core/sending/readiness'
import { formatNational } from '#shared/phone/phone-number'
import type { E164 } from '#shared/values'
import type { Changed, Office } from '../office'
import { CarrierError, type Clock, type Sender, type Sms } from '../ports'
import type { Stores } from '../stores'
import { keepFacts, keptFacts } from './sender-facts'

const DAY_MS = 86_400_000
/** Not at once: what a desk needs to open goes first. */
const FIRST_MS = 10_000
const LOOK_MS = 60 * 60_000

const judged = ({ numbers }: { numbers: SenderFacts[] }): (SenderFacts & { readiness: Readiness })[] =>
  numbers.map((facts) => ({ ...facts, readiness: readinessOf(facts) }))

/**
 * Why a send to many must not begin from this sender, by what was read last; null when it may. Only recipients in the US make a
 * registration matter.
 * @param sender as a send keeps it: JSON
 */
export const whySenderNotReady = (
  stores: Pick<Stores, 'facts' | 'recipients'>,
  sender: string,
  recipientIds: readonly number[],
): Phrase | null => {
  const kept = keptFacts(stores, sender)
  const why = kept && whyNotReady(judged(kept))
  return why && stores.recipients.countries(recipientIds).includes('US') ? why : null
}

type Ports = {
  stores: Pick<Stores, 'facts' | 'write'>
  sms: Pick<Sms, 'senderFacts' | 'senderNames'>
  sender: () => Sender | null
  clock: Clock
  office: Pick<Office, 'now' | 'settings'>
  changed: Changed
  report: (what: string, error: unknown) => void
}

export const createReadiness = ({ stores, sms, sender, clock, office, changed, report }: Ports) => {
  let cancel = () => {}
  let stopped = false
  let running: Promise<void> | null = null

  const read = async (): Promise<void> => {
    const from = sender()
    if (from === null) return
    const [numbers, names] = [await sms.senderFacts(from), await sms.senderNames(from)]
    if (stopped) return
    await stores.write(() =>
      keepFacts(stores, { sender: JSON.stringify(from), at: office.now(), numbers, names }),
    )
    changed('settings')
  }
  const look = () => {
    const from = sender()
    const kept = from && keptFacts(stores, JSON.stringify(from))
    const old = !kept || clock.now() - Date.parse(kept.at) >= DAY_MS
    running = (old ? read() : Promise.resolve())
      // Without a connection it is read an hour later; what was read before counts until then.
      .catch((error: unknown) => {
        if (!(error instanceof CarrierError)) report('readiness', error)
      })
      .finally(() => {
        running = null
        if (!stopped) cancel = clock.after(LOOK_MS, look)
      })
  }
  const current = () => {
    const from = sender()
    const kept = from && keptFacts(stores, JSON.stringify(from))
    return {
      chosen: from !== null,
      at: kept?.at ?? null,
      names: kept?.names ?? [],
      numbers: kept
        ? judged(kept).map(({ number, name, country, tollFree, sms: texts, mms, readiness }) => ({
            number,
            national: formatNational(number as E164, office.settings().office.country),
            name,
            country,
            tollFree,
            sms: texts,
            mms,
            ...readiness,
          }))
        : [],
    }
  }
  const handlers: HandlersOf<AppContract['readiness']> = {
    get: () => current(),
    async check() {
      if (sender() === null) throw new Refusal('refused', 'twilio.choose-number')
      try {
        await read()
      } catch (error) {
        throw error instanceof CarrierError ? new Refusal('carrier', error.reason) : error
      }
      return current()
    },
  }
  return {
    handlers,
    start(): void {
      cancel = clock.after(FIRST_MS, look)
    },
    async stop(): Promise<void> {
      stopped = true
      cancel()
      await running
    },
  }
}
