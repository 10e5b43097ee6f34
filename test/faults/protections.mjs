/**
 * Takes one protection out at a time, in a copy of the code, and runs the test that is to notice: a test that stays
 * green guards nothing. `npm run faults` runs it; its table is in docs/reliability.md.
 */
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const OUTBOX = 'src-main/services/outbox'
const DATABASE = 'src-main/adapters/database'

/** What is taken out, by which edit, and the test that must fail then; `built` where it runs the built program. */
const PROTECTIONS = [
  {
    what: 'claims of a crashed run become unknown (they are queued again instead)',
    file: `${OUTBOX}/index.ts`,
    find: "if (message) record.unknown(attempt.id, message, 'Deskbell ended before the answer')",
    put: "if (message) record.notSent(attempt.id, message, 'again', office.now())",
    test: ['test/faults/steps.test.ts', 'killed when posted'],
    built: true,
  },
  {
    what: 'the claim journal is asked at the start',
    file: `${OUTBOX}/copy.ts`,
    find: 'if (outbox.lastAttempt() >= last) return',
    put: 'return',
    test: ['test/services/backups.test.ts', 'put back after it'],
  },
  {
    what: 'the claim is a compare-and-set',
    file: `${DATABASE}/outbox-store.ts`,
    find: "why = '', code = NULL WHERE id = ? AND state = 'queued'",
    put: "why = '', code = NULL WHERE id = ?",
    test: ['test/adapters/claim.test.ts', 'of a hundred claims'],
  },
  {
    what: 'an unclear answer is unknown (it counts as not sent)',
    file: 'src-main/adapters/twilio/outcome.ts',
    find: "if (status === null) return { kind: 'unknown', reason: exchange.fault ?? 'no answer' }",
    put: "if (status === null) return { kind: 'not-sent', reason: 'no answer' }",
    test: ['test/services/outbox-cases.test.ts', '11:'],
  },
  {
    what: 'a write waits for an open transaction',
    file: `${DATABASE}/write.ts`,
    find: '} while (raw.inTransaction)',
    put: '} while (false)',
    test: ['test/adapters/claim.test.ts', 'a TypeORM transaction open'],
  },
  {
    what: 'a write that throws is undone, though others share its commit',
    file: `${DATABASE}/write.ts`,
    find: "raw.exec('ROLLBACK TO job')",
    put: '',
    test: ['test/adapters/write.test.ts', 'undone alone'],
  },
  {
    what: 'a write is answered for once it is committed',
    file: `${DATABASE}/write.ts`,
    find: 'settle.push(() => job.resolve(result))',
    put: 'job.resolve(result)',
    test: ['test/adapters/write.test.ts', 'a commit that fails'],
  },
  {
    what: 'consent is asked again at the claim',
    file: `${OUTBOX}/runner.ts`,
    find: 'if (!permission.ok) {',
    put: 'if (permission.ok === null) {',
    test: ['test/services/outbox-cases.test.ts', '8: an opt-out'],
  },
  {
    what: 'a reply that cannot be kept stops sending',
    file: `${OUTBOX}/index.ts`,
    find: "if (name === 'inbound') await gate.pause(REASONS.replies)",
    put: '',
    test: ['test/services/outbox-cases.test.ts', '8b:'],
  },
  {
    what: 'quiet hours are asked at the claim',
    file: `${OUTBOX}/runner.ts`,
    find: 'if (keepsQuiet(due)) {',
    put: 'if (false) {',
    test: ['test/services/outbox-cases.test.ts', '10b:'],
  },
  {
    what: 'an account-wide refusal puts the text back',
    file: `${OUTBOX}/runner.ts`,
    find: 'else if (pausesSending(outcome.code))',
    put: 'else if (false)',
    test: ['test/services/bad-days.test.ts', 'a number that may not text'],
  },
  {
    what: 'no text like one whose end is not known yet',
    file: `${OUTBOX}/runner.ts`,
    find: "return outbox.twinOpen(due.e164, due.body, due.id) ? 'later' : null",
    put: 'return null',
    test: ['test/services/outbox-rules.test.ts', 'a text with the same words'],
  },
  {
    what: 'five unclear answers stop everything',
    file: `${OUTBOX}/runner.ts`,
    find: 'const UNKNOWNS_TO_PAUSE = 5',
    put: 'const UNKNOWNS_TO_PAUSE = 5000',
    test: ['test/services/outbox-rules.test.ts', 'five unclear answers'],
  },
  {
    what: 'after Resume one text goes first',
    file: `${OUTBOX}/runner.ts`,
    find: 'const room = (probing ? 1 : most) - flying.size',
    put: 'const room = 20 - flying.size',
    test: ['test/services/outbox-rules.test.ts', 'five unclear answers'],
  },
  {
    what: 'a person is asked only after two lists without it',
    file: `${OUTBOX}/reconciler.ts`,
    find: 'const NEEDED_LISTINGS = 2',
    put: 'const NEEDED_LISTINGS = 1',
    test: ['test/services/outbox-rules.test.ts', 'one list without it'],
  },
  {
    what: 'a list counts only after the settle time',
    file: `${OUTBOX}/reconciler.ts`,
    find: 'const settled = begun - expected >= settleMs',
    put: 'const settled = true',
    test: ['test/services/outbox-rules.test.ts', 'one list without it'],
  },
  {
    what: 'one record of the carrier belongs to one attempt',
    file: `${OUTBOX}/reconciler.ts`,
    find: '!outbox.sidTaken(m.sid),',
    put: 'true,',
    test: ['test/services/outbox-rules.test.ts', 'never taken for that of another'],
  },
  {
    what: 'a send that was never made live is deleted at the start',
    file: `${OUTBOX}/index.ts`,
    find: 'stores.outbox.sweepUnfinished(office.now())',
    put: '',
    test: ['test/services/outbox-rules.test.ts', 'half written'],
  },
  {
    what: 'a click repeated is the same send',
    file: 'src-main/services/bulk.ts',
    find: 'const earlier = stores.outbox.firstMessageOf(draftId)',
    put: 'const earlier = null',
    test: ['test/services/outbox-cases.test.ts', '9:'],
  },
  {
    what: 'on a full disk the gate closes before the next request',
    file: `${OUTBOX}/runner.ts`,
    find: 'if (isDiskFull(error)) await gate.pause(REASONS.diskFull)\n        else wakeAt',
    put: 'wakeAt',
    also: ['unwritten.push({ claim, outcome })\n      await gate.pause(REASONS.diskFull)', ''],
    test: ['test/faults/storage.test.ts', 'disk full'],
  },
  {
    what: 'one program a data folder',
    file: 'src-main/hosts/browser/start.ts',
    find: "if (!lock) throw new AlreadyRunning('Deskbell is already running on this data folder.')",
    put: 'if (!lock) throw new Error()',
    also: ["const lock = takeRunLock(path.join(dataDir, 'runner.lock'))", 'const lock = { release() {} }'],
    test: ['test/faults/steps.test.ts', 'two programs started'],
    built: true,
  },
  {
    what: 'the journal is written before each request',
    file: `${OUTBOX}/runner.ts`,
    find: 'journal.record(last.attemptId)',
    put: '',
    test: ['test/faults/storage.test.ts', 'an older copy put back'],
    built: true,
  },
  {
    what: 'a newer database is refused',
    file: `${DATABASE}/open.ts`,
    find: "if (typeof version === 'number' && version > SCHEMA_VERSION) {",
    put: 'if (false) {',
    test: ['test/adapters/database.test.ts', 'a newer database'],
  },
  {
    what: 'the ledger’s triggers are looked for at each opening',
    file: `${DATABASE}/open.ts`,
    find: 'if (!ledgerIsProtected(connection)) {',
    put: 'if (false) {',
    test: ['test/adapters/database.test.ts', 'protection was taken away'],
  },
  {
    what: 'the schedule is looked through for what is not wanted there',
    file: `${OUTBOX}/hand-over.ts`,
    find: 'const verdict = verdictOf(text)',
    put: 'const verdict = { keep: true, back: false, why: "" }',
    test: ['test/services/schedule.test.ts', 'a STOP takes the text out'],
  },
  {
    what: 'a text taken back is over only once the carrier says so',
    file: `${OUTBOX}/hand-over.ts`,
    find: 'return sms.fetch(sid)',
    put: "return { sid, status: 'canceled' } as CarrierMessage",
    test: ['test/services/schedule.test.ts', 'recalled while the carrier cannot be reached'],
  },
  {
    what: 'an unknown hand-over asks nobody before its time',
    file: `${OUTBOX}/reconciler.ts`,
    find: 'Date.parse(attempt.sendAt ?? attempt.claimedAt)',
    put: 'Date.parse(attempt.claimedAt)',
    test: ['test/services/schedule.test.ts', 'an unknown hand-over is looked up'],
  },
  {
    what: 'a hand-over whose end is unknown is moved with the others',
    file: `${DATABASE}/outbox-store.ts`,
    find: "(${WAITING} OR state IN ('claimed','unknown')",
    put: "(${WAITING} OR state IN ('none')",
    test: ['test/services/schedule.test.ts', 'moved while a hand-over'],
  },
  {
    what: 'a send that is being moved is paused until all of it is',
    file: 'src-main/services/sends.ts',
    find: "stores.outbox.setSendState(sendId, from, 'paused', { by: 'hand', why: MOVING })",
    put: '',
    test: ['test/services/schedule.test.ts', 'ended in mid-move'],
  },
  {
    what: 'a text taken back but not confirmed is not written again',
    file: 'src-main/services/messages.ts',
    find: "if (state !== 'canceled') return { typed: null }",
    put: '',
    test: ['test/services/schedule.test.ts', 'taken back while the carrier cannot say so'],
  },
  {
    what: 'no hand-over with a clock that is wrong',
    file: `${OUTBOX}/runner.ts`,
    find: '|| Math.abs(ports.carrierClock.skew()) > SKEW_MOST_MS',
    put: '',
    test: ['test/services/outbox-rules.test.ts', 'beside the carrier’s'],
  },
  {
    what: 'no send to many begins unless replies were read lately',
    file: `${OUTBOX}/runner.ts`,
    find: 'const fresh = ports.inboxFresh()',
    put: 'const fresh = true',
    test: ['test/services/guards.test.ts', 'while replies cannot be read'],
  },
  {
    what: 'the rest waits for the first texts',
    file: `${OUTBOX}/runner.ts`,
    find: "if (due.canary === 'first' && sendAt === null) {",
    put: 'if (false) {',
    test: ['test/services/guards.test.ts', 'the first twenty fail'],
  },
  {
    what: 'what an absence made late is asked about',
    file: `${OUTBOX}/late.ts`,
    find: 'if (!absent || before === null) return',
    put: 'return',
    test: ['test/services/schedule.test.ts', 'ask: it waits'],
  },
  {
    what: 'money promised to scheduled texts is reserved',
    file: `${OUTBOX}/budget.ts`,
    find: ' + stores.outbox.reserved(sms.accountSid)',
    put: '',
    test: ['test/services/guards.test.ts', 'what is scheduled is reserved'],
  },
  {
    what: 'balance and cap are asked at each claim',
    file: `${OUTBOX}/runner.ts`,
    find: 'if (limit && cost > limit.micros) {',
    put: 'if (false) {',
    test: ['test/services/guards.test.ts', 'a spending cap counts'],
  },
  {
    what: 'claims count against the balance before it is summed up again',
    file: `${OUTBOX}/budget.ts`,
    find: 'if (sum) sum.micros += micros',
    put: '',
    test: ['test/services/budget.test.ts', 'claims are taken off'],
  },
  {
    what: 'a cap per person',
    file: 'src-main/services/review.ts',
    find: 'if (n >= cap.texts)',
    put: 'if (false)',
    test: ['test/services/guards.test.ts', 'a cap leaves out'],
  },
  {
    what: 'a text lives at the carrier only until the night',
    file: `${OUTBOX}/runner.ts`,
    find: 'validitySeconds: validity(due, at),',
    put: 'validitySeconds: null,',
    test: ['test/services/guards.test.ts', 'a queue at the carrier'],
  },
  {
    what: 'a daily send texts each person once a date',
    file: 'src-main/services/daily.ts',
    find: 'stores.outbox.dailyKeys(',
    put: '((..._given: unknown[]) => new Set<string>())(',
    test: ['test/services/daily.test.ts', 'once for each person and date'],
  },
  {
    what: 'a daily send’s text leaves on its own day or not at all',
    file: `${OUTBOX}/runner.ts`,
    find: 'if (due.madeForDayOf !== null) {',
    put: 'if (false) {',
    test: ['test/services/daily.test.ts', 'still waiting when its day is over'],
  },
  {
    what: 'waiting texts of a restored copy become unknown',
    file: `${OUTBOX}/copy.ts`,
    find: 'outbox.suspectAll(last, office.now())',
    put: '',
    test: ['test/services/backups.test.ts', 'put back after it'],
  },
  {
    what: 'what may have been retried after the copy was made is looked up first',
    file: 'src-main/services/sends.ts',
    find: 'const copiedAt = stores.facts.get(COPIED_AT)',
    put: 'const copiedAt = null',
    test: ['test/services/backups.test.ts', 'retried after the backup'],
  },
  {
    what: 'replies are read again from before the backup',
    file: `${OUTBOX}/copy.ts`,
    find: 'inboundPoll.tick(Date.parse(now.since) - MARGIN_MS)',
    put: 'inboundPoll.tick()',
    test: ['test/services/backups.test.ts', 'on another data folder'],
  },
  {
    what: 'the journal is put ahead of a restored database',
    file: `${DATABASE}/put-in-place.ts`,
    find: 'journal.record(Math.max(journal.last(), journals[mode]) + 1)',
    put: '',
    test: ['test/services/backups.test.ts', 'on another data folder'],
  },
  {
    what: 'a restore that a crash cut short is finished at the next start',
    file: `${DATABASE}/put-in-place.ts`,
    find: 'if (!existsSync(file)) return null',
    put: 'if (!(globalThis as { begun?: boolean }).begun || !existsSync(file)) return null',
    also: [
      'renameSync(`${file}.new`, file)',
      'renameSync(`${file}.new`, file)\n  ;(globalThis as { begun?: boolean }).begun = true',
    ],
    test: ['test/faults/steps.test.ts', 'killed at each file'],
    built: true,
  },
  {
    what: 'what a crash left of an opened backup is taken away',
    file: 'src-main/services/backups.ts',
    find: 'vault.sweep(dataDir)',
    put: '',
    test: ['test/faults/steps.test.ts', 'killed at each file'],
    built: true,
  },
  {
    what: 'opt-outs are merged in at each opening',
    file: `${DATABASE}/open.ts`,
    find: 'if (optOuts !== undefined) attachOptOuts(connection, optOuts)',
    put: '',
    test: ['test/services/backups.test.ts', 'an older copy of the database alone'],
  },
  {
    what: 'an archive refuses what is not a reading call',
    file: 'src-main/hosts/dispatch.ts',
    find: 'if (app.archived() && !IN_ARCHIVE.has(`${feature}.${verb}`))',
    put: 'if (false)',
    test: ['test/services/backups.test.ts', 'a backup is opened to be read'],
  },
  {
    what: 'the third text that fails for a reason of the account stops sending',
    file: `${OUTBOX}/account-failures.ts`,
    find: 'if (times.length >= MOST)',
    put: 'if (times.length < 0)',
    test: ['test/services/bad-days.test.ts', 'the third stops'],
  },
  {
    what: 'a full queue at the carrier is waited for',
    file: `${OUTBOX}/record.ts`,
    find: 'if (!triesAgain(code)) return false',
    put: 'if (code !== -1) return false',
    test: ['test/services/bad-days.test.ts', 'queue for our number is full'],
  },
  {
    what: 'a full queue is not waited for without end',
    file: `${OUTBOX}/record.ts`,
    find: '.length >= MOST_TRIES',
    put: '.length < 0',
    test: ['test/services/bad-days.test.ts', 'stays full'],
  },
  {
    what: 'a daily limit ends by itself',
    file: `${OUTBOX}/index.ts`,
    find: 'if (until !== undefined && clock.now() >= until) await goOn()',
    put: '',
    test: ['test/services/bad-days.test.ts', 'daily limit'],
  },
  {
    what: 'answers to a sender of before are read',
    file: `${OUTBOX}/own-numbers.ts`,
    find: '...(await senders(sms.accountSid, new Date(at - ANSWERS_FOR_MS).toISOString()))',
    put: '',
    test: ['test/services/bad-days.test.ts', 'another sender'],
  },
  {
    what: 'what waits leaves from the sender chosen anew',
    file: `${OUTBOX}/index.ts`,
    find: 'await stores.write(() => stores.outbox.changeSender(sms.accountSid, chosen))',
    put: 'await Promise.resolve()',
    test: ['test/services/bad-days.test.ts', 'another sender'],
  },
  {
    what: 'one person’s text waits behind no send to many',
    file: `${DATABASE}/outbox-store.ts`,
    find: 'alone ? 1 : 0,',
    put: '0,',
    test: ['test/services/guards.test.ts', 'goes before a long send'],
  },
  {
    what: 'texts that wait for others with the same words are out of the way',
    file: `${OUTBOX}/runner.ts`,
    find: 'if (sendAt === null) outbox.postpone(due.id, iso(now + TWIN_MS), TWIN)',
    put: '',
    test: ['test/services/guards.test.ts', 'hide nothing'],
  },
  {
    what: 'a balance that cannot be read lifts no limit',
    file: `${OUTBOX}/budget.ts`,
    find: "if (unread && whose === 'many') return NOT_KNOWN",
    put: '',
    test: ['test/services/budget.test.ts', 'lifts no limit'],
  },
  {
    what: 'this very text is named in the review',
    file: 'src-main/services/review.ts',
    find: '{ templateId: input.what.templateId, body: words.body },',
    put: "{ templateId: input.what.templateId, body: '' },",
    test: ['test/services/review.test.ts', 'this very text'],
  },
  {
    what: 'who heard lately is named in the review',
    file: 'src-main/services/review.ts',
    find: 'ids.filter((id) => lately.has(id) && !sameIds.has(id))',
    put: '[]',
    test: ['test/services/review.test.ts', 'this very text'],
  },
  {
    what: 'a text counts on the day it leaves',
    file: `${DATABASE}/outbox-store.ts`,
    find: 'WHERE send_at IS NOT NULL AND send_at >= ? AND send_at < ? AND outcome IN ${REACHED}',
    put: 'WHERE send_at IS NOT NULL AND claimed_at >= ? AND claimed_at < ? AND outcome IN ${REACHED}',
    test: ['test/services/guards.test.ts', 'counts on the day'],
  },
  {
    what: 'what an absence made late is given up where that was chosen',
    file: `${OUTBOX}/late.ts`,
    find: "if (late === 'skip') {",
    put: "if (late === 'never') {",
    test: ['test/services/schedule.test.ts', 'skip: they are given up'],
  },
  {
    what: 'only an absence makes late',
    file: `${OUTBOX}/late.ts`,
    find: 'now - before > LATE_MS',
    put: 'now - before > 600_000',
    test: ['test/services/schedule.test.ts', 'a nap'],
  },
  {
    what: 'a send that is moved is laid out anew',
    file: 'src-main/services/sends.ts',
    find: 'const { at } = layOut({ office, outbox }, texts, send.purpose, Date.parse(notBefore))',
    put: 'const at = texts.map(() => Date.parse(notBefore))',
    test: ['test/services/schedule.test.ts', 'moved to the evening'],
  },
  {
    what: 'nothing of a cancelled send is tried again',
    file: 'src-main/services/sends.ts',
    find: "if (send.state === 'cancelled')",
    put: "if (send.state === 'writing')",
    test: ['test/services/campaigns.test.ts', 'cancelled campaign'],
  },
  {
    what: 'what is being taken back is not called safe',
    file: 'src-main/services/sends.ts',
    find: "const withCarrier = wanted ? count('scheduled') : 0",
    put: "const withCarrier = count('scheduled', 'canceling')",
    test: ['test/services/schedule.test.ts', 'recalled while the carrier'],
  },
  {
    what: 'a message deleted at the carrier holds up nobody',
    file: `${OUTBOX}/status-poll.ts`,
    find: 'if (carrier ? await write(() => heard(carrier)) : await write(() => lost(sid))) changed()',
    put: 'if (await write(() => heard(carrier))) changed()',
    test: ['test/services/status-poll.test.ts', 'deleted at the carrier'],
  },
]

