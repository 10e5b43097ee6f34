/** Issue 14: newer versions. What a person agreed to, who may ask for it, and what is offered: nothing older, nothing unsigned. */
import { describe, expect, test } from 'vitest'
import { UpdateError, type UpdateOffer, type Updater } from '../../src-main/services/ports'
import { createDesk } from '../support/desk'
import { setUpOffice } from '../support/prepare'
import {
  ADDRESS,
  folder,
  desk,
  did,
  source,
  updater,
  workWith,
  open,
  NOBODY,
  alone,
  stateOf,
  kindBecomes,
  ready,
  withBackups,
  updateInEachTest,
} from './updates-fixture'

updateInEachTest()

describe('what is asked of whom', () => {
  test('nothing is looked for until an Admin says where; then once a day, and nothing is downloaded by itself', async () => {
    const { clock, handlers, kept } = alone()
    const call = (verb: 'look' | 'download') => () => handlers[verb]({}, NOBODY)
    await clock.advance(3 * 86_400_000)
    expect(did).toEqual([])
    expect(call('look')).toThrow(/Turn updates on/)
    source.offer = null
    await handlers.save({ on: true, address: ` ${ADDRESS} ` }, NOBODY)
    await clock.advance(0)
    expect([did, kept.get().updates.address]).toEqual([[ADDRESS, 'look'], ADDRESS])
    source.offer = { version: '0.2.0', notes: '', bytes: null }
    await clock.advance(86_400_000)
    expect(await handlers.get({}, NOBODY)).toMatchObject({ state: { kind: 'found', version: '0.2.0' } })
    await clock.advance(2 * 86_400_000)
    expect(did.filter((one) => one === 'look')).toHaveLength(4)
    expect(did).not.toContain('download')
    await handlers.save({ on: false, address: ADDRESS }, NOBODY)
    await clock.advance(3 * 86_400_000)
    expect(did.filter((one) => one === 'look')).toHaveLength(4)
    expect(call('download')).toThrow(/Turn updates on/)
  })

  test('a start looks after a minute, so that the first screen waits for nothing', async () => {
    const { clock } = alone({ on: true, address: ADDRESS, pending: null })
    await clock.advance(59_000)
    expect(did).toEqual([])
    await clock.advance(2000)
    expect(did).toEqual([ADDRESS, 'look'])
  })

  test('what is new is said, how far the download is too, and it is in the audit log', async () => {
    await open()
    await withBackups()
    await ready()
    expect(await stateOf()).toEqual({
      kind: 'ready',
      version: '0.2.0',
      notes: 'Texts can be read aloud.',
      bytes: 90_000_000,
    })
    const told = desk.events.filter(
      ({ event, payload }) => event === 'job' && (payload as { job: string }).job === 'update',
    )
    expect(told.map(({ payload }) => (payload as { done: number }).done)).toEqual([0, 50, 100])
    await desk.api.updates.install({})
    await desk.until(() => did.includes('install'), 'the end of the program')
    const { rows } = await desk.api.audit.page({ search: 'Updates', offset: 0, limit: 20, actions: [] })
    expect(rows.map(({ detail }) => detail)).toContain('Installing a newer version')
    expect(rows.some(({ after }) => after?.includes(ADDRESS))).toBe(true)
  })

  test('a receptionist sees the state and changes nothing', async () => {
    await open()
    await desk.api.users.save({ id: 1, name: 'Anna Berg', role: 'admin', pin: '482913', number: null })
    await desk.api.users.save({
      id: null,
      name: 'Rita Moss',
      role: 'receptionist',
      pin: '1234',
      number: null,
    })
    const users = await desk.api.users.list({})
    await desk.api.session.lock({})
    await desk.api.session.signIn({
      userId: users.find(({ name }) => name === 'Rita Moss')?.id ?? 0,
      pin: '1234',
    })
    expect((await desk.api.updates.get({})).state.kind).toBe('off')
    for (const call of [
      () => desk.api.updates.save({ on: true, address: ADDRESS }),
      () => desk.api.updates.look({}),
      () => desk.api.updates.download({}),
      () => desk.api.updates.install({}),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'forbidden' })
  })

  test.each([
    ['http://updates.example.com', /https/],
    ['updates', /full path/],
    ['', /Type the address/],
    [`${ADDRESS}/latest-linux.yml`, /names a file/],
    ['/no/such/folder', /no such folder/],
  ])('the address “%s” is refused beside its field', async (address, words) => {
    await open()
    await expect(desk.api.updates.save({ on: true, address })).rejects.toMatchObject({
      field: 'address',
      message: expect.stringMatching(words),
    })
    expect(await desk.api.updates.get({})).toMatchObject({ on: false, address: '' })
  })

  test('a folder is taken where it is there', async () => {
    await open()
    await desk.api.updates.save({ on: true, address: folder })
    await kindBecomes('found')
    expect(did).toEqual([folder, 'look'])
  })

  test('in the browser, and in a program made without a key, it says so and stays off', async () => {
    workWith(await createDesk())
    await setUpOffice(desk.api)
    expect(await desk.api.updates.get({})).toMatchObject({ unable: 'browser', state: { kind: 'off' } })
    await expect(desk.api.updates.save({ on: true, address: ADDRESS })).rejects.toThrow(/installed program/)
    source.unable = 'no-key'
    await desk.swap(() => {}, { updater })
    expect(await desk.api.updates.get({})).toMatchObject({ unable: 'no-key', state: { kind: 'off' } })
    await expect(desk.api.updates.save({ on: true, address: ADDRESS })).rejects.toThrow(/supplier/)
    await expect(desk.api.updates.look({})).rejects.toThrow(/supplier/)
    expect(did).toEqual([])
  })
})

