import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'

export type PracticeMedia = { sid: string; contentType: string; base64: string }

/** One change of status, planned when the text leaves. */
export type Step = {
  at: number
  status: 'accepted' | 'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'received'
  code: number | null
}

/** A message as the carrier keeps it. Its status is worked out from the clock when somebody asks. */
export type StoredMessage = {
  sid: string
  direction: 'inbound' | 'outbound-api' | 'outbound-reply'
  to: string
  from: string
  service: string | null
  body: string
  segments: number
  media: PracticeMedia[]
  /** Decimal, negative as Twilio writes a charge. */
  price: string
  /** Told only so long after the text left. */
  priceAfterMs?: number
  createdAt: number
  leavesAt: number
  validitySeconds: number | null
  /** It fails with this code. */
  failsWith?: number
  /** The queue was found full. */
  overflow?: boolean
  canceledAt: number | null
  steps: Step[] | null
}

type Line =
  | { message: StoredMessage }
  | { deleted: string }
  | { block: { sender: string; person: string; at: number; blocked: boolean } }
  | { balance: number }

export type Ledger = {
  add(message: StoredMessage): void
  /** Writes down that a message changed. */
  changed(message: StoredMessage): void
  remove(sid: string): void
  get(sid: string): StoredMessage | undefined
  /** Oldest first. */
  all(): readonly StoredMessage[]
  to(number: string): readonly StoredMessage[]
  block(sender: string, person: string, at: number, blocked: boolean): void
  isBlocked(sender: string, person: string, at: number): boolean
  readonly balance: number
  setBalance(micros: number): void
  close(): void
}

/**
 * Messages, opt-outs and balance, in memory. With `file`, each change is appended as a line of JSON, so that
 * practice survives a restart, a hard one and a power cut too: the line is on the disk before the answer leaves.
 */
export function createLedger(startBalance: number, file?: string): Ledger {
  const bySid = new Map<string, StoredMessage>()
  const byTo = new Map<string, StoredMessage[]>()
  const blocks = new Map<string, { at: number; blocked: boolean }[]>()
  let order: StoredMessage[] = []
  let balance = startBalance

  function apply(line: Line): void {
    if ('message' in line) {
      const known = bySid.get(line.message.sid)
      if (known) Object.assign(known, line.message)
      else {
        bySid.set(line.message.sid, line.message)
        order.push(line.message)
        const same = byTo.get(line.message.to)
        if (same) same.push(line.message)
        else byTo.set(line.message.to, [line.message])
      }
    } else if ('deleted' in line) {
      const gone = bySid.get(line.deleted)
      if (!gone) return
      bySid.delete(gone.sid)
      order = order.filter((message) => message !== gone)
      byTo.set(
        gone.to,
        (byTo.get(gone.to) ?? []).filter((message) => message !== gone),
      )
    } else if ('block' in line) {
      const { sender, person, at, blocked } = line.block
      const key = `${sender} ${person}`
      blocks.set(key, [...(blocks.get(key) ?? []), { at, blocked }])
    } else balance = line.balance
  }

  const lines = file !== undefined && existsSync(file) ? linesOf(readFileSync(file, 'utf8')) : []
  for (const line of lines) apply(line)
  // Rewritten at each opening: one line a message, and no half line from a hard stop to append to.
  if (file !== undefined) writeWhole(file)
  let output = file === undefined ? null : openSync(file, 'a', 0o600)

  function writeWhole(path: string): void {
    const kept: Line[] = [...order.map((message) => ({ message })), { balance }]
    for (const [key, events] of blocks) {
      const [sender = '', person = ''] = key.split(' ')
      for (const event of events) kept.push({ block: { sender, person, ...event } })
    }
    writeFileSync(`${path}.new`, kept.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }

  function note(line: Line): void {
    apply(line)
    if (output === null) return
    writeSync(output, `${JSON.stringify(line)}\n`)
    // On the disk before the answer leaves: what was accepted is known after a power cut, as it is at Twilio.
    fdatasyncSync(output)
  }

  return {
    add: (message) => note({ message }),
    changed: (message) => note({ message }),
    remove: (sid) => note({ deleted: sid }),
    get: (sid) => bySid.get(sid),
    all: () => order,
    to: (number) => byTo.get(number) ?? [],
    block: (sender, person, at, blocked) => note({ block: { sender, person, at, blocked } }),
    isBlocked(sender, person, at) {
      const events = blocks.get(`${sender} ${person}`) ?? []
      return events.findLast((event) => event.at <= at)?.blocked ?? false
    },
    get balance() {
      return balance
    },
    setBalance: (micros) => note({ balance: micros }),
    close() {
      if (output !== null) closeSync(output)
      output = null
    },
  }
}

/** A line cut short by a hard stop is the last one, and was never answered for. */
function linesOf(text: string): Line[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as Line] : []
    } catch {
      return []
    }
  })
}
