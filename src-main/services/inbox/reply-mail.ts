/**
 * Replies by e-mail (B6): each is queued in the write that keeps it, and sent by a loop of its own. A mail server that
 * does not answer delays e-mails and nothing else.
 */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import type { MailServerIn } from '../../../src-preload/contract/office/mail'
import { isThisComputer, replyMail } from '#core/office/mail-words'
import type { Office, Changed } from '../office'
import { type Clock, MailError, type Mailer, type MailServer, type Secrets } from '../ports'
import type { Recipients } from '../people/recipients'
import type { InboundKept, ReplyMailKept } from './inbox-store'
import type { Stores } from '../stores'
import type { SettingsStore } from '../settings/settings-store'

export const MAIL_SECRET = 'mail'
const MINUTE_MS = 60_000
/** Minutes until the next try; the last one repeats. */
const WAITS = [1, 5, 15, 60]
/** About three days. */
const MOST_TRIES = 75

type Ports = {
  stores: Pick<Stores, 'write' | 'recipients' | 'inbound' | 'replyMails'>
  mailer: Mailer
  settings: SettingsStore
  secrets: Secrets
  clock: Clock
  office: Office
  recipients: Recipients
  changed: Changed
  report: (what: string, error: unknown) => void
}

/** Sends what is queued, one e-mail after the other. */
const createMailQueue = ({
  stores,
  mailer,
  settings,
  secrets,
  clock,
  office,
  recipients,
  changed,
  report,
}: Ports) => {
  const { replyMails } = stores
  let stopped = false
  let running: Promise<void> | null = null
  let cancel = () => {}
  /** A server that fails one e-mail fails the next one too: the whole queue waits. */
  let restsUntil = 0

  const serverOf = async (): Promise<MailServer> => {
    const { host, port, security, user } = settings.get().mail
    return { host, port, security, user, password: user === '' ? null : await secrets.get(MAIL_SECRET) }
  }

  const sendOne = async ({ id, inboundId, tries }: ReplyMailKept) => {
    const reply = stores.inbound.get(inboundId)
    const { mail } = settings.get()
    if (!reply) {
      await stores.write(() => replyMails.giveUp(id, 'mail.text-not-kept'))
      return
    }
    const { name, zone } = office.settings().office
    const words = replyMail(
      {
        names: stores.recipients.withNumber(reply.from).map((person) => person.name),
        number: recipients.national(reply.from),
        body: reply.body,
        pictures: reply.media,
        at: new Intl.DateTimeFormat('en', { timeZone: zone, dateStyle: 'full', timeStyle: 'short' }).format(
          Date.parse(reply.at),
        ),
        office: name,
        practice: office.settings().mode === 'practice',
      },
      office.say,
    )
    try {
      await mailer(await serverOf(), {
        ...words,
        from: mail.from,
        to: mail.to,
        messageId: `${reply.sid}.reply@${mail.from.split('@').at(-1)}`,
      })
      await stores.write(() => replyMails.sent(id))
    } catch (error) {
      if (!(error instanceof MailError)) throw error
      const over = error.final || tries + 1 >= MOST_TRIES
      const wait = (WAITS[Math.min(tries, WAITS.length - 1)] ?? 60) * MINUTE_MS
      const nextAt = new Date(clock.now() + wait).toISOString()
      if (!error.final) restsUntil = clock.now() + wait
      await stores.write(() =>
        over ? replyMails.giveUp(id, error.reason) : replyMails.putOff(id, nextAt, error.reason),
      )
    }
    changed('settings')
  }

  const work = async () => {
    while (!stopped && settings.get().mail.on && clock.now() >= restsUntil) {
      const next = replyMails.due(office.now())
      if (!next) return
      await sendOne(next)
    }
  }

  const wake = (): void => {
    if (running || stopped) return
    cancel()
    running = work()
      .catch((error: unknown) => {
        report('reply mail', error)
        restsUntil = clock.now() + MINUTE_MS
      })
      .finally(() => {
        running = null
        const next = replyMails.nextDue()
        if (stopped || next === null || !settings.get().mail.on) return
        cancel = clock.after(Math.max(Date.parse(next), restsUntil, clock.now() + 1) - clock.now(), wake)
      })
  }
  const again = (): void => {
    restsUntil = 0
    wake()
  }

  return {
    wake,
    again,
    /** Waits for the e-mail that is just leaving. */
    async stop(): Promise<void> {
      stopped = true
      cancel()
      await running
    },
  }
}

/** The mail server as an Admin sets it, and whether it takes e-mails. */
const createMailSettings = (
  {
    stores: { write, replyMails },
    mailer,
    settings,
    secrets,
    clock,
    office,
    changed,
  }: Pick<Ports, 'stores' | 'mailer' | 'settings' | 'secrets' | 'clock' | 'office' | 'changed'>,
  again: () => void,
): HandlersOf<AppContract['mail']> => {
  /** The server as typed; the stored password goes only where it was stored for. */
  const typed = async ({ host, port, security, user, password }: MailServerIn): Promise<MailServer> => {
    const { mail } = settings.get()
    if (security === 'plain' && !isThisComputer(host))
      throw new Refusal('bad-input', 'mail.plain-only-here', 'security')
    if (user === '') return { host, port, security, user, password: null }
    if (password !== null) return { host, port, security, user, password }
    const same = mail.host === host && mail.user === user && mail.security === security
    const stored = mail.passwordStored && same ? await secrets.get(MAIL_SECRET) : null
    if (stored === null)
      throw new Refusal(
        'bad-input',
        mail.passwordStored && !same ? 'mail.type-password-again' : 'mail.type-password',
        'password',
      )
    return { host, port, security, user, password: stored }
  }

  return {
    get: () => ({ ...settings.get().mail, ...replyMails.waiting() }),
    async test(input) {
      const server = await typed(input)
      try {
        await mailer(server, {
          from: input.from,
          to: input.to,
          subject: office.say('mail.test.subject'),
          text: `${office.say('mail.test.text')}\n`,
          messageId: `test.${clock.now()}@${input.from.split('@').at(-1)}`,
        })
      } catch (error) {
        if (error instanceof MailError) throw new Refusal('refused', error.reason, error.field ?? undefined)
        throw error
      }
      return {}
    },
    async save(input) {
      const { on, to, from } = input
      const { host, port, security, user, password } = await typed(input)
      await secrets.set(MAIL_SECRET, password)
      settings.set({
        mail: { on, to, from, host, port, security, user, passwordStored: password !== null },
      })
      await write(() => (on ? replyMails.retry(office.now()) : replyMails.drop()))
      changed('settings')
      again()
      return {}
    },
    async forget() {
      await secrets.set(MAIL_SECRET, null)
      const { mail } = settings.get()
      settings.set({ mail: { ...mail, on: false, user: '', passwordStored: false } })
      await write(() => replyMails.drop())
      changed('settings')
      return {}
    },
    async retry() {
      const waiting = await write(() => replyMails.retry(office.now()))
      changed('settings')
      again()
      return { waiting }
    },
  }
}

export const createReplyMail = (ports: Ports) => {
  const { stores, settings, office } = ports
  const { wake, again, stop } = createMailQueue(ports)
  return {
    handlers: createMailSettings(ports, again),
    /** Inside the write that keeps the reply. */
    keeping(reply: InboundKept): void {
      if (settings.get().mail.on) stores.replyMails.queue(reply.id, office.now())
    },
    wake,
    stop,
  }
}
