/** What a page is answered while the program is being read, and from then on. */
import { expect, test } from 'vitest'
import { createAnswers } from '../../src-main/hosts/electron/answers'
import { createFirstScreen } from '../../src-main/hosts/electron/first-screen'
import type { Dispatch } from '../../src-main/hosts/dispatch'
import { loneUser, sessionShown } from '../../src-main/services/session/session-shown'
import { DEFAULTS } from '../../src-main/adapters/settings/settings-store'
import type { UserKept } from '../../src-main/services/settings/settings-store'

const ANNA: UserKept = {
  id: 1,
  name: 'Anna Berg',
  role: 'admin',
  pinHash: null,
  number: null,
  archived: false,
}
const shown = (users: UserKept[], broken: string | null = null) => {
  const settings = { ...DEFAULTS, users, firstRunDone: true }
  return sessionShown(settings, loneUser(settings), {
    version: '0.1.0',
    restarted: null,
    archive: null,
    broken: broken === null ? null : { key: 'app.database-failed', params: {} },
  })
}
const program =
  (value: unknown): Dispatch =>
  async (name, input) => ({ ok: true, value: name === 'session.get' ? value : { name, input } })
const setUp = (session: () => Promise<ReturnType<typeof shown>>) => {
  const told: string[] = []
  const answers = createAnswers({
    session,
    firstScreen: createFirstScreen(),
    sessionChanged: () => told.push('session'),
  })
  return { answers, told }
}

test('who is here is answered before the program is there, all else when it is', async () => {
  const { answers, told } = setUp(async () => shown([ANNA]))
  const done: string[] = []
  const page = answers.ask('people.page', { limit: 1 }).then((reply) => {
    done.push('people')
    return reply
  })
  expect(await answers.ask('session.get', {})).toMatchObject({
    ok: true,
    value: { user: { name: 'Anna Berg' } },
  })
  expect(done).toEqual([])
  await answers.open(program(shown([ANNA])))
  expect(await page).toEqual({ ok: true, value: { name: 'people.page', input: { limit: 1 } } })
  expect(told).toEqual([])
})

test('one with a PIN is not let in by it', async () => {
  const { answers } = setUp(async () => shown([{ ...ANNA, pinHash: 'kept' }]))
  expect(await answers.ask('session.get', {})).toMatchObject({
    ok: true,
    value: { user: null, users: [{ name: 'Anna Berg', hasPin: true }] },
  })
})

test('what only the program knows is told when it is there: a database that does not open', async () => {
  const { answers, told } = setUp(async () => shown([ANNA]))
  await answers.ask('session.get', {})
  await answers.open(program(shown([ANNA], 'broken')))
  expect(told).toEqual(['session'])
  expect(await answers.ask('session.get', {})).toMatchObject({
    value: { broken: { key: 'app.database-failed' } },
  })
})

test('settings that cannot be read leave the answer to the program', async () => {
  const { answers } = setUp(async () => {
    throw new Error('not JSON')
  })
  const asked = answers.ask('session.get', {})
  await answers.open(program('from the program'))
  expect(await asked).toEqual({ ok: true, value: 'from the program' })
})

test('settings that are read too late are not answered with', async () => {
  const { promise, resolve } = Promise.withResolvers<ReturnType<typeof shown>>()
  const { answers } = setUp(() => promise)
  const asked = answers.ask('session.get', {})
  await answers.open(program('from the program'))
  resolve(shown([ANNA]))
  expect(await asked).toEqual({ ok: true, value: 'from the program' })
})

test('another program answers from when it is put in the place of the first', async () => {
  const { answers } = setUp(async () => shown([ANNA]))
  await answers.open(program('the first'))
  answers.replace(program('the second'))
  expect(await answers.ask('session.get', {})).toEqual({ ok: true, value: 'the second' })
})
