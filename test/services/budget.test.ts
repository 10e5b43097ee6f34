/** What may still be spent, between the sums of all texts: never more than there is. */
import { expect, test } from 'vitest'
import { CarrierError, type Sms } from '../../src-main/services/ports'
import { createBudget } from '../../src-main/services/outbox/guards/budget'
import type { Stores } from '../../src-main/services/stores'
import { createFakeClock } from '../support/fake-clock'
import type { Settings } from '../../src-main/services/settings/settings-store'

const money = (micros: number) => ({ micros, currency: 'USD' })

const open = async (sending: Partial<Settings['sending']>, first = true) => {
  const clock = createFakeClock('2026-11-24T15:00:00.000Z')
  const texts = { spent: 0, reserved: 0, sums: 0, month: 400, since: '' }
  const spending: Partial<Stores['spending']> = {
    spentSince(at) {
      texts.sums += 1
      texts.since = at
      return texts.spent
    },
    reserved: () => texts.reserved,
    spentBetween: async () => texts.month,
  }
  const carrier = { reached: true, micros: 1000 }
  const sms: Partial<Sms> = {
    accountSid: 'AC',
    async balance() {
      if (!carrier.reached) throw new CarrierError('unreachable', 'no connection')
      return money(carrier.micros)
    },
  }
  const budget = createBudget({
    stores: { spending } as Pick<Stores, 'spending'>,
    sms: sms as Sms,
    clock,
    sending: () => ({ funding: 'prepaid', cap: null, ...sending }) as Settings['sending'],
    monthStart: () => '2026-11-01T00:00:00.000Z',
  })
  if (first) await budget.balance()
  texts.sums = 0
  return { budget, clock, texts, carrier }
}

test('claims are taken off at once, and all texts are summed up once a second', async () => {
  const { budget, clock, texts } = await open({})
  expect(budget.available('many')).toEqual({ micros: 1000, by: 'balance' })
  budget.claimed(300)
  texts.spent = 300
  expect(budget.available('many')?.micros).toBe(700)
  budget.claimed(300)
  expect(budget.available('many')?.micros).toBe(400)
  expect(texts.sums).toBe(1)
  // What was scheduled elsewhere is seen with the next sum.
  texts.spent = 600
  texts.reserved = 150
  await clock.advance(1000)
  expect(budget.available('many')?.micros).toBe(250)
  expect(texts.sums).toBe(2)
})

test('what was given back is known when it matters, and from then on', async () => {
  const { budget, texts } = await open({})
  budget.available('many')
  budget.claimed(900)
  texts.spent = 100
  expect(budget.available('many')?.micros).toBe(100)
  expect(budget.exactly('many')?.micros).toBe(900)
  expect(budget.available('many')?.micros).toBe(900)
})

test('a clock that was put back: summed up anew', async () => {
  const { budget, clock, texts } = await open({})
  budget.available('many')
  texts.spent = 500
  clock.jump('2026-11-24T14:00:00.000Z')
  expect(budget.available('many')?.micros).toBe(500)
})

test('a clock that was put back after the balance was read: what leaves from then on is counted, and the carrier is asked again', async () => {
  const { budget, clock, texts, carrier } = await open({})
  clock.jump('2026-11-24T14:00:00.000Z')
  budget.available('many')
  await clock.advance(90_000)
  budget.available('many')
  // Not from the time at which the balance was read: every text bears an earlier one for an hour.
  expect(texts.since).toBe('2026-11-24T14:00:00.000Z')
  carrier.micros = 700
  expect(await budget.balance()).toMatchObject({ micros: 700 })
  await clock.advance(2000)
  carrier.micros = 600
  expect(await budget.balance()).toMatchObject({ micros: 700 })
})

test('the smaller of balance and cap counts; nothing limits an office that pays later without a cap', async () => {
  const { budget } = await open({ cap: money(1200) })
  expect(budget.available('many')).toEqual({ micros: 800, by: 'cap' })
  expect((await open({ cap: money(5000) })).budget.available('many')?.by).toBe('balance')
  expect((await open({ funding: 'invoiced' })).budget.available('many')).toBeNull()
})

test('a balance that cannot be read lifts no limit: what was known still holds, and nothing leaves before anything is', async () => {
  const { budget, clock, texts, carrier } = await open({})
  carrier.reached = false
  await clock.advance(120_000)
  expect(await budget.balance()).toBeNull()
  texts.spent = 300
  expect(budget.exactly('many')).toEqual({ micros: 700, by: 'balance' })
  const begun = await open({}, false)
  expect(begun.budget.available('many')?.by).toBe('unknown')
  begun.carrier.reached = false
  expect(begun.budget.waits()).toBe(true)
  await begun.budget.balance()
  expect(begun.budget.available('many')?.by).toBe('unknown')
})

test('while the balance cannot be read one person’s text may leave, within the cap; the month’s sum goes on', async () => {
  const { budget, clock, carrier, texts } = await open({ cap: money(1000) }, false)
  carrier.reached = false
  await budget.balance()
  expect(budget.available('many')?.by).toBe('unknown')
  // 400 were spent this month.
  expect(budget.available('one')).toEqual({ micros: 600, by: 'cap' })
  texts.month = 900
  await clock.advance(120_000)
  await budget.balance()
  expect(budget.available('one')).toEqual({ micros: 100, by: 'cap' })
})

test('a balance is believed for a minute, unless it has to be newer', async () => {
  const { budget, clock, carrier } = await open({})
  carrier.micros = 5000
  await clock.advance(59_000)
  expect(await budget.balance()).toMatchObject({ micros: 1000 })
  expect(await budget.balance(0)).toMatchObject({ micros: 5000 })
  expect(budget.available('many')?.micros).toBe(5000)
  // Without a connection what was known stays.
  carrier.reached = false
  await budget.balance(0)
  expect(budget.available('many')?.micros).toBe(5000)
})
