/** Who gets in, and how often they may try (faults 5, 7 and 9; statements 20 and 22). */
import { afterEach, describe, expect, test } from 'vitest'
import { createPins } from '../../src-main/adapters/secrets/pins'
import { createDesk, type Desk, type DeskOptions, QUICK_PINS } from '../support/desk'

let desk: Desk
afterEach(() => desk.close())

const ANNA = '246810'
const open = async (options: DeskOptions = {}) => {
  desk = await createDesk(options)
  const me = (await desk.api.session.get({})).user?.id ?? 1
  await desk.api.users.save({ id: me, name: 'Anna Berg', role: 'admin', pin: ANNA, number: null })
  await desk.api.users.save({ id: null, name: 'Rita', role: 'receptionist', pin: '2222', number: null })
}
const signIn = (userId: number, pin: string) => desk.api.session.signIn({ userId, pin })
const guesses = async (userId: number, pins: readonly string[]) =>
  (await Promise.allSettled(pins.map((pin) => signIn(userId, pin)))).map((one) =>
    one.status === 'fulfilled' ? 'in' : String((one.reason as Error).message),
  )
const kept = () =>
  (desk.settings.store as { users: { id: number; name: string; archived: boolean; pinHash: string }[] }).users

describe('fault 5: guesses', () => {
  test('three hundred at once are looked at one by one, and slowed', async () => {
    let looked = 0
    const pins = {
      ...QUICK_PINS,
      matches: (pin: string, hash: string) => ((looked += 1), QUICK_PINS.matches(pin, hash)),
    }
    await open({ app: { pins } })
    const all = Array.from({ length: 300 }, (_, i) => String(100_000 + i))
    // The right one among them is not found either.
    const said = await guesses(1, [...all.slice(0, 150), ANNA, ...all.slice(150)])
    expect(said).not.toContain('in')
    expect(looked).toBe(3)
    expect(said.filter((words) => words.startsWith('Too many wrong PINs'))).toHaveLength(298)
  })
  test('the count outlives a restart, and a guess that was cut off counts', async () => {
    await open()
    await guesses(1, ['111111', '111112'])
    await desk.restart()
    expect(await guesses(1, ['111113'])).toEqual(['Wrong PIN. Try again in 5 seconds.'])
    await desk.restart()
    // A restart takes a moment.
    expect((await guesses(1, [ANNA]))[0]).toMatch(/^Too many wrong PINs\. Try again in [1-5] seconds\.$/)
    await desk.clock.advance(5_000)
    expect(await guesses(1, [ANNA])).toEqual(['in'])
    // Killed while the PIN was being looked at.
    const pins = { ...QUICK_PINS, matches: () => new Promise<boolean>(() => undefined) }
    await desk.close()
    await open({ app: { pins } })
    void signIn(1, '111111').catch(() => undefined)
    await new Promise((resolve) => setImmediate(resolve))
    expect(desk.settings.store).toMatchObject({ signIns: { 'user 1': { failed: 1 } } })
  })
  test('knowing one PIN makes no guess at the others free: the office has a count too', async () => {
    await open()
    const said: string[] = []
    for (let i = 0; i < 20; i += 1) {
      said.push(...(await guesses(2, ['2222'])), ...(await guesses(1, [String(100_000 + i)])))
      await desk.clock.advance(5 * 60_000)
    }
    expect(said.filter((words) => words !== 'in')).toHaveLength(20)
    expect(desk.settings.store).toMatchObject({
      signIns: { 'user 1': { failed: 20 }, office: { failed: 20 } },
    })
  })
  test('a clock that is put back keeps nobody out for long', async () => {
    await open()
    await guesses(1, ['111111', '111112', '111113'])
    desk.clock.jump('2020-01-01T00:00:00.000Z')
    const [words] = await guesses(1, [ANNA])
    expect(words).toMatch(/Try again in (300|[1-9]\d?) seconds/)
  })
  test('a hash from elsewhere is no reason to compute for ever', async () => {
    await open()
    const pins = createPins()
    for (const hash of [
      'scrypt$1073741824$AAAA$AAAA',
      'scrypt$-1$AA$AA',
      'scrypt$x$AA$AA',
      'md5$1$AA$AA',
      '',
      'scrypt$1024$$',
      `scrypt$1024$AA$${'A'.repeat(9_000_000)}`,
    ])
      expect(await pins.matches('1', hash)).toBe(false)
  })
})

describe('fault 7: two at once', () => {
  test('of two set-ups one wins', async () => {
    desk = await createDesk({ setUp: false })
    const setUp = (userName: string) =>
      desk.api.session.setUp({
        officeName: 'A',
        country: 'US',
        zone: 'America/New_York',
        userName,
        pin: '135790',
      })
    const both = await Promise.allSettled([setUp('First'), setUp('Second')])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(kept().map(({ name }) => name)).toEqual(['First'])
  })
  test('archiving somebody while a PIN is hashed stands, and so does every other change meanwhile', async () => {
    await open()
    await desk.api.users.save({ id: null, name: 'Max', role: 'manager', pin: '3333', number: null })
    await Promise.all([
      desk.api.users.save({ id: 2, name: 'Rita', role: 'receptionist', pin: '4444', number: null }),
      desk.api.users.archive({ id: 2, archived: true }),
      desk.api.users.save({ id: 3, name: 'Maxim', role: 'manager', pin: '5555', number: null }),
      desk.api.users.setMyNumber({ number: '202 555 0142' }),
    ])
    expect(kept()).toMatchObject([
      { id: 1, number: '+12025550142' },
      { id: 2, archived: true },
      { id: 3, name: 'Maxim' },
    ])
    await desk.api.session.lock({})
    await expect(signIn(2, '4444')).rejects.toMatchObject({ code: 'not-found' })
  })
  test('whoever is archived while the PIN is looked at does not get in', async () => {
    let release: () => void = () => undefined
    const pins = {
      ...QUICK_PINS,
      async matches(pin: string, hash: string) {
        const right = await QUICK_PINS.matches(pin, hash)
        if (pin === '2222') await new Promise<void>((resolve) => (release = resolve))
        return right
      },
    }
    await open({ app: { pins } })
    const rita = signIn(2, '2222')
    await desk.until(() => String(release) !== String(() => undefined), 'the look')
    await desk.api.users.archive({ id: 2, archived: true })
    release()
    await expect(rita).rejects.toThrow('Wrong PIN')
    expect((await desk.api.session.get({})).user?.name).toBe('Anna Berg')
  })
})

