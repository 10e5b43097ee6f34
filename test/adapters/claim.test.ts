/** A claim and a TypeORM transaction: what sank others when a delivery update met the sender. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { template } from '../../src-main/adapters/database/templates/template-tables'
import { openDatabase } from '../../src-main/adapters/database/open'
import { createStores } from '../../src-main/adapters/database/stores'
import type { E164 } from '../../src-preload/shared/values'
import { createSettingsStore } from '../../src-main/adapters/settings/settings-store'
import { enqueue } from '../../src-main/services/sending/enqueue'
import { createOffice } from '../../src-main/services/office'
import { createFakeClock } from '../support/fake-clock'
import { createRecorder } from '../../src-main/services/outbox/reading/record'
import type { Stores } from '../../src-main/services/stores'
import type { Db } from '../../src-main/adapters/database/db'
import { say } from '#shared/phrases/say'

let folder: string
let db: Db
let stores: Stores
const NOW = '2026-11-24T15:00:00.000Z'

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-db-'))
  db = await openDatabase(path.join(folder, 'live.db'))
  stores = createStores(db, { of: (e164) => e164, all: (e164) => [e164] })
  await enqueue(
    { stores, office: createOffice(createSettingsStore({ store: {} }), createFakeClock(NOW)) },
    {
      id: 'send',
      type: 'individual',
      purpose: 'alerts',
      name: 'Ada',
      recordKind: 'client',
      templateId: null,
      templateName: null,
      body: 'Hi',
      review: null,
      by: { id: 1, name: 'Anna Berg' },
      holdUntil: null,
      accountSid: 'AC',
      sender: { kind: 'number', number: '+12025550100' },
    },
    [
      {
        dedupeKey: '+12025550101',
        recipientId: 1,
        recipientName: 'Ada',
        e164: '+12025550101' as E164,
        body: 'Hi',
        units: 1,
        price: null,
      },
    ],
    [],
    NOW,
  )
})
afterEach(async () => {
  await db.close()
  rmSync(folder, { recursive: true })
})

test('a TypeORM transaction open across a claim rolls back, and the claim stands', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  // A transaction begun beside the one writer: the mistake that the architecture test forbids.
  const foreign = db.source
    .transaction(async (manager) => {
      await manager.getRepository(template).insert({
        name: 'T',
        recordKind: 'client',
        purpose: 'alerts',
        language: 'en',
        body: 'x',
        updatedAt: NOW,
        updatedBy: 'x',
        archivedAt: null,
      })
      await held
      throw new Error('rolled back')
    })
    .catch((error: Error) => error.message)
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(db.raw.inTransaction).toBe(true)

  let claimed = false
  const claim = stores
    .write(() => stores.outbox.claim(1, NOW))
    .then((attempt) => {
      claimed = true
      return attempt
    })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(claimed).toBe(false)
  release()
  expect(await foreign).toBe('rolled back')
  expect(await claim).toBe(1)
  expect(stores.outbox.message(1)?.state).toBe('claimed')
  expect(await stores.templates.all()).toEqual([])
})

test('of a hundred claims of one message, one succeeds', async () => {
  const claims = await Promise.all(
    Array.from({ length: 100 }, () => stores.write(() => stores.outbox.claim(1, NOW))),
  )
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1)
})

test('moved while its hand-over is under way, and that was not sent: it keeps the new time', async () => {
  const friday = '2026-11-27T15:00:00.000Z'
  const saturday = '2026-11-28T15:00:00.000Z'
  await stores.write(() => stores.outbox.postpone(1, friday, 'text.moved'))
  const claimed = stores.outbox.message(1)
  const attempt = await stores.write(() => stores.outbox.claim(1, NOW, friday))
  expect(await stores.write(() => stores.sends.retime([1], saturday))).toBe(1)
  if (!claimed || attempt === null) throw new Error('no claim')
  await stores.write(() =>
    createRecorder(stores, () => NOW, say).notSent(attempt, claimed, 'carrier.no-connection', NOW),
  )
  expect(stores.outbox.message(1)).toMatchObject({ state: 'queued', notBefore: saturday })
})

test('a change on the way along no edge of the state machine is refused', async () => {
  expect(stores.outbox.move(1, 'delivered', { now: NOW })).toBe(false)
  await stores.write(() => stores.outbox.claim(1, NOW))
  expect(stores.outbox.move(1, 'accepted', { now: NOW, sid: 'SM1' })).toBe(true)
  expect(stores.outbox.move(1, 'queued', { now: NOW })).toBe(false)
  expect(stores.outbox.move(1, 'sent', { now: NOW })).toBe(true)
  expect(stores.outbox.move(1, 'delivered', { now: NOW })).toBe(true)
  expect(stores.outbox.move(1, 'sent', { now: NOW })).toBe(false)
})

test('a send that was never made live leaves nothing', async () => {
  await stores.write(() => {
    stores.sends.begin({
      id: 'half',
      type: 'bulk',
      purpose: 'alerts',
      name: 'x',
      recordKind: 'client',
      templateId: null,
      templateName: null,
      body: 'x',
      review: null,
      createdAt: NOW,
      userId: 1,
      userName: 'x',
      holdUntil: null,
      accountSid: 'AC',
      sender: '{}',
    })
    stores.sends.addMessages(
      'half',
      [
        {
          dedupeKey: 'a',
          recipientId: 1,
          recipientName: 'x',
          e164: '+12025550102' as E164,
          body: 'x',
          units: 1,
          price: null,
        },
      ],
      { purpose: 'alerts', notBefore: NOW, now: NOW, accountSid: 'AC', alone: false },
    )
  })
  expect(stores.outbox.due(NOW, 'AC', 10).map((due) => due.sendId)).toEqual(['send'])
  await stores.write(() => stores.sends.sweepUnfinished(NOW))
  expect(stores.sends.get('half')).toBeNull()
  expect(db.raw.prepare('SELECT count(*) AS n FROM message').get()).toEqual({ n: 1 })
})
