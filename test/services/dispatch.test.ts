import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../../src-preload/contract'
import { createDesk, type Desk } from '../support/desk'
import { holds } from '../support/properties'

const CALLS = Object.entries(contract).flatMap(([feature, verbs]) =>
  Object.entries(verbs).map(([verb, call]) => ({ name: `${feature}.${verb}`, access: call.access })),
)
const ROLES = ['receptionist', 'manager', 'admin']
/** These end the session or close the database; they have tests of their own. */
const APART = new Set([
  'session.lock',
  'settings.forgetTwilio',
  'settings.switchMode',
  'users.archive',
  'users.save',
])

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
  await desk.api.session.finishFirstRun({})
  const me = (await desk.api.session.get({})).user
  await desk.api.users.save({
    id: me?.id ?? 1,
    name: 'Anna Berg',
    role: 'admin',
    pin: '123456',
    number: null,
  })
  await desk.api.users.save({ id: null, name: 'Rita', role: 'receptionist', pin: '2222', number: null })
  await desk.api.users.save({ id: null, name: 'Max', role: 'manager', pin: '3333', number: null })
})
afterAll(() => desk.close())
const signIn = async (name: string, pin: string) => {
  const user = (await desk.api.session.get({})).users.find((one) => one.name === name)
  await desk.api.session.signIn({ userId: user?.id ?? 0, pin })
}

describe('the one door for calls', () => {
  test('an unknown call is refused', async () => {
    for (const name of ['people.drop', '__proto__', 'constructor', '', null, 7, {}, 'people']) {
      expect(await desk.dispatch(name, {})).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    }
  })

  test.each(CALLS.filter(({ name }) => !APART.has(name)))(
    '$name: no payload whatever is unexpected',
    async ({ name }) => {
      await signIn('Anna Berg', '123456')
      await holds(
        fc.asyncProperty(
          fc.oneof(
            fc.jsonValue({ maxDepth: 3 }),
            fc.record({
              id: fc.jsonValue(),
              recipientId: fc.integer(),
              ids: fc.array(fc.integer({ min: 1, max: 9 })),
              sendId: fc.string(),
              uploadId: fc.string(),
              reviewId: fc.string(),
              search: fc.string(),
              key: fc.string(),
              prefix: fc.string(),
              text: fc.string(),
            }),
          ),
          async (input) => {
            const reply = await desk.dispatch(name, input)
            if (!reply.ok)
              expect(['unexpected', 'storage'], JSON.stringify(input)).not.toContain(reply.error.code)
          },
        ),
        25,
      )
      expect(desk.log).toEqual([])
    },
  )

  test.each([
    ['Rita', '2222', 'receptionist'],
    ['Max', '3333', 'manager'],
  ])('%s may call what the role allows and nothing more', async (name, pin, role) => {
    await signIn(name, pin)
    for (const call of CALLS) {
      if (call.access === 'open') continue
      const reply = await desk.dispatch(call.name, null)
      const allowed = ROLES.indexOf(role) >= ROLES.indexOf(call.access)
      // Null fits no schema: whoever is let in is told so, whoever is not never gets that far.
      expect(reply, call.name).toMatchObject({
        ok: false,
        error: { code: allowed ? 'bad-input' : 'forbidden' },
      })
    }
  })

  test('after a lock nothing but signing in is answered', async () => {
    await signIn('Rita', '2222')
    await desk.api.session.lock({})
    for (const call of CALLS) {
      if (call.access === 'open') continue
      expect(await desk.dispatch(call.name, {}), call.name).toMatchObject({
        ok: false,
        error: { code: 'signed-out' },
      })
    }
  })
})

describe('PINs', () => {
  test('are kept as salted hashes only', () => {
    const kept = JSON.stringify(desk.settings.store)
    expect(kept).toContain('scrypt$')
    expect(kept).not.toMatch(/"(123456|2222|3333)"/)
  })
  test('guessing is slowed, and the words say for how long', async () => {
    const user = (await desk.api.session.get({})).users.find((one) => one.name === 'Max')
    const guess = (pin: string) => desk.api.session.signIn({ userId: user?.id ?? 0, pin })
    await expect(guess('0000')).rejects.toThrow('Wrong PIN. Try again.')
    await expect(guess('0001')).rejects.toThrow('Wrong PIN. Try again.')
    await expect(guess('0002')).rejects.toThrow('Wrong PIN. Try again in 5 seconds.')
    await expect(guess('3333')).rejects.toThrow(/Too many wrong PINs/)
    await desk.clock.advance(5_000)
    await guess('3333')
    expect((await desk.api.session.get({})).user?.name).toBe('Max')
  })
  test('the desk locks itself when nobody touched it', async () => {
    await signIn('Anna Berg', '123456')
    await desk.api.settings.saveIdleLock({ minutes: 10 })
    await signIn('Max', '3333')
    await desk.clock.advance(9 * 60_000)
    await desk.api.session.touch({})
    await desk.clock.advance(9 * 60_000)
    expect((await desk.api.session.get({})).user?.name).toBe('Max')
    // What the page asks by itself is nobody's doing.
    await desk.api.session.carrier({})
    await desk.api.people.counts({})
    await desk.clock.advance(2 * 60_000)
    expect((await desk.api.session.get({})).user).toBeNull()
    await signIn('Anna Berg', '123456')
    await desk.api.settings.saveIdleLock({ minutes: 0 })
  })
  test('the last Admin stays Admin, and nobody archives themselves', async () => {
    await signIn('Anna Berg', '123456')
    const me = (await desk.api.session.get({})).user?.id ?? 0
    await expect(
      desk.api.users.save({ id: me, name: 'Anna Berg', role: 'manager', pin: null, number: null }),
    ).rejects.toMatchObject({ field: 'role' })
    await expect(desk.api.users.archive({ id: me, archived: true })).rejects.toThrow(/yourself/)
  })
})
