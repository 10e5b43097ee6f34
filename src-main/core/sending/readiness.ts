/**
 * Whether texts may leave from a number, by what Twilio says of its registration: what is missing, and where it is done.
 * US carriers block texts of numbers that are not registered (10DLC) or, toll-free, not verified:
 * https://www.twilio.com/docs/messaging/compliance/a2p-10dlc, https://www.twilio.com/docs/messaging/compliance/toll-free
 */
import { type Phrase, phrase } from '#shared/phrases/phrase'

/** What Twilio says of one number. Null parts do not apply to it, or nothing is filed. */
export type SenderFacts = {
  number: string
  name: string
  /** Two letters; null where the number does not tell. */
  country: string | null
  tollFree: boolean
  sms: boolean
  mms: boolean
  /** The office's brand at the carriers' registry. */
  brand: { status: string; failure: string | null; soleProprietor: boolean } | null
  /** The campaign that holds the number: what the office texts about. */
  campaign: { status: string; failure: string | null } | null
  /** The verification of a toll-free number. */
  verification: { status: string; failure: string | null } | null
  /** Parts that the login may not read: `a2p` or `tollfree`. */
  unreadable: readonly string[]
}

export type Readiness = {
  /** `missing`: texts to the US will be refused; `waiting`: the same until Twilio has decided. */
  state: 'ready' | 'waiting' | 'missing' | 'unknown'
  say: Phrase
  /** What is still to be done, one step each. */
  todo: Phrase[]
  /** Twilio's page where it is done. */
  link: string | null
}

const A2P_PAGE = 'https://console.twilio.com/us1/develop/sms/regulatory-compliance/a2p-10dlc'
const TOLL_FREE_PAGE = 'https://console.twilio.com/us1/develop/phone-numbers/manage/incoming'
const RULES_PAGE = 'https://www.twilio.com/en-us/guidelines/sms'

/** What Twilio asks for a toll-free number; the business registration since 2026. */
const TOLL_FREE_FIELDS = [
  phrase('ready.todo.business'),
  phrase('ready.todo.registration'),
  phrase('ready.todo.contact'),
  phrase('ready.todo.sample'),
  phrase('ready.todo.consent'),
  phrase('ready.todo.how-many'),
]

/** What is wrong, and what Twilio says about it. */
const because = (say: Phrase, failure: string | null): Phrase =>
  failure
    ? phrase('joined.space', { first: say, next: phrase('ready.twilio-says', { words: failure }) })
    : say

const tollFree = ({ verification }: SenderFacts): Readiness => {
  const link = TOLL_FREE_PAGE
  switch (verification?.status) {
    case 'TWILIO_APPROVED':
      return { state: 'ready', say: phrase('ready.toll-free-verified'), todo: [], link: null }
    case 'PENDING_REVIEW':
    case 'IN_REVIEW':
      return {
        state: 'waiting',
        say: phrase('ready.toll-free-waits'),
        todo: [],
        link,
      }
    case 'TWILIO_REJECTED':
      return {
        state: 'missing',
        say: because(phrase('ready.toll-free-refused'), verification.failure),
        todo: [phrase('ready.todo.verification-again')],
        link,
      }
    default:
      return {
        state: 'missing',
        say: phrase('ready.toll-free-missing'),
        todo: TOLL_FREE_FIELDS,
        link,
      }
  }
}

const PENDING = new Set(['PENDING', 'IN_PROGRESS', 'IN_REVIEW', 'REGISTRATION_PENDING'])

const local = ({ brand, campaign }: SenderFacts): Readiness => {
  const link = A2P_PAGE
  if (campaign?.status === 'VERIFIED')
    return {
      state: 'ready',
      say: brand?.soleProprietor ? phrase('ready.sole-proprietor') : phrase('ready.registered'),
      todo: [],
      link: null,
    }
  if (campaign !== null && PENDING.has(campaign.status))
    return {
      state: 'waiting',
      say: phrase('ready.campaign-waits'),
      todo: [],
      link,
    }
  if (campaign !== null)
    return {
      state: 'missing',
      say: because(
        phrase('ready.campaign-failed', { status: campaign.status.toLowerCase() }),
        campaign.failure,
      ),
      todo: [phrase('ready.todo.campaign-again')],
      link,
    }
  if (brand === null)
    return {
      state: 'missing',
      say: phrase('ready.not-registered'),
      todo: [
        phrase('ready.todo.register-brand'),
        phrase('ready.todo.register-campaign'),
        phrase('ready.todo.into-service'),
      ],
      link,
    }
  if (PENDING.has(brand.status)) return { state: 'waiting', say: phrase('ready.brand-waits'), todo: [], link }
  if (brand.status !== 'APPROVED')
    return {
      state: 'missing',
      say: because(phrase('ready.brand-refused'), brand.failure),
      todo: [phrase('ready.todo.brand-again')],
      link,
    }
  return {
    state: 'missing',
    say: phrase('ready.in-no-campaign'),
    todo: [phrase('ready.todo.register-campaign-of-office'), phrase('ready.todo.into-service')],
    link,
  }
}

/** Whether texts may leave from this number. */
export const readinessOf = (facts: SenderFacts): Readiness => {
  if (!facts.sms)
    return {
      state: 'missing',
      say: phrase('ready.cannot-send'),
      todo: [phrase('ready.todo.number-with-sms')],
      link: TOLL_FREE_PAGE,
    }
  const part = facts.tollFree ? 'tollfree' : 'a2p'
  if ((facts.tollFree || facts.country === 'US') && facts.unreadable.includes(part))
    return {
      state: 'unknown',
      say: phrase('ready.may-not-be-read'),
      todo: [],
      link: facts.tollFree ? TOLL_FREE_PAGE : A2P_PAGE,
    }
  if (facts.tollFree) return tollFree(facts)
  if (facts.country === 'US') return local(facts)
  return {
    state: 'ready',
    say: phrase('ready.nothing-needed'),
    todo: [],
    link: RULES_PAGE,
  }
}

/**
 * Why a send to many to the US must not begin from this sender; null when it may. Only what is known to be missing stops it: a
 * service with one ready number may send.
 */
export const whyNotReady = (numbers: readonly { number: string; readiness: Readiness }[]): Phrase | null => {
  if (numbers.length === 0) return null
  if (numbers.some(({ readiness: { state } }) => state === 'ready' || state === 'unknown')) return null
  const [first] = numbers
  return first
    ? phrase('joined.space', { first: first.readiness.say, next: phrase('ready.us-texts-refused') })
    : null
}