describe('PINs of Admins', () => {
  test('have at least six digits: at set-up, for a new one, and for whoever becomes one', async () => {
    desk = await createDesk({ setUp: false })
    const setUp = { officeName: 'A', country: 'US', zone: 'America/New_York', userName: 'Anna', pin: '12345' }
    await expect(desk.api.session.setUp(setUp)).rejects.toMatchObject({ field: 'pin' })
    await desk.close()
    await open()
    const save = (id: number | null, role: 'admin' | 'receptionist', pin: string | null) =>
      desk.api.users.save({ id, name: id === 2 ? 'Rita' : 'Olga', role, pin, number: null })
    await expect(save(null, 'admin', '12345')).rejects.toMatchObject({ field: 'pin' })
    await expect(save(2, 'admin', null)).rejects.toMatchObject({ field: 'pin' })
    await save(2, 'admin', '654321')
    await save(null, 'receptionist', '1234')
  })
  test('a shorter one from before still opens, and the screen asks for a longer one', async () => {
    const pinHash = await QUICK_PINS.hash('1234')
    const users = [
      { id: 1, name: 'Anna Berg', role: 'admin' as const, pinHash, number: null, archived: false },
    ]
    desk = await createDesk({ settings: { users, firstRunDone: true }, setUp: false })
    await signIn(1, '1234')
    expect((await desk.api.session.get({})).advice).toEqual({ shortPin: true, noRecoveryCode: true })
    await desk.api.users.save({ id: 1, name: 'Anna Berg', role: 'admin', pin: ANNA, number: null })
    expect((await desk.api.session.get({})).advice.shortPin).toBe(false)
  })
})

describe('fault 9: the screen', () => {
  test('without a PIN it is covered by hand and when idle, and one click uncovers it', async () => {
    desk = await createDesk({ settings: { idleLockMinutes: 5 } })
    await desk.api.session.lock({})
    expect((await desk.api.session.get({})).user).toBeNull()
    await expect(desk.api.people.counts({})).rejects.toMatchObject({ code: 'signed-out' })
    await signIn(1, '')
    await desk.api.people.counts({})
    await desk.clock.advance(4 * 60_000)
    await desk.api.session.touch({})
    await desk.clock.advance(4 * 60_000)
    expect((await desk.api.session.get({})).user?.name).toBe('Anna Berg')
    // The page asks for these by itself, every few minutes.
    await desk.api.session.carrier({})
    await desk.api.outbox.state({})
    await desk.clock.advance(61_000)
    expect((await desk.api.session.get({})).user).toBeNull()
  })
  test('an Admin who forgot the PIN gets back in with the recovery code, once', async () => {
    desk = await createDesk({ setUp: false })
    const { recoveryCode } = await desk.api.session.setUp({
      officeName: 'A',
      country: 'US',
      zone: 'America/New_York',
      userName: 'Anna Berg',
      pin: ANNA,
    })
    expect(recoveryCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(JSON.stringify(desk.settings.store)).not.toContain(recoveryCode)
    await desk.api.session.lock({})
    const recover = (code: string, pin = '999999') => desk.api.session.recover({ userId: 1, code, pin })
    await expect(recover('AAAA-BBBB-CCCC-DDDD-EEEE')).rejects.toMatchObject({ field: 'code' })
    await expect(recover(recoveryCode ?? '', '1234')).rejects.toMatchObject({ field: 'pin' })
    const typed = (recoveryCode ?? '')
      .toLowerCase()
      .replaceAll('-', ' ')
      .replaceAll('0', 'o')
      .replaceAll('1', 'l')
    const next = await recover(typed)
    expect((await desk.api.session.get({})).user?.name).toBe('Anna Berg')
    await desk.api.session.lock({})
    await expect(signIn(1, ANNA)).rejects.toThrow('Wrong PIN')
    await signIn(1, '999999')
    await expect(recover(recoveryCode ?? '')).rejects.toMatchObject({ field: 'code' })
    const renewed = await desk.api.session.newRecoveryCode({})
    await expect(recover(next.recoveryCode)).rejects.toMatchObject({ field: 'code' })
    await desk.clock.advance(5 * 60_000)
    await recover(renewed.recoveryCode)
  })
  test('the code opens for an Admin only, and guesses at it are slowed', async () => {
    await open()
    await desk.api.session.newRecoveryCode({})
    await desk.api.session.lock({})
    await expect(desk.api.session.recover({ userId: 2, code: 'x', pin: '999999' })).rejects.toMatchObject({
      field: 'code',
    })
    const said = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) =>
        desk.api.session.recover({ userId: 1, code: String(i), pin: '999999' }),
      ),
    )
    expect(
      said.filter((one) => one.status === 'rejected' && /Too many wrong codes/.test(String(one.reason))),
    ).toHaveLength(47)
  })
})