describe('what is offered', () => {
  test.each(['0.1.0', '0.0.9', '0.1.0-beta.1', 'latest', '9'])(
    'the version %s is no update: nothing goes back',
    async (version) => {
      await open()
      source.offer = { version, notes: '', bytes: null }
      await desk.api.updates.save({ on: true, address: ADDRESS })
      await kindBecomes('none')
      await expect(desk.api.updates.download({})).rejects.toThrow(/nothing to download/)
    },
  )

  test.each(['unreachable', 'missing', 'unreadable', 'signature', 'disk-full'] as const)(
    'a look that failed (%s) is said, and tried again in some hours',
    async (why) => {
      const { clock, handlers } = alone({ on: true, address: ADDRESS, pending: null })
      source.wrong = { look: new UpdateError(why) }
      await clock.advance(61_000)
      expect(await handlers.get({}, NOBODY)).toMatchObject({
        state: { kind: 'failed', code: why, version: null },
      })
      expect(() => handlers.download({}, NOBODY)).toThrow(/nothing to download/)
      source.wrong = {}
      await clock.advance(4 * 3_600_000)
      expect(await handlers.get({}, NOBODY)).toMatchObject({ state: { kind: 'found' } })
    },
  )

  test('a package that is not the signed one is not installed, and can be fetched again', async () => {
    await open()
    await desk.api.updates.save({ on: true, address: ADDRESS })
    await kindBecomes('found')
    source.wrong = { download: new UpdateError('damaged') }
    await desk.api.updates.download({})
    await kindBecomes('failed')
    expect(await stateOf()).toEqual({ kind: 'failed', code: 'damaged', version: '0.2.0' })
    await expect(desk.api.updates.install({})).rejects.toThrow(/Download the update first/)
    source.wrong = {}
    await desk.api.updates.download({})
    await kindBecomes('ready')
  })

  test('an error that nobody expected is said in words, and its own are not in the log', async () => {
    await open()
    source.wrong = { look: new Error('Ada Okafor +15555550100') }
    await desk.api.updates.save({ on: true, address: ADDRESS })
    await kindBecomes('failed')
    expect(await stateOf()).toMatchObject({ code: 'other' })
    expect(desk.log.join()).toContain('updates: Error')
    expect(desk.log.join()).not.toContain('Ada')
  })

  test('an answer that comes after the address changed says nothing', async () => {
    let answer: (found: UpdateOffer | null) => void = () => {}
    const slow: Updater = {
      unable: null,
      isFolder: () => true,
      look: () => new Promise((resolve) => (answer = resolve)),
      download: async () => {},
      install: async () => {},
      cancel() {},
    }
    await open({ app: { updater: slow } })
    await desk.api.updates.save({ on: true, address: ADDRESS })
    const first = answer
    await desk.api.updates.save({ on: false, address: ADDRESS })
    first(source.offer)
    await desk.clock.advance(1000)
    expect(await stateOf()).toEqual({ kind: 'off' })
  })
})