const root = path.resolve(import.meta.dirname, '../..')
const wanted = process.argv.slice(2)
const copy = mkdtempSync(path.join(os.tmpdir(), 'deskbell-without-'))
for (const name of [
  'src-main',
  'src-preload',
  'src-renderer',
  'resources',
  'test',
  'tools',
  'package.json',
  'tsconfig.json',
  'electron.vite.config.ts',
])
  cpSync(path.join(root, name), path.join(copy, name), { recursive: true })
symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
mkdirSync(path.join(copy, 'out'))
cpSync(path.join(root, 'out'), path.join(copy, 'out'), { recursive: true })

const run = (...args) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const heard = (text) => {
      said += text
    }
    child.stdout.on('data', heard)
    child.stderr.on('data', heard)
    child.on('exit', (code) => resolve({ ok: code === 0, said }))
  })
const build = () => run('node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'error')
const test = ([file, name]) =>
  run(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'test/vitest.config.ts',
    '--reporter=json',
    '--outputFile=results.json',
    file,
    ...(name ? ['-t', name] : []),
  )

let failed = 0
for (const { what, file, find, put, also, test: [testFile, name] = [], built = false } of PROTECTIONS) {
  if (wanted.length > 0 && !wanted.some((word) => what.includes(word))) continue
  const at = path.join(copy, file)
  const whole = readFileSync(at, 'utf8')
  const trouble = (said) => {
    failed += 1
    console.log(`FAILED  ${what}: ${said}`)
  }
  const edits = [[find, put], ...(also ? [also] : [])]
  if (edits.some(([text]) => whole.split(text).length !== 2)) {
    trouble(`the place in ${file} is not there once`)
    continue
  }
  writeFileSync(
    at,
    edits.reduce((text, [from, to]) => text.replace(from, () => to), whole),
  )
  const made = built ? await build() : { ok: true, said: '' }
  rmSync(path.join(copy, 'results.json'), { force: true })
  const { said } = made.ok ? await test([testFile, name]) : made
  writeFileSync(at, whole)
  try {
    const results = JSON.parse(readFileSync(path.join(copy, 'results.json'), 'utf8'))
    const noticed = results.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed')
    const [first] = noticed
    if (!first) trouble(`no test of ${testFile} noticed (${results.numPassedTests} passed)`)
    else
      console.log(
        `noticed ${what}: ${testFile} “${first.title}”: ${String(first.failureMessages[0]).split('\n')[0].slice(0, 160)}`,
      )
  } catch {
    trouble(`${testFile} could not be run: ${said.slice(-500)}`)
  }
}
rmSync(copy, { recursive: true, force: true })
console.log(`\n${PROTECTIONS.length} protections, ${failed} not noticed`)
process.exit(failed === 0 ? 0 : 1)
