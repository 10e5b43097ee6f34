/** The outbox of an archive: nothing leaves, nobody is asked. Calls that would are refused before they come here. */
import { Refusal } from '#contract/define'
import type { Sms } from '../ports'
import type { GateReason } from './gate'
import type { Outbox } from './index'

const refuse = (): never => {
  throw new Refusal('refused', 'This is a read-only archive: nothing can be changed or sent. Close it first.')
}
const ARCHIVE: GateReason = {
  title: 'This is an archive',
  say: 'It can only be read.',
  next: 'Close the archive to come back.',
  action: 'wait',
  code: null,
}

/** A carrier that refuses everything. */
export const noCarrier: Sms = {
  accountSid: '',
  send: async () => refuse(),
  fetch: async () => refuse(),
  list: async () => refuse(),
  cancel: async () => refuse(),
  redact: async () => refuse(),
  media: async () => refuse(),
  mediaBytes: async () => refuse(),
  balance: async () => null,
  price: async () => null,
  numbers: async () => refuse(),
  services: async () => refuse(),
  lookup: async () => refuse(),
  account: async () => refuse(),
  registration: async () => refuse(),
  close() {},
}

export const closedOutbox: Outbox = {
  gate: { reason: () => ARCHIVE, pause: async () => refuse(), resume: async () => refuse() },
  copy: {
    state: () => null,
    pending: () => false,
    recognise: async () => {},
    tick: async () => {},
    cancel: async () => refuse(),
    forget: async () => refuse(),
  },
  sms: noCarrier,
  accountSid: '',
  sender: () => null,
  wake() {},
  resume: async () => refuse(),
  rate: () => 1,
  balance: async () => null,
  moneyUnknown: () => false,
  trouble: () => null,
  spentThisMonth: () => 0,
  inboundReadAt: () => 0,
  inboxFresh: () => true,
  sweep: async () => {},
  check: async () => {},
  start: async () => {},
  stop: async () => {},
}
