/** M26: what happened is noted, by whom, without secrets and without the words of a text; nothing changes it. */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { createVault } from '../../src-main/adapters/backup/vault'
import { createDesk, type Desk } from '../support/desk'
import { fetchFile, importCsv, peopleCsv, setUpOffice } from '../support/prepare'

let desk: Desk
afterEach(() => desk.close())
const PIN = '246810'
const all = async (filter = {}) => {
  // Notes are written behind the calls that they are of.
  await desk.clock.advance(250)
  await new Promise((resolve) => setTimeout(resolve, 20))
  return (await desk.api.audit.page({ limit: 500, ...filter })).rows
}

test('M26 every kind of act leaves its entry: who, what, before and after; no secret, no text, no name of a person', async () => {
  desk = await createDesk({ app: { vault: createVault(10) } })
  const { api } = desk
  await setUpOffice(api)
  await api.users.save({ id: 1, name: 'Anna Berg', role: 'admin', pin: PIN, number: null })
  await api.users.save({ id: null, name: 'Rita', role: 'receptionist', pin: '2222', number: null })
  await api.users.save({ id: 2, name: 'Rita', role: 'manager', pin: null, number: null })
  await api.users.archive({ id: 2, archived: true })
  await api.users.archive({ id: 2, archived: false })
  await api.settings.saveOffice({ ...(await api.settings.get({})).office, name: 'Larkfield East' })
  await api.mail.save({
    on: false,
    to: 'a@example.com',
    from: 'a@example.com',
    host: 'smtp.example.com',
    port: 465,
    security: 'tls',
    user: 'a',
    password: 'correct horse battery',
  })
  const { importId } = await importCsv(api, peopleCsv(3))
  const { rows } = await api.people.page({})
  const [one = { id: 0 }, two = { id: 0 }] = rows
  await api.consent.record({
    recipientIds: [one.id],
    purpose: 'alerts',
    state: 'granted',
    basis: 'verbal',
    source: 'Said so on the phone',
    wording: '',
  })
  await api.suppressions.add({ number: '+12025550177', detail: 'Zebedee asked by phone' })
  const blocked = (await api.suppressions.page({ offset: 0, limit: 10 })).rows[0]?.id ?? 0
  await api.suppressions.lift({ id: blocked, reason: 'Zebedee changed his mind' })
  desk.carrier.setBehaviour({ failWith: [21610] })
  const text = { recipientId: one.id, body: 'Hello', templateId: null, notBefore: null }
  await api.messages.send({
    ...text,
    draftId: randomUUID(),
    e164: (await api.people.get({ id: one.id })).numbers[0]?.e164 ?? '',
    purpose: 'alerts',
  })
  const refused = async () => (await api.suppressions.page({ offset: 0, limit: 10 })).rows[0]?.id
  await desk.until(async () => (await refused()) !== undefined, 'the carrier’s block')
  await api.messages.askCarrier({
    ...text,
    id: (await refused()) ?? 0,
    draftId: randomUUID(),
    reason: 'Zebedee opted in again',
  })
  await api.people.export({ ids: [one.id] })
  await api.privacy.export({ id: one.id, format: 'json' })
  await api.consent.export({ recipientId: one.id })
  await api.privacy.forget({ id: two.id })
  await api.imports.undo({ id: importId })
  await api.backups.setPassphrase({ passphrase: 'heron lantern gravel tuesday' })
  await desk.until(async () => !(await api.backups.get({})).running, 'the backup')
  const { name } = await api.backups.now({})
  await api.session.lock({})
  await expect(api.session.signIn({ userId: 1, pin: '111111' })).rejects.toThrow()
  await expect(api.session.signIn({ userId: 1, pin: '111112' })).rejects.toThrow()
  await expect(api.session.signIn({ userId: 1, pin: '111113' })).rejects.toThrow()
  await expect(api.session.signIn({ userId: 1, pin: PIN })).rejects.toThrow()
  await desk.clock.advance(5_000)
  await api.session.signIn({ userId: 1, pin: PIN })
  await api.session.newRecoveryCode({})

  const entries = await all()
  const actions = new Set(entries.map(({ action }) => action))
  for (const action of [
    'signed-in',
    'sign-in-failed',
    'sign-in-locked',
    'locked',
    'recovery-code-made',
    'user-added',
    'user-changed',
    'user-archived',
    'settings-changed',
    'exported',
    'imported',
    'import-undone',
    'consent-recorded',
    'block-added',
    'block-lifted',
    'carrier-asked',
    'forgotten',
    'backup-made',
  ])
    expect(actions, action).toContain(action)
  expect(entries.find(({ subject }) => subject === 'Office')).toMatchObject({
    by: 'Anna Berg',
    before: '{"name":"Larkfield Physio"}',
    after: '{"name":"Larkfield East"}',
  })
  expect(
    entries.find(({ action, subject }) => action === 'user-changed' && subject === 'Rita'),
  ).toMatchObject({
    before: '{"role":"receptionist"}',
    after: '{"role":"manager"}',
  })
  expect(entries.filter(({ action }) => action === 'exported')).toHaveLength(3)
  const said = JSON.stringify(entries)
  for (const secret of [
    PIN,
    '111111',
    '2222',
    'scrypt',
    'correct horse',
    'heron lantern',
    'Person',
    'Zebedee',
    '2025550177',
    'Said so',
  ])
    expect(said, secret).not.toContain(secret)

  // It goes with the database: into backups, and back with them.
  await api.backups.restore({ file: name, passphrase: null })
  await api.session.signIn({ userId: 1, pin: PIN })
  const after = await all()
  expect(after.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['restored', 'imported', 'forgotten']),
  )
  expect(after.find(({ action }) => action === 'restored')).toMatchObject({ by: 'Anna Berg', subject: name })
})

