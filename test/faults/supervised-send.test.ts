/** The browser host, killed in mid-send by a signal and started again by whoever watches: nothing twice, nothing lost, and it is told. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Api } from '../../src-preload/contract'
import type * as Built from '../../src-main/hosts/browser/supervise'
import { connect, enter, type PageClient } from '../support/page-client'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'
import { startCarrier } from '../support/processes'
import { wordsOf } from '../support/reply-words'

const { supervise } = (await import(
  new URL('../../out/main/supervise.js', import.meta.url).href
)) as typeof Built
const TEXTS = 120

const clientOf = (page: () => PageClient): Api =>
  new Proxy({} as Api, {
    get: (_api, feature) =>
      new Proxy(
        {},
        {
          get: (_feature, verb) => async (input: unknown) => {
            const reply = await page().call(`${String(feature)}.${String(verb)}`, input)
            return wordsOf(reply)
          },
        },
      ),
  })

test('killed in mid-send: back at the same page, recovered, 0 doubled, 0 lost, and the person is told', async () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-watched-send-'))
  const carrier = await startCarrier({ behaviour: { slowAnswerMs: 40 } })
  const urls: string[] = []
  const pids: number[] = []
  let wake: () => void = () => undefined
  const watched = supervise({
    command: process.execPath,
    args: ['out/main/browser.js', '--data', dataDir],
    env: { ...process.env, DESKBELL_CARRIER_URL: carrier.baseUrl },
    output(text) {
      const url = /http:\/\/\S+/.exec(text)?.[0]
      if (url) urls.push(url)
      wake()
    },
    say: () => undefined,
    started: ({ pid }) => pids.push(pid ?? 0),
  })
  const opened = async (times: number) => {
    while (urls.length < times) await new Promise<void>((resolve) => (wake = resolve))
  }
  try {
    await opened(1)
    const entry = await enter(urls[0] ?? '')
    let page = await connect(entry)
    const api = clientOf(() => page)
    await setUpOffice(api)
    entry.key = page.key() ?? entry.key
    await importCsv(api, peopleCsv(TEXTS))
    const review = await reviewForAll(api, 'Hi {{ first_name }}')
    const sendId = randomUUID()
    await api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
    const outgoing = async () =>
      (await carrier.messages()).filter(({ direction }) => direction === 'outbound-api')
    while ((await outgoing()).length < 15) await new Promise((resolve) => setTimeout(resolve, 20))
    process.kill(pids[0] ?? 0, 'SIGKILL')
    await page.closed
    await opened(2)
    page = await connect(entry)
    expect((await api.session.get({})).restarted).toMatchObject({ times: 1 })
    for (;;) {
      const { states } = await api.sends.get({ sendId })
      const { reason, decide } = await api.outbox.state({})
      if (reason?.action === 'resume') await api.outbox.resume({})
      const open = ['queued', 'claimed', 'unknown', 'accepted', 'sending'].reduce(
        (sum, state) => sum + (states[state as 'queued'] ?? 0),
        0,
      )
      if (open === decide && (states.queued ?? 0) === 0) break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const arrived = (await outgoing()).map(({ to }) => to)
    expect(arrived.length - new Set(arrived).size).toBe(0)
    const rows = (await api.messages.page({ sendId, limit: 500 })).rows
    expect(rows).toHaveLength(TEXTS)
    expect(rows.filter((row) => !arrived.includes(row.number) && !row.decide)).toEqual([])
    const audit = await api.audit.page({ actions: ['restarted'] })
    expect(audit.total).toBe(1)
  } finally {
    watched.stop('SIGTERM')
    await watched.ended
    carrier.end()
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 300_000)
