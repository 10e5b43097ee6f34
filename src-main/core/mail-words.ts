/** What a forwarded reply says, as plain text. */

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

/** Subject and text of the e-mail that forwards one reply. */
export const replyMail = (reply: ReplyFacts): { subject: string; text: string } => {
  const who = reply.names.length > 0 ? `${reply.names.join(' or ')}, ${reply.number}` : reply.number
  const came = reply.pictures === 1 ? '1 picture or file' : `${reply.pictures} pictures or files`
  return {
    subject: oneLine(`${reply.practice ? 'Practice: ' : ''}Text from ${who}`),
    text: [
      reply.body,
      ...(reply.pictures > 0 ? ['', `With ${came}: open the conversation in Deskbell.`] : []),
      '',
      '-- ',
      `From ${oneLine(who)}`,
      `Came in ${reply.at}`,
      `Answer it in Deskbell${reply.office === '' ? '' : ` at ${oneLine(reply.office)}`}: an answer to this e-mail does not reach them.`,
      '',
    ].join('\n'),
  }
}

/** Only this computer may be spoken to without encryption. */
export const isThisComputer = (host: string): boolean =>
  /^127(\.\d{1,3}){3}$/.test(host) || host === '::1' || host.toLowerCase() === 'localhost'
