import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Candidate, startPlan } from '../../src-main/core/sending/send-plan'
import { compile } from '../../src-preload/shared/text/template'
import { reviewForAll } from '../support/prepare'
import { beside, median, report, time } from './measure'
import { fillPeople, MOST_WAL, openOffice } from './office'
import { say } from '#shared/phrases/say'

const PEOPLE = 50_000
const BODY = 'Hi {{ first_name }}, your visit is on Thursday at {{ last_name }}. See you then'

test('planning and writing a send of 50,000', async () => {
  const office = await openOffice()
  const { api, db } = office
  try {
    fillPeople(db, PEOPLE)
    await api.outbox.pause({})
    const ratios: number[] = []
    const gaps: number[] = []
    const wals: number[] = []
    const figures = { total: 0, pure: 0, floor: 0 }
    for (let round = 0; round < 3; round += 1) {
      let review = { reviewId: '', will: 0 }
      const reviewed = await beside(async () => {
        review = await reviewForAll(api, `${BODY} ${round}`, { each: 'person' })
      })
      expect(review.will).toBe(PEOPLE)
      const draftId = randomUUID()
      // Filling and the floor write in one transaction, whose log is none of the desk's doing.
      db.pragma('wal_checkpoint(TRUNCATE)')
      const held = await beside(() => api.bulk.send({ reviewId: review.reviewId, draftId }), office.wal)
      const total = held.took
      gaps.push(Math.max(held.gap, reviewed.gap))
      wals.push(held.largest)

      // The floor: the very same rows into a table with the very same indexes, by one prepared statement.
      const columns = (
        db.prepare("SELECT name FROM pragma_table_info('message') WHERE name <> 'id'").all() as {
          name: string
        }[]
      ).map(({ name }) => `"${name}"`)
      const ddl = (
        db
          .prepare(
            // Triggers are work of the program: the floor does without them.
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'message' AND sql IS NOT NULL AND type IN ('table', 'index') ORDER BY type DESC",
          )
          .all() as { sql: string }[]
      ).map(({ sql }) => sql.replaceAll('"message', '"floor').replaceAll('message_', 'floor_'))
      const rows = db
        .prepare(`SELECT ${columns.join(', ')} FROM message WHERE send_id = ?`)
        .raw()
        .all(draftId) as unknown[][]
      for (const sql of ddl) db.exec(sql)
      const insert = db.prepare(
        `INSERT INTO floor (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(',')})`,
      )
      const floor = await time(() =>
        db.transaction(() => {
          for (const row of rows) insert.run(...row)
        })(),
      )
      db.exec('DROP TABLE floor')

      const compiled = compile(`${BODY} ${round}`)
      if (!compiled.ok) throw new Error(say(compiled.message))
      const candidates: Candidate[] = (
        db
          .prepare(
            'SELECT r.id, r.name, r.first_name, r.last_name, p.e164 FROM recipient r JOIN phone_number p ON p.recipient_id = r.id',
          )
          .all() as { id: number; name: string; first_name: string; last_name: string; e164: string }[]
      ).map((row) => ({
        id: row.id,
        kind: 'client',
        name: row.name,
        archived: false,
        zone: null,
        language: null,
        values: { first_name: row.first_name, last_name: row.last_name },
        numbers: [
          {
            e164: row.e164 as Candidate['numbers'][number]['e164'],
            label: 'Mobile',
            primary: true,
            country: 'US',
            line: 'either',
            flagged: null,
            consent: 'granted',
            suppressedBy: null,
            heardAt: null,
          },
        ],
      }))
      const pure = await time(() => {
        const plan = startPlan({
          purpose: 'alerts',
          template: compiled.template,
          style: { locale: 'en', timeZone: 'UTC' },
          each: 'person',
          plain: false,
          dressing: () => ({ officeName: 'Larkfield Physio', optOutLine: 'Reply STOP to opt out' }),
          leaveOut: new Set(),
          unitPrice: () => ({ micros: 8300, low: 8300, currency: 'USD', basis: 'list' }),
          now: Date.now(),
        })
        plan.take(candidates)
        expect(plan.result().will).toHaveLength(PEOPLE)
      })
      ratios.push((total - pure) / floor)
      Object.assign(figures, { total, pure, floor })
      db.prepare('DELETE FROM message WHERE send_id = ?').run(draftId)
    }
    report(
      'plan and write 50,000',
      { ...figures, ratio: median(ratios), gap: median(gaps), 'wal MB': Math.max(...wals) / 1e6 },
      `ratio ≤ 3, gap ≤ 50 ms, wal ≤ ${MOST_WAL / 1e6} MB`,
    )
    expect(median(ratios)).toBeLessThanOrEqual(3)
    expect(median(gaps)).toBeLessThanOrEqual(50)
    expect(Math.max(...wals)).toBeLessThanOrEqual(MOST_WAL)
  } finally {
    await office.close()
  }
})
