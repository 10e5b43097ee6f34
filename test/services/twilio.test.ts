/** Setting Twilio up: each permission by the call that needs it, told apart; and the secret in no file but its own. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { PRACTICE_ACCOUNT } from '../../src-main/adapters/practice/account'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, setUpOffice } from '../support/prepare'

let desk: Desk
afterEach(() => desk.close())
const CANARY = 'canary-0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const KEY = `SK${'a'.repeat(32)}`
const SID = PRACTICE_ACCOUNT.sid
const token = { accountSid: SID, kind: 'token' as const, keySid: null, secret: CANARY }
const key = { accountSid: SID, kind: 'key' as const, keySid: KEY, secret: CANARY }
const open = async (account: NonNullable<DeskOptions['carrier']>['account'] = {}) => {
  const practice = PRACTICE_ACCOUNT.credentials
  desk = await createDesk({
    carrier: {
      account: {
        credentials: [...practice, { username: SID, password: CANARY }, { username: KEY, password: CANARY }],
        ...account,
      },
    },
  })
  await setUpOffice(desk.api)
  return desk.api
}
const named = (checks: { name: string; state: string; say: string }[]) =>
  Object.fromEntries(checks.map((check) => [check.name, check.state]))

describe('the test of a login', () => {
  test('a good one passes each check', async () => {
    const api = await open()
    const { ok, checks } = await api.settings.testTwilio(token)
    expect(ok).toBe(true)
    expect(new Set(checks.map(({ state }) => state))).toEqual(new Set(['ok']))
  })
  test('a wrong token is told as such, once', async () => {
    const api = await open()
    const { ok, checks } = await api.settings.testTwilio({ ...token, secret: 'wrong' })
    expect(ok).toBe(false)
    expect(checks).toHaveLength(1)
    expect(checks[0]).toMatchObject({
      state: 'fail',
      code: 20003,
      say: expect.stringMatching(/did not accept this login/),
    })
  })
  test('a key that lacks a permission: which, and what to do', async () => {
    const api = await open({
      credentials: [
        ...PRACTICE_ACCOUNT.credentials,
        { username: KEY, password: CANARY, denied: ['numbers', 'balance'] },
      ],
    })
    const { ok, checks } = await api.settings.testTwilio(key)
    expect(ok).toBe(false)
    expect(named(checks)).toMatchObject({
      'List messages': 'ok',
      'Read the balance': 'warn',
      'List phone numbers': 'fail',
    })
    expect(checks.find(({ name }) => name === 'List phone numbers')?.say).toMatch(/lacks this permission/)
  })
  test('a trial account is said to be one', async () => {
    const api = await open({ type: 'Trial' })
    expect(
      (await api.settings.testTwilio(token)).checks.find(({ name }) => name === 'Read the account'),
    ).toMatchObject({ state: 'warn', say: expect.stringMatching(/trial/) })
  })
  test('no number with SMS; an empty Messaging Service', async () => {
    const api = await open({
      numbers: [{ number: '+12025550100', name: 'Voice only', sms: false, mms: false, country: 'US' }],
      services: [{ sid: `MG${'0'.repeat(31)}2`, name: 'Empty', numbers: [], a2p: null }],
    })
    const { checks } = await api.settings.testTwilio(token)
    expect(named(checks)['List phone numbers']).toBe('fail')
    expect(checks.find(({ name }) => name === 'List Messaging Services')?.say).toMatch(
      /“Empty” has no number/,
    )
  })
  test.each([
    ['an account SID', { ...token, accountSid: 'AC12' }, 'accountSid'],
    ['a key SID', { ...key, keySid: 'nonsense' }, 'keySid'],
    ['no secret', { ...token, secret: null }, 'secret'],
  ])('%s that cannot be one is said beside its field', async (_what, login, field) => {
    const api = await open()
    await expect(api.settings.testTwilio(login)).rejects.toMatchObject({ code: 'bad-input', field })
  })
})

describe('going live', () => {
  test('needs a tested login and a sender; the screen never gets the secret back', async () => {
    const api = await open()
    await expect(api.settings.switchMode({ to: 'live' })).rejects.toThrow(/Connect and test Twilio first/)
    await api.settings.saveTwilio(token)
    await expect(api.settings.switchMode({ to: 'live' })).rejects.toThrow(/which number/)
    expect((await api.settings.senders({})).numbers[0]).toMatchObject({ number: '+12025550100' })
    await api.settings.chooseSender({ kind: 'number', number: '+12025550100' })
    await api.settings.switchMode({ to: 'live' })
    expect((await api.session.get({})).mode).toBe('live')
    const settings = await api.settings.get({})
    expect(settings.twilio).toMatchObject({ accountSid: SID, secretEnd: CANARY.slice(-4) })
    expect(JSON.stringify(settings)).not.toContain(CANARY)
  })
  test('practice people and opt-outs stay in practice', async () => {
    const api = await open()
    await importCsv(api, 'First Name,Mobile Phone,Consent to alerts\nAda,202 555 0101,yes\n')
    await api.suppressions.add({ number: '202 555 0109', detail: 'practice' })
    await api.settings.saveTwilio(token)
    await api.settings.chooseSender({ kind: 'number', number: '+12025550100' })
    await api.settings.switchMode({ to: 'live' })
    expect((await api.people.counts({})).client).toBe(0)
    expect((await api.suppressions.page({})).total).toBe(0)
    await api.settings.switchMode({ to: 'practice' })
    expect((await api.people.counts({})).client).toBe(1)
  })
  test('an unregistered US number and an unverified toll-free one are known before the first failure', async () => {
    const api = await open({
      tollFreeVerified: [],
      services: [{ sid: `MG${'0'.repeat(31)}3`, name: 'Unregistered', numbers: ['+12025550100'], a2p: null }],
    })
    await api.settings.saveTwilio(token)
    const tollFree = await api.settings.chooseSender({ kind: 'number', number: '+18005550199' })
    expect(tollFree.checks.map(({ code }) => code)).toContain(30032)
    const service = await api.settings.chooseSender({
      kind: 'service',
      sid: `MG${'0'.repeat(31)}3`,
      name: 'Unregistered',
    })
    expect(service.checks.map(({ code }) => code)).toContain(30034)
  })
})

test('the token is in no database, log, journal, setting or practice file, however the network fails', async () => {
  const api = await open()
  await api.settings.saveTwilio(token)
  await api.settings.chooseSender({ kind: 'number', number: '+12025550100' })
  await api.settings.switchMode({ to: 'live' })
  await setUpOffice(api)
  await importCsv(api, 'First Name,Mobile Phone,Consent to alerts\nAda,202 555 0101,yes\n')
  const recipientId = (await api.people.find({ text: 'Ada' }))[0]?.id ?? 0
  for (const fault of [
    'dropAnswer',
    'refuseBefore',
    'failAfterAccepting',
    'resetMidAnswer',
    'tooMany',
    'htmlPage',
  ] as const) {
    desk.carrier.setBehaviour({ [fault]: { times: 1 } })
    await api.messages.send({
      draftId: crypto.randomUUID(),
      recipientId,
      e164: '+12025550101',
      body: `During ${fault}`,
      purpose: 'alerts',
      templateId: null,
      notBefore: null,
    })
    await desk.clock.advance(10_000)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  await desk.clock.advance(60_000)
  const forms = [
    CANARY,
    Buffer.from(`${SID}:${CANARY}`).toString('base64'),
    encodeURIComponent(CANARY),
    Buffer.from(CANARY).toString('base64'),
  ]
  const places = readdirSync(desk.dataDir)
    .filter((name) => name !== 'secrets.json')
    .map((name): [string, string] => [name, readFileSync(path.join(desk.dataDir, name)).toString('latin1')])
  places.push(
    ['log', desk.log.join('\n')],
    ['settings', JSON.stringify(desk.settings.store)],
    ['events', JSON.stringify(desk.events)],
  )
  expect(places.map(([name]) => name)).toEqual(expect.arrayContaining(['live.db', 'live-claims.db']))
  for (const [name, content] of places)
    for (const form of forms) expect(content.includes(form), name).toBe(false)
})
