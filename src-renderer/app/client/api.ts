/**
 * The typed client: `api.people.page(input)` is `bridge.call('people.page', input)`. What crosses as a phrase has become words
 * when it leaves here: the one place of the screen that makes them.
 */
import type { Api, Bridge, ErrorCode, Events, Failure } from '#contract'
import { inWords, say } from '#shared/phrases/say'

/** A call that was answered with a failure, in words for the person at the desk. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ErrorCode
  readonly field: string | null

  constructor(failure: Failure) {
    super(say(failure.reason))
    this.code = failure.code
    this.field = failure.field ?? null
  }
}

let bridge: Bridge | null = null

/** Called once by main.tsx, before anything is rendered. */
export const connect = (to: Bridge): void => {
  bridge = to
}
const connected = (): Bridge => {
  if (!bridge) throw new Error('Not connected')
  return bridge
}

/** A call by its name; `api` and `useAnswer` know its types. */
export const ask = async (name: string, input: unknown): Promise<unknown> => {
  const reply = await connected().call(name, input)
  if (!reply.ok) throw new ApiError(reply.error)
  return inWords(reply.value)
}

export const api = new Proxy({} as Api, {
  get: (_, feature: string) =>
    new Proxy({}, { get: (__, verb: string) => (input: unknown) => ask(`${feature}.${verb}`, input) }),
})

/** The page as a PDF, made by the host; null where there is only the browser's own print dialog. */
export const pageAsPdf = async (paper: 'A4' | 'Letter'): Promise<Blob | null> => {
  if (connected().host !== 'electron') return null
  const { base64 } = (await ask('host.pdf', { paper })) as { base64: string }
  return new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], { type: 'application/pdf' })
}

/** `refused`: the key of this page opens nothing any more. */
type Heard = Events & { connection: 'up' | 'down' | 'refused' }
/** Subscribes to an event of the border, or to `connection` of the browser bridge; the answer unsubscribes. */
export const listen = <E extends keyof Heard>(
  event: E,
  listener: (payload: Heard[E]) => void,
): (() => void) => connected().on(event, (payload) => listener(payload as Heard[E]))
