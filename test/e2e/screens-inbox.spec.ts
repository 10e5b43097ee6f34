/** The inbox and its conversations: axe finds nothing, and a picture is kept for docs/. */
import type { Api } from '../../src-preload/contract'
import { PRACTICE_PICTURE } from '../../src-main/adapters/practice/account'
import type { MovingClock } from '../support/moving-clock'
import { expect, test } from './fixture'
import { people } from './wizard'
import type { PracticeCarrier } from '../../src-main/adapters/practice/control'
import { looker } from './look-at-screens'

const OWN = '+12025550100'
const CONVERSATIONS: [name: string, number: string][] = [
  ['shared', '+12025550151'],
  ['opted-out', '+12025550152'],
  ['doubtful', '+12025550153'],
  ['stranger', '+12025550177'],
  ['answered', '+12025550154'],
]
/** A day at the desk: a family's number, a STOP, a doubtful one, a stranger, a picture, an answer. */
const conversations = async (api: Api, carrier: PracticeCarrier, clock: MovingClock) => {
  await people(
    api,
    'Maria,Alvarez,202 555 0151,,,yes,yes',
    'Luis,Alvarez,202 555 0151,,,yes,',
    'Sofia,Alvarez,202 555 0151,,,yes,',
    'Desmond,Achebe,202 555 0152,,,yes,',
    'Tomasz,Wieczorek,202 555 0153,,,yes,',
    'Zoë,Castellanos,202 555 0154,,,yes,no',
  )
  const say = async (from: string, body: string, media?: (typeof PRACTICE_PICTURE)[]) => {
    const before = (await api.messages.page({ states: ['reply'] })).totals.replies
    carrier.inbound({ from, to: OWN, body, ...(media ? { media } : {}) })
    await expect
      .poll(async () => (await api.messages.page({ states: ['reply'] })).totals.replies)
      .toBe(before + 1)
    clock.skip(61_000)
  }
  const zoe = (await api.people.page({ search: 'Zoë' })).rows[0]?.id ?? 0
  await api.messages.send({
    draftId: crypto.randomUUID(),
    recipientId: zoe,
    e164: '+12025550154',
    body: 'Hi Zoë, your visit with Dana is on Thursday at ten. Bring your card if you have one.',
    purpose: 'alerts',
    templateId: null,
    notBefore: null,
  })
  await expect
    .poll(() => carrier.messages().some(({ status }) => status === 'delivered'), { timeout: 20_000 })
    .toBe(true)
  await say('+12025550154', 'Thursday works, thank you! This is the way to our new door:')
  await say('+12025550154', '', [PRACTICE_PICTURE])
  await api.messages.send({
    draftId: crypto.randomUUID(),
    recipientId: zoe,
    e164: '+12025550154',
    body: 'See you then.',
    purpose: 'conversation',
    templateId: null,
    notBefore: null,
  })
  await say('+12025550152', 'STOP')
  await say('+12025550177', 'Hi, is this the physio on Lane Street? Do you take new people?')
  await say('+12025550153', 'I am moving away in March, please stop the reminders then')
  await say('+12025550151', 'Hello, school runs late on Thursday')
  await say('+12025550151', 'Can she come at four instead?')
}

test.describe('screens', () => {
  test.setTimeout(240_000)
  test('inbox, conversations, light and dark, wide and narrow', async ({
    office: { page, api, carrier, clock },
  }) => {
    await conversations(api, carrier, clock)
    const { go, lookAll } = await looker(page)
    for (const [name, number] of CONVERSATIONS) {
      await go(`inbox/${encodeURIComponent(number)}`)
      const show = page.getByRole('button', { name: 'Show 1 picture' })
      if (await show.isVisible()) await show.click()
      await lookAll(`inbox-${name}`)
    }
    // Where something waits, the record says so.
    const { id = 0 } = (await api.people.find({ text: 'Wieczorek' }))[0] ?? {}
    await go(`people/${id}`)
    await expect(page.getByRole('region', { name: 'To do' })).toContainText('Is this an opt-out?')
    await lookAll('record-todo')
  })
})
