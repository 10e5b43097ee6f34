/** E-mails through SMTP, by nodemailer. Encrypted, but to a server on this computer. */
import type { NodemailerError } from 'nodemailer'
import { isThisComputer } from '#core/office/mail-words'
import { phrase } from '#shared/phrases/phrase'
import { MailError, type Mailer } from '../../services/ports'

const TIMEOUT_MS = 20_000

const notEncrypted = () => new MailError('mail.not-encrypted', false, 'security')

/** What nodemailer's errors say, without their words: those may hold the login or the text. */
const translated = (error: unknown): MailError => {
  const { code, responseCode, command, permanent, message } = error as NodemailerError
  const final = permanent === true
  const answer = { answer: typeof responseCode === 'number' ? ` (${responseCode})` : '' }
  switch (code) {
    case 'EAUTH':
    case 'ENOAUTH':
      return new MailError(phrase('mail.login-refused', answer), false, 'password')
    case 'EDNS':
      return new MailError('mail.no-such-server', false, 'host')
    case 'ETLS':
      return notEncrypted()
    case 'EENVELOPE':
      return command === 'MAIL FROM'
        ? new MailError(phrase('mail.sender-refused', answer), final, 'from')
        : new MailError(phrase('mail.recipient-refused', answer), final, 'to')
    case 'EMESSAGE':
      return new MailError(phrase('mail.refused', answer), final)
    case 'ESOCKET':
      // The code of the TLS error is lost; its words decide and are not shown.
      if (/certificate/i.test(message)) return new MailError('mail.certificate', false, 'host')
      if (/SSL routines/.test(message)) return notEncrypted()
      return new MailError('mail.no-answer', false, 'host')
    default:
      return new MailError(phrase('mail.no-mail-server', answer), false, 'host')
  }
}

/** Hands one e-mail to the server; a connection of its own each time, because replies are few. */
export const sendMail: Mailer = async (server, mail) => {
  if (server.security === 'plain' && !isThisComputer(server.host))
    throw new MailError('mail.plain-refused', false, 'security')
  // Loaded when first needed: most starts send no e-mail.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'plain',
    // Said outright: else a variable of the environment could switch the check of the certificate off.
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
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
