/** The memory of the built program in a process of its own, after the same script over a small and a large office. */
import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Api } from '../../src-preload/contract'
import { setUpOffice } from '../support/prepare'
import { startApp } from '../support/processes'
import { median, report } from './measure'
import { fillMessages, fillPeople, fullFolder, openOffice } from './office'

const PLANNED = 50_000

/**
 * Search, open records, count, plan 50,000 texts. A small office has not so many people: it plans all it has until it
 * is 50,000, because the bar is about the size of the office, not about that of the work.
 */
const script = async (api: Api, people: number) => {
  for (const text of ['a', 'amara', 'amara ok', '555', '(202) 555-01', 'holt1', 'mei zhao', 'nobody here']) {
    await api.people.find({ text })
    await api.find.all({ text })
    await api.people.page({ kind: 'client', search: text, limit: 100 })
  }
  for (let i = 0; i < 200; i += 1) {
    const id = 1 + ((i * 7919) % people)
    await api.people.get({ id })
    await api.messages.page({ recipientId: id, limit: 100 })
    await api.notes.list({ recipientId: id })
  }
  for (const name of ['a', 'holt', 'zoe'])
    await api.lists.count({
      recordKind: 'client',
      conditions: {
        join: 'all',
        of: [
          { field: 'name', op: 'contains', value: name },
          { field: 'alerts', op: 'is', value: 'granted' },
        ],
      },
    })
  const each = Math.min(PLANNED, people)
  const list = await api.lists.save({
    id: null,
    name: `Planned ${Date.now()}`,
    kind: 'static',
    recordKind: 'client',
    conditions: null,
  })
  const recipientIds = Array.from({ length: each }, (_, i) => i + 1)
  for (let i = 0; i < each; i += 10_000)
    await api.lists.addMembers({ id: list.id, recipientIds: recipientIds.slice(i, i + 10_000) })
  for (let planned = 0; planned < PLANNED; planned += each) {
    const { will } = await api.bulk.review({
      reviewId: null,
      who: { kind: 'client', include: [list.id], exclude: [], recipientIds: [] },
      what: {
        templateId: null,
        body: `Hi {{ first_name }}, your visit is on Thursday at ten, ${planned}`,
        purpose: 'alerts',
        language: 'en',
      },
      choices: { each: 'person', plain: false, leaveOut: [], notBefore: null },
    })
    expect(will).toBe(each)
  }
}

const peakOf = async (dataDir: string, people: number): Promise<number> => {
  const app = await startApp({ dataDir })
  await setUpOffice(app.api)
  await script(app.api, people)
  const peak = await app.peak()
  await app.close()
  return peak / 1e6
}

test('memory after the same script over 1,000 people and over 100,000 with 1,000,000 texts', async () => {
  const office = await openOffice()
  fillPeople(office.db, 1000)
  fillMessages(office.db, 10_000, 1000)
  await office.close(true)
  const small = office.dataDir
  const large = await fullFolder()
  try {
    const peaks = { small: [] as number[], large: [] as number[] }
    for (let round = 0; round < 3; round += 1) {
      peaks.small.push(await peakOf(small, 1000))
      peaks.large.push(await peakOf(large, 100_000))
    }
    const ratio = median(peaks.large) / median(peaks.small)
    report(
      'peak memory of the program after search, records, count and a plan of 50,000',
      { 'small MB': median(peaks.small), 'large MB': median(peaks.large), ratio },
      'ratio ≤ 1.5',
    )
    expect(ratio).toBeLessThanOrEqual(1.5)
  } finally {
    for (const folder of [small, large]) rmSync(folder, { recursive: true, force: true })
  }
})