test('M26 filter, search, CSV; a receptionist and a manager may not', async () => {
  desk = await createDesk()
  const { api } = desk
  await setUpOffice(api)
  await api.settings.saveOffice({ ...(await api.settings.get({})).office, name: '=cmd' })
  await api.settings.saveIdleLock({ minutes: 5 })
  expect(
    (await all({ actions: ['settings-changed'], search: 'idleLock' })).map(({ subject }) => subject),
  ).toEqual(['Screen lock'])
  expect(await all({ search: '%' })).toEqual([])
  expect(await all({ to: '2020-01-01T00:00:00.000Z' })).toEqual([])
  const csv = await fetchFile(desk.api, await api.audit.export({ search: 'Screen lock' }))
  expect(csv.split('\r\n')[0]).toBe('Time (UTC),User,What,About,Detail,Before,After')
  expect(csv).toContain('Anna Berg,settings-changed,Screen lock')
  await api.users.save({ id: 1, name: 'Anna Berg', role: 'admin', pin: PIN, number: null })
  await api.users.save({ id: null, name: 'Max', role: 'manager', pin: '3333', number: null })
  await api.session.signIn({ userId: 2, pin: '3333' })
  await expect(api.audit.page({})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(api.audit.export({})).rejects.toMatchObject({ code: 'forbidden' })
})

test('M26 the database itself refuses to change, replace or delete an entry (statement 28)', async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  await desk.api.settings.saveIdleLock({ minutes: 5 })
  const before = await all()
  const { db } = desk.app.testing
  for (const sql of [
    "UPDATE audit_entry SET subject = 'x'",
    "UPDATE audit_entry SET at = '2020-01-01'",
    'DELETE FROM audit_entry',
    "INSERT OR REPLACE INTO audit_entry (id, at, action, user_name, subject, detail) SELECT id, at, action, 'Eve', subject, detail FROM audit_entry",
  ])
    expect(() => db.exec(sql), sql).toThrow(/append-only/)
  expect(await all()).toEqual(before)
})

test('M26 decisions, releases and imports of meanwhile are noted with the one who made them', async () => {
  desk = await createDesk({ at: '2026-11-25T03:00:00.000Z' })
  const { api } = desk
  await setUpOffice(api)
  const rule = { from: '08:00', to: '21:00', days: [0, 1, 2, 3, 4, 5, 6], onHolidays: true }
  const { sending } = await api.settings.get({})
  await api.settings.saveSending({ ...sending, quiet: { alerts: rule, marketing: rule, holidays: [] } })
  await importCsv(api, 'First Name,Mobile Phone,Consent to alerts\nAda,+12125550101,yes')
  const { id } = await api.lists.save({
    id: null,
    name: 'All',
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [] },
  })
  const { reviewId } = await api.bulk.review({
    reviewId: null,
    who: { kind: 'client', include: [id], exclude: [], recipientIds: [] },
    what: { templateId: null, body: 'The clinic is flooded', purpose: 'alerts', language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
  })
  const sendId = randomUUID()
  await api.bulk.send({ reviewId, draftId: sendId })
  await desk.until(
    async () =>
      (await api.sends.get({ sendId })).withCarrier === 1 ||
      (await api.sends.get({ sendId })).states.queued === 1,
    'the wait',
  )
  await api.sends.leaveAtNight({ sendId, reason: 'Nobody must come' })
  const [released] = await all({ actions: ['quiet-hours-released'] })
  expect(released).toMatchObject({ by: 'Anna Berg', subject: `Send ${sendId}` })
  expect(JSON.stringify(await all())).not.toContain('flooded')
})
