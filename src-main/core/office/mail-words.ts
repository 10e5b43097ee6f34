/** What a forwarded reply says, as plain text. */
import { type Phrase, phrase, type Reason } from '#shared/phrases/phrase'

/** One line without control characters: a name with a line break must not become a header. */
export const oneLine = (text: string, most = 150): string => {
  // Line and paragraph separators end a line too, in some mail programs.
  const line = text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}

export type ReplyFacts = {
  /** Everybody who has the number; empty for a stranger. */
  names: readonly string[]
  number: string
  body: string
  pictures: number
  /** When it came in, as the office reads it. */
  at: string
  office: string
  practice: boolean
}

/** Several names for one number. */
export const either = ([one = '', ...others]: readonly string[]): Phrase =>
  others.length === 0
    ? phrase('said.as-it-stands', { words: one })
    : phrase('arrived.either', { one, other: either(others) })

/** Subject and text of the e-mail that forwards one reply, in the language that `say` speaks. */
export const replyMail = (
  reply: ReplyFacts,
  say: (said: Reason) => string,
): { subject: string; text: string } => {
  const who = reply.names.length > 0 ? `${say(either(reply.names))}, ${reply.number}` : reply.number
  const office = oneLine(reply.office)
  return {
    subject: oneLine(
      say(phrase(reply.practice ? 'mail.reply.subject-practice' : 'mail.reply.subject', { who })),
    ),
    text: [
      reply.body,
      ...(reply.pictures > 0 ? ['', say(phrase('mail.reply.pictures', { n: reply.pictures }))] : []),
      '',
      '-- ',
      say(phrase('mail.reply.from', { who: oneLine(who) })),
      say(phrase('mail.reply.came-in', { at: reply.at })),
      office === '' ? say('mail.reply.answer') : say(phrase('mail.reply.answer-at', { office })),
      '',
    ].join('\n'),
  }
}

/** Only this computer may be spoken to without encryption. */
export const isThisComputer = (host: string): boolean =>
  /^127(\.\d{1,3}){3}$/.test(host) || host === '::1' || host.toLowerCase() === 'localhost'
