/** E-mails through SMTP, by nodemailer. Encrypted, but to a server on this computer. */
import type { NodemailerError } from 'nodemailer'
import { isThisComputer } from '#core/mail-words'
import { MailError, type Mailer } from '../../services/ports'

const TIMEOUT_MS = 20_000

const notEncrypted = () =>
  new MailError(
    'The connection to the mail server could not be encrypted. Choose the other kind of encryption, or another port.',
    false,
    'security',
  )

/** What nodemailer's errors say, without their words: those may hold the login or the text. */
const translated = (error: unknown): MailError => {
  const { code, responseCode, command, permanent, message } = error as NodemailerError
  const final = permanent === true
  const answer = typeof responseCode === 'number' ? ` (${responseCode})` : ''
  switch (code) {
    case 'EAUTH':
    case 'ENOAUTH':
      return new MailError(
        `The mail server did not accept the user or the password${answer}.`,
        false,
        'password',
      )
    case 'EDNS':
      return new MailError('There is no mail server of this name.', false, 'host')
    case 'ETLS':
      return notEncrypted()
    case 'EENVELOPE':
      return command === 'MAIL FROM'
        ? new MailError(`The mail server did not accept the sender’s address${answer}.`, final, 'from')
        : new MailError(`The mail server did not accept the recipient’s address${answer}.`, final, 'to')
    case 'EMESSAGE':
      return new MailError(`The mail server did not take the e-mail${answer}.`, final)
    case 'ESOCKET':
      // The code of the TLS error is lost; its words decide and are not shown.
      if (/certificate/i.test(message))
        return new MailError(
          'The certificate of the mail server is not trusted: it has expired, or belongs to another name.',
          false,
          'host',
        )
      if (/SSL routines/.test(message)) return notEncrypted()
      return new MailError('Nothing answered at this server and port.', false, 'host')
    default:
      return new MailError(`The mail server did not answer as one${answer}.`, false, 'host')
  }
}

/** Hands one e-mail to the server; a connection of its own each time, because replies are few. */
export const sendMail: Mailer = async (server, mail) => {
  if (server.security === 'plain' && !isThisComputer(server.host))
    throw new MailError('Without encryption only a server on this PC may be used.', false, 'security')
  // Loaded when first needed: most starts send no e-mail.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'plain',
    tls: { minVersion: 'TLSv1.2' },
    ...(server.user === '' || server.password === null
      ? {}
      : { auth: { user: server.user, pass: server.password } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.sendMail({
      from: { name: 'Deskbell', address: mail.from },
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      messageId: `<${mail.messageId}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  } catch (error) {
    throw translated(error)
  } finally {
    transport.close()
  }
}
