/** Whether an account at Twilio, and a sender of it, can be used: each is tried by the call that needs it (X8). */
import type { AppContract } from '#contract'
import { LOGIN_REFUSED, TRIAL } from '#core/sending/failures'
import { readinessOf } from '#core/sending/readiness'
import { type Phrase, type PlainKey, phrase } from '#shared/phrases/phrase'
import type { z } from 'zod'
import type { Office } from '../office'
import { CarrierError, type Sms } from '../ports'

type CheckName = Extract<PlainKey, `check.name.${string}`>
type Check = z.output<AppContract['settings']['testTwilio']['output']>['checks'][number]
type Chosen = z.output<AppContract['settings']['chooseSender']['input']>

/** No check failed; what only warns does not keep the login or the sender from being used. */
export const passed = (checks: readonly Check[]) => checks.every((check) => check.state !== 'fail')

/** Tries one permission by its call; a refusal becomes a row that names it. */
const tryOne = async (key: CheckName, needed: boolean, work: () => Promise<Phrase>): Promise<Check> => {
  const name = phrase(key)
  try {
    return { name, state: 'ok', say: await work(), code: null }
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error
    const refused = error.kind === 'auth'
    const say = refused
      ? phrase('check.login-refused')
      : error.kind === 'permission'
        ? phrase('check.permission-missing', { name })
        : error.reason
    return {
      name,
      state: needed || refused ? 'fail' : 'warn',
      say,
      code: refused ? LOGIN_REFUSED : error.code,
    }
  }
}

/** Tries each permission by the call that needs it, and whether it is a trial account. */
export const checkAccount = async (
  sms: Sms,
  office: Office,
): Promise<{ checks: Check[]; trial: boolean }> => {
  let trial = false
  const checks: Check[] = []
  checks.push(
    await tryOne('check.name.list-messages', true, async () => {
      await sms.list({}, 1)
      return phrase('check.list-messages')
    }),
  )
  // Every other call would say the same again.
  if (checks[0]?.code === LOGIN_REFUSED) return { checks, trial }
  const account = await tryOne('check.name.account', false, async () => {
    const read = await sms.account()
    trial = read.type === 'trial'
    if (read.status && read.status !== 'active')
      throw new CarrierError(
        'carrier',
        `the account is ${read.status}`,
        null,
        null,
        phrase('check.account-not-active', { status: read.status }),
      )
    return trial ? TRIAL : phrase('check.account-active')
  })
  if (trial) account.state = 'warn'
  checks.push(
    account,
    await tryOne('check.name.balance', false, async () => {
      const balance = await sms.balance()
      return balance ? phrase('check.balance') : phrase('check.no-own-balance')
    }),
    await tryOne('check.name.prices', false, async () => {
      const price = await sms.price(office.settings().office.country)
      return price ? phrase('check.prices') : phrase('check.no-price')
    }),
    await tryOne('check.name.numbers', true, async () => {
      const numbers = (await sms.numbers()).filter((number) => number.sms)
      if (numbers.length === 0)
        throw new CarrierError('carrier', 'no number can send texts', null, null, 'check.no-number')
      return phrase('check.numbers', { n: numbers.length })
    }),
    await tryOne('check.name.services', false, async () => {
      const services = await sms.services()
      const empty = services.filter((service) => service.senders.length === 0)
      const [first] = empty
      if (first) return phrase('check.service-empty', { n: services.length, name: first.name })
      return services.length === 0
        ? phrase('check.no-service')
        : phrase('check.services', { n: services.length })
    }),
  )
  return { checks, trial }
}

/** A sender that can be looked at further, or the one row that says why not. */
type Found = { known: boolean; check: Check }

const numberOf = async (sms: Sms, number: string): Promise<Found> => {
  const name = phrase('check.name.number')
  const own = (await sms.numbers()).find((one) => one.number === number)
  if (!own)
    return {
      known: false,
      check: { name, state: 'fail', say: phrase('check.number-unknown'), code: 21606 },
    }
  return {
    known: true,
    check: own.sms
      ? { name, state: 'ok', say: phrase('check.number-sends'), code: null }
      : { name, state: 'fail', say: phrase('check.number-cannot'), code: 21606 },
  }
}

const serviceOf = async (sms: Sms, sid: string): Promise<Found> => {
  const name = phrase('check.name.service')
  const service = (await sms.services()).find((one) => one.sid === sid)
  if (!service)
    return {
      known: false,
      check: { name, state: 'fail', say: phrase('check.service-unknown'), code: null },
    }
  const n = service.senders.length
  return {
    known: true,
    check:
      n > 0
        ? { name, state: 'ok', say: phrase('check.service-pool', { n }), code: null }
        : { name, state: 'fail', say: phrase('check.service-without-number'), code: 21703 },
  }
}

/** A sender as it was chosen: whether it is there and can send, and which registrations are missing. */
export const checkSender = async (sms: Sms, chosen: Chosen): Promise<Check[]> => {
  const { known, check } =
    chosen.kind === 'number' ? await numberOf(sms, chosen.number) : await serviceOf(sms, chosen.sid)
  if (!known) return [check]
  const checks = [check]
  for (const facts of await sms.senderFacts(
    chosen.kind === 'service'
      ? { kind: 'service', sid: chosen.sid }
      : { kind: 'number', number: chosen.number },
  )) {
    const { state, say } = readinessOf(facts)
    if (state === 'missing' || state === 'waiting')
      checks.push({
        name: facts.tollFree ? phrase('check.name.toll-free') : phrase('check.name.registration'),
        state: 'warn',
        say: phrase('value.in-field', { field: facts.number, problem: say }),
        code: facts.tollFree ? 30032 : 30034,
      })
  }
  return checks
}
