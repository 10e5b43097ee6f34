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
  [572002, /trial/i, /upgrade/i],
  [21607, /trial/i, /upgrade/i],
  [21267, /trial/i, /upgrade/i],
  [572005, /verified/i, /verify|upgrade/i],
  [21219, /verified/i, /verify|upgrade/i],
  [14111, /verified/i, /verify|upgrade/i],
  [30044, /longer/i, /shorten/i],
  [30450, /minutes/i, /hour/i],
  [30453, /few hours/i, /later today/i],
  [30410, /in time/i, /later/i],
  [30017, /overloaded/i, /later/i],
  [21217, /phone number/i, /correct/i],
  [21265, /short code/i, /mobile/i],
  [21266, /itself/i, /correct/i],
  [21604, /no number/i, /add/i],
  [21602, /empty/i, /write/i],
  [21618, /empty/i, /write/i],
  [21619, /empty/i, /write/i],
  [30019, /longer/i, /shorten/i],
  [30010, /price/i, /shorten/i],
  [30012, /too short/i, /daytime/i],
  [30013, /too short/i, /daytime/i],
  [30018, /registered there/i, /register/i],
  [30024, /registered there/i, /register/i],
  [30110, /link/i, /change/i],
  [30027, /daily limit/i, /tomorrow/i],
  [30033, /suspended/i, /notice/i],
  [30990, /suspended/i, /notice/i],
  [30035, /not ready/i, /registered/i],
  [30037, /switched off/i, /support/i],
  [30038, /code/i, /wording/i],
  [30039, /machines/i, /stop/i],
  [572006, /trial/i, /upgrade|practice/i],
  [10002, /trial/i, /upgrade|practice/i],
  [35117, /time|schedul|date/i, /plan|another/i],
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
