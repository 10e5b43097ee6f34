/**
 * Is this database the one that its account's texts were sent from? A copy that does not know what was sent since it
 * was made would send it again. Two proofs, both pure: a generation that all parts of a data folder share, and the
 * carrier's own list, which nobody can copy back.
 */

/**
 * The name of the current run, written into each part at every start. `journal` holds two, because a crash between two
 * writes of one start must not look like a copy.
 */
export type Generations = {
  database: string | null
  journal: { current: string | null; next: string | null }
  file: string | null
}

/**
 * `first`: no part has a generation yet. `same`: all parts are of the last start, or of one that was cut short. `copy`: at
 * least one part is missing or of another time.
 */
export const compareGenerations = ({ database, journal, file }: Generations): 'first' | 'same' | 'copy' => {
  const known = [journal.current, journal.next].filter((one) => one !== null)
  if (database === null && file === null && known.length === 0) return 'first'
  // The very first start was cut short: a part may have none yet.
  const firstStart = journal.current === null && journal.next !== null
  const fits = (part: string | null) => (part === null ? firstStart : known.includes(part))
  return fits(database) && fits(file) ? 'same' : 'copy'
}

/** A text of the account that this database has no SID for. Times in epoch milliseconds of the carrier's clock. */
export type UnknownText = {
  sid: string
  to: string
  body: string
  createdAt: number
  /** Did it leave from a sender that this database has used or uses? */
  ownSender: boolean
}
/** A request of ours whose answer named no SID. */
export type UnansweredAttempt = { id: number; e164: string; body: string; claimedAt: number | null }
export type WaitingText = { id: number; e164: string; body: string }

export type Judgement = {
  /** Texts that an unanswered request of ours explains. */
  explained: UnknownText[]
  /** Texts with the number and words of one that waits here: sent by another history of this database. */
  matched: { text: UnknownText; messageId: number }[]
  /** From our own sender, and nobody here knows them. */
  unexplained: UnknownText[]
  /** Of other programs that use the same account with senders of their own. */
  foreign: UnknownText[]
}

/** Trial accounts put this before every text: https://help.twilio.com/articles/360036052753 */
const TRIAL_PREFIX = 'Sent from your Twilio trial account - '
/** How much earlier than its claim a text may seem to be made: the carrier tells whole seconds, and its clock was read before. */
export const CLAIM_MARGIN_MS = 10 * 60_000

/** Characters that Smart Encoding replaces, by what it puts there: https://www.twilio.com/docs/messaging/services#smart-encoding */
const SMART: Record<string, string> = {
  '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '‘': "'", '’': "'", '‚': "'", '‛': "'", '`': "'", '´': "'",
  '–': '-', '—': '-', '‐': '-', '‑': '-', '−': '-', '…': '...', '\u00a0': ' ', '\u2009': ' ', '\u200a': ' ', '\u202f': ' ',
  '\u200b': '', '•': '*', '⁄': '/', '¼': '1/4', '½': '1/2', '¾': '3/4',
} // biome-ignore format: a table
const plain = (text: string): string =>
  text
    .replace(/[“”„«»‘’‚‛`´–—‐‑−…\u00a0\u2009\u200a\u202f\u200b•⁄¼½¾]/g, (one) => SMART[one] ?? one)
    .normalize('NFC')
    .trim()

/**
 * Are these the words of a text of ours, as the carrier keeps them? Exact, with a trial account's prefix, or after Smart
 * Encoding. A body that the account redacts is kept empty, and may be any.
 */
export const sameWords = (carrier: string, ours: string): boolean =>
  carrier === ours ||
  carrier === '' ||
  carrier === TRIAL_PREFIX + ours ||
  plain(carrier.startsWith(TRIAL_PREFIX) ? carrier.slice(TRIAL_PREFIX.length) : carrier) === plain(ours)

/**
 * Tells what each unknown text means. Every attempt and every waiting text explains at most one of them; the older text
 * takes the older attempt.
 */
export const judge = (
  unknown: readonly UnknownText[],
  attempts: readonly UnansweredAttempt[],
  waiting: readonly WaitingText[],
): Judgement => {
  const left = attempts.toSorted((a, b) => a.id - b.id)
  const free = [...waiting]
  const judgement: Judgement = { explained: [], matched: [], unexplained: [], foreign: [] }
  const take = <T>(from: T[], fits: (one: T) => boolean): T | undefined => {
    const at = from.findIndex(fits)
    return at < 0 ? undefined : from.splice(at, 1)[0]
  }
  for (const text of unknown.toSorted((a, b) => a.createdAt - b.createdAt)) {
    const ours = ({ e164, body }: { e164: string; body: string }) =>
      e164 === text.to && sameWords(text.body, body)
    const attempt = take(
      left,
      (one) => ours(one) && (one.claimedAt === null || one.claimedAt - CLAIM_MARGIN_MS <= text.createdAt),
    )
    if (attempt) {
      judgement.explained.push(text)
      continue
    }
    const match = take(free, ours)
    if (match) judgement.matched.push({ text, messageId: match.id })
    else if (text.ownSender) judgement.unexplained.push(text)
    else judgement.foreign.push(text)
  }
  return judgement
}

/** Does what the carrier lists prove that this database is not the only one its account was used from? */
export const isAnotherHistory = (
  { matched, unexplained }: Pick<Judgement, 'matched' | 'unexplained'>,
  { othersUseOurSenders }: { othersUseOurSenders: boolean },
): boolean => matched.length > 0 || (unexplained.length > 0 && !othersUseOurSenders)
