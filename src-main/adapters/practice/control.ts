import type { Behaviour } from './misbehaviour'
import type { InboundText } from './post-office'
import type { PracticeAccount } from './account'
import type { StoredMessage } from './ledger'
import type { MessageState } from './life'

/**
 * The control surface over HTTP, for tests that run the carrier as a process: `messages`, `requests`,
 * `inbound`, `balance` and `behaviour`, with JSON bodies. Undefined for any other name.
 */
export function controlled(carrier: PracticeCarrier, name: string, text: string): object | undefined {
  const body: unknown = text ? JSON.parse(text) : {}
  switch (name) {
    case 'messages':
      return { messages: carrier.messages() }
    case 'requests':
      return { requests: carrier.requests }
    case 'inbound':
      return { sid: carrier.inbound(body as InboundText) }
    case 'balance':
      carrier.setBalance((body as { balance: string }).balance)
      return {}
    case 'behaviour':
      carrier.setBehaviour(body as Behaviour)
      return {}
    default:
      return undefined
  }
}

export type PracticeCarrier = {
  /** For `createTwilioSms({ baseUrl })`. */
  readonly baseUrl: string
  readonly account: PracticeAccount
  /** A person texts one of our numbers; answers the SID. */
  inbound(text: InboundText): string
  /** All messages with their state now, oldest first. */
  messages(): PracticeMessage[]
  /** Decimal, such as `"12.50"`. */
  setBalance(balance: string): void
  setBehaviour(change: { [K in keyof Behaviour]?: Behaviour[K] | null }): void
  /** Requests so far, by `METHOD host/path`. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

export type PracticeMessage = Pick<
  StoredMessage,
  'sid' | 'direction' | 'to' | 'from' | 'service' | 'body' | 'segments' | 'validitySeconds' | 'price'
> &
  Pick<MessageState, 'status' | 'code'> & {
    createdAt: string
    leavesAt: string
    sentAt: string | null
    /** Pictures that are still there. */
    media: number
  }
