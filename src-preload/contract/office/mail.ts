import { z } from 'zod'
import { call, done, nothing, problem } from '../define'
import { instant, said, wellFormed } from '../shapes'

const address = z.email(problem('mail.address')).max(200)
/** Encrypted from the first byte, or after STARTTLS; plain only to a server on this PC. */
export const mailSecurity = z.enum(['tls', 'starttls', 'plain'])
const server = z.object({
  to: address,
  from: address,
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9.:-]{1,200}$/, problem('mail.server')),
  port: z.number().int().min(1, problem('mail.port')).max(65_535),
  security: mailSecurity,
  user: z.string().trim().max(200),
  /** Null keeps the password already stored. */
  password: wellFormed(z.string().min(1).max(200)).nullable(),
})
export type MailServerIn = z.infer<typeof server>

/** Replies forwarded to the reception's e-mail address. */
export const mail = {
  get: call(
    'receptionist',
    nothing,
    z.object({
      on: z.boolean(),
      to: z.string(),
      from: z.string(),
      host: z.string(),
      port: z.number().int(),
      security: mailSecurity,
      user: z.string(),
      /** Whether a password is stored; it is never shown. */
      passwordStored: z.boolean(),
      waiting: z.number().int(),
      failed: z.number().int(),
      why: said,
      nextAt: instant.nullable(),
    }),
  ),
  /** Sends a test e-mail with these settings; stores nothing. */
  test: call('admin', server, done),
  save: call('admin', server.extend({ on: z.boolean() }), done),
  /** Switches off and deletes the password; what waits is dropped. */
  forget: call('admin', nothing, done),
  /** Tries everything unsent at once. */
  retry: call('receptionist', nothing, z.object({ waiting: z.number().int() })),
}
