import type { QueryRunner } from 'typeorm'
import { Forward } from './forward'

/** Sentences that version 17 kept as reasons, and the phrases that say the same since. Both are as they were: nothing here follows them. */
const SENTENCES: readonly (readonly [sentence: string, key: string])[] = [
  ['Without encryption only a server on this PC may be used.', 'mail.plain-refused'],
  [
    'The connection to the mail server could not be encrypted. Choose the other kind of encryption, or another port.',
    'mail.not-encrypted',
  ],
  ['There is no mail server of this name.', 'mail.no-such-server'],
  [
    'The certificate of the mail server is not trusted: it has expired, or belongs to another name.',
    'mail.certificate',
  ],
  ['Nothing answered at this server and port.', 'mail.no-answer'],
  ['The text is not kept any more.', 'mail.text-not-kept'],
  ['Recalled', 'text.recalled'],
  ['Looked up first: it may have been tried again after this copy was made', 'text.perhaps-tried-again'],
  ['Tried again by hand', 'text.tried-again-by-hand'],
  ['This database is a copy: the text may have left before.', 'text.left-before-copy'],
  ['Cancelled at the carrier since: another may have been made', 'text.cancelled-since-copy'],
  ['The same text to this number has no known end yet', 'text.duplicate'],
  ['Opted out since', 'text.opted-out-since'],
  ['No longer allowed: consent changed', 'text.consent-changed'],
  ['This number has opted out', 'text.opted-out'],
  ['No day is allowed by the quiet hours', 'text.no-day-allowed'],
  ['Quiet hours', 'text.quiet-hours'],
  ['Paused', 'text.paused'],
  ['Moved to another time', 'text.moved'],
  ['The carrier is busy: tried again by itself', 'text.carrier-busy'],
  ['Held here: the carrier’s schedule did not take it', 'text.schedule-refused'],
  ['Looking it up at the carrier', 'text.looked-up'],
  ['The carrier does not list it', 'text.not-listed'],
  ['Not confirmed: the carrier has it no more', 'text.not-confirmed'],
  ['The balance is used up. Top up at Twilio, then resume.', 'send.balance-used-up'],
  [
    'The office’s spending cap for this month is reached. An Admin can change it in Settings.',
    'send.cap-reached',
  ],
  [
    'It is being moved to another time. Should this stay, it was cut short, and some of it still has the old time: move it again.',
    'send.moving',
  ],
  ['Waiting for the first texts to arrive', 'send.watches-first'],
  ['Too late', 'send.too-late'],
  ['Archived', 'skip.archived'],
  ['No number', 'skip.no-number'],
  ['The carrier says this is a landline', 'skip.landline-by-carrier'],
  ['Only a landline', 'skip.only-landline'],
  ['May have opted out: a person must decide', 'skip.held'],
  ['Has said no', 'skip.refused'],
  ['Not asked yet', 'skip.not-asked'],
  ['Sent STOP', 'skip.stop'],
  ['Blocked at the carrier', 'skip.carrier'],
  ['Blocked by hand', 'skip.manual'],
  ['Left out by you', 'skip.left-out'],
  ['the record changed', 'skip.record-changed'],
  ['Everyone on the list had it already', 'daily.all-had-it'],
  ['Nobody on the list can get it', 'daily.nobody-can'],
  ['Nobody was on the list', 'daily.nobody-there'],
]
/** The same behind "Not sent: ". */
const NOT_SENT: readonly (readonly [sentence: string, key: string])[] = [
  ['its list does not exist any more.', 'daily.list-gone'],
  ['its template does not exist any more.', 'daily.template-gone'],
  ['no number to send from was chosen.', 'daily.no-number'],
  ['something went wrong inside Deskbell.', 'daily.fault'],
  ['restored from a backup today', 'daily.restored'],
]
const NOT_SENT_BEGINS = 'Not sent: '
/** Sentences that end with a name. */
const BY_NAME: readonly (readonly [begins: string, key: string])[] = [
  ['Marked as sent by ', 'text.marked-sent'],
  ['Not known whether sent; left by ', 'text.unknown-left-by'],
  ['Left by ', 'text.left-by'],
  ['Sent again by ', 'text.sent-again-by'],
  ['Recalled by ', 'text.recalled-by'],
  ['Taken out by ', 'text.taken-out-by'],
  ['Same number as ', 'skip.same-number'],
  ['Same number and text as ', 'skip.same-text'],
]
const KEPT = [
  ['message', 'why'],
  ['message', 'left_out'],
  ['send', 'paused_why'],
  ['send_skip', 'why'],
  ['attempt', 'detail'],
  ['reply_mail', 'why'],
  ['daily_send', 'last_result'],
] as const
const MOVING = 'send.moving'

const EXACT = new Map(SENTENCES)
const REFUSED = new Map(NOT_SENT)

/** Null for what no phrase says: it stays, and is read as it stands. */
const phraseOf = (sentence: string): object | null => {
  const key = EXACT.get(sentence)
  if (key !== undefined) return { key, params: {} }
  if (sentence.startsWith(NOT_SENT_BEGINS)) {
    const why = REFUSED.get(sentence.slice(NOT_SENT_BEGINS.length))
    return why === undefined ? null : { key: 'daily.not-sent', params: { why: { key: why, params: {} } } }
  }
  const by = BY_NAME.find(([begins]) => sentence.startsWith(begins))
  return by ? { key: by[1], params: { name: sentence.slice(by[0].length) } } : null
}

/** Reasons that were kept as sentences become phrases. */
export class ReasonsAsPhrases extends Forward {
  readonly name = 'ReasonsAsPhrases1765800000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TEMP TABLE "said" ("sentence" text PRIMARY KEY, "phrase" text NOT NULL)')
    for (const [table, column] of KEPT) {
      const sentences = (await runner.query(
        `SELECT DISTINCT "${column}" AS sentence FROM "${table}" WHERE "${column}" <> '' AND "${column}" NOT LIKE '{%'`,
      )) as { sentence: string }[]
      await runner.query('DELETE FROM "said"')
      for (const { sentence } of sentences) {
        const phrase = phraseOf(sentence)
        if (phrase) await runner.query('INSERT INTO "said" VALUES (?, ?)', [sentence, JSON.stringify(phrase)])
      }
      await runner.query(
        `UPDATE "${table}" SET "${column}" = (SELECT phrase FROM "said" WHERE sentence = "${column}")
         WHERE "${column}" IN (SELECT sentence FROM "said")`,
      )
    }
    await runner.query('DROP TABLE "said"')
    // A send that was being moved was known by its sentence.
    await runner.query(`UPDATE "send" SET "paused_by" = 'moving' WHERE "paused_why" LIKE ?`, [
      `{"key":"${MOVING}"%`,
    ])
  }
}
