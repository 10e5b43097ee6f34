import type { Behaviour } from './misbehaviour'
import type { InboundText } from './post-office'
import type { PracticeCarrier } from './practice-carrier'

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
