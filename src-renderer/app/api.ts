/** The typed client: `api.people.page(input)` is `bridge.call('people.page', input)`. */
import type { Api, Bridge, ErrorCode, Events, Failure } from '#contract'

/** A call that was answered with a failure, in words for the person at the desk. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ErrorCode
  readonly field: string | null

  constructor(failure: Failure) {
    super(failure.message)
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

const ask = async (name: string, input: unknown): Promise<unknown> => {
  const reply = await connected().call(name, input)
  if (!reply.ok) throw new ApiError(reply.error)
  return reply.value
}

export const api = new Proxy({} as Api, {
  get: (_, feature: string) =>
    new Proxy({}, { get: (__, verb: string) => (input: unknown) => ask(`${feature}.${verb}`, input) }),
})

type Heard = Events & { connection: boolean }
/** Subscribes to an event of the border, or to `connection` of the browser bridge; the answer unsubscribes. */
export const listen = <E extends keyof Heard>(
  event: E,
  listener: (payload: Heard[E]) => void,
): (() => void) => connected().on(event, (payload) => listener(payload as Heard[E]))
