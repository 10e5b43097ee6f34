/** The outbox of an archive: nothing leaves, nobody is asked. Calls that would are refused before they come here. */
import { Refusal } from '#contract/define'
import { phrase } from '#shared/phrases/phrase'
import type { Sms } from '../ports'
import type { GateReason } from './guards/gate'
import type { Outbox } from './outbox'

const refuse = (): never => {
  throw new Refusal('refused', 'app.archive-cannot-send')
}
const ARCHIVE: GateReason = {
  title: phrase('pause.archive.title'),
  say: phrase('pause.archive.say'),
  next: phrase('pause.archive.next'),
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
  senderFacts: async () => refuse(),
  senderNames: async () => refuse(),
  close() {},
}

export const closedOutbox: Outbox = {
  gate: { reason: () => ARCHIVE, pause: async () => refuse(), resume: async () => refuse() },
  copy: {
    state: () => null,
    pending: () => false,
    recognise: async () => {},
    begin() {},
    tick: async () => {},
    cancel: async () => refuse(),
    forget: async () => refuse(),
  },
  sms: noCarrier,
  accountSid: '',
  sender: () => null,
  wake() {},
  expect() {},
  tryNow: () => refuse(),
  resume: async () => refuse(),
  rate: () => 1,
  balance: async () => null,
  moneyUnknown: () => false,
  why: () => [],
  trouble: () => null,
  absence: { read: () => null, seen: async () => {} },
  otherSenders: { list: () => [], seen: async () => {}, share: async () => refuse() },
  spentThisMonth: () => 0,
  inboundReadAt: () => 0,
  inboxFresh: () => true,
  sweep: async () => {},
  check: async () => {},
  start: async () => {},
  stop: async () => {},
}
