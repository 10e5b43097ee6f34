/** The failure doctor as the screen asks for it: every code of the table, through the call that the message's drawer makes. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'

const CODES: [code: number, say: RegExp, next: RegExp][] = [
  [20003, /login/i, /settings|key|token/i],
  [20429, /busy/i, /wait|itself|again/i],
  [20500, /know|unclear/i, /look|itself|decide/i],
  [21211, /not a valid|valid number/i, /correct/i],
  [21212, /number|sender/i, /sender|number/i],
  [21606, /number|sender/i, /sender|number/i],
  [21408, /country/i, /Twilio|switch|permission/i],
  [21608, /trial|verified/i, /upgrade|register|verify/i],
  [21610, /opted out/i, /block|START|nothing/i],
  [21611, /queue/i, /slow|later|itself/i],
  [30001, /queue/i, /slow|later|itself/i],
  [21612, /route|reach/i, /leave|another|exclude/i],
  [21614, /landline/i, /call/i],
  [21635, /landline/i, /call/i],
  [30006, /landline/i, /call/i],
  [21617, /too long/i, /shorten/i],
  [30002, /suspended/i, /Twilio/i],
  [30003, /off|reach/i, /later|again/i],
  [30004, /blocked/i, /call|stop/i],
  [30005, /unknown|service/i, /check/i],
  [30007, /spam|filter/i, /word|link/i],
  [30008, /reason/i, /again|once/i],
  [30022, /rate|fast/i, /slow|itself/i],
  [30023, /daily|cap/i, /midnight|tomorrow|resume/i],
  [30032, /toll-free/i, /verif/i],
  [30034, /register/i, /register/i],
  [30036, /queue|expired|late/i, /day|again/i],
  [30047, /hours/i, /time|resched|again/i],
  [30610, /hours/i, /time|resched|again/i],
  [14107, /30|loop|replies/i, /loop|stop|check/i],
  [70051, /permission/i, /add|key/i],
  [63038, /daily|limit/i, /24|tomorrow|resume/i],
  [35114, /time|schedul/i, /plan|another/i],
  [35115, /time|schedul/i, /plan|another/i],
  [35125, /schedul|limit/i, /plan|fewer|wait|another/i],
]

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
  const { db } = desk.app.testing
  const at = '2026-11-24T15:00:00.000Z'
  db.prepare(
    "INSERT INTO send (id, type, purpose, state, name, body, created_at, user_id, user_name, account_sid, sender) VALUES ('s','individual','alerts','live','x','x',?,1,'x','AC','{}')",
  ).run(at)
  const insert = db.prepare(
    "INSERT INTO message (id, send_id, dedupe_key, recipient_id, recipient_name, e164, body, purpose, units, state, not_before, since, created_at, account_sid, code) VALUES (?,'s',?,1,'Ada','+12025550101','x','alerts',1,'failed',?,?,?,'AC',?)",
  )
  CODES.forEach(([code], i) => insert.run(i + 1, `k${code}`, at, at, at, code))
})
afterAll(() => desk.close())

test.each(CODES.map((row, i) => [row[0], row[1], row[2], i + 1] as const))(
  '%i',
  async (code, say, next, id) => {
    const { failure } = await desk.api.messages.get({ id })
    expect(failure?.page).toBe(`https://www.twilio.com/docs/api/errors/${code}`)
    expect(`${failure?.title} ${failure?.say}`).toMatch(say)
    expect(`${failure?.say} ${failure?.next}`).toMatch(next)
    // Plain words: no code and no field of the API is needed to understand them.
    expect(`${failure?.title} ${failure?.say}`).not.toMatch(/undefined|null|\{|http/i)
  },
)
