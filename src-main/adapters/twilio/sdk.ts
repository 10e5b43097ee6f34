import type { Twilio } from 'twilio'
import type { WayOut } from './one-way-out'

export type Login =
  | { kind: 'token'; token: string }
  /** Revocable, and so the better one: https://www.twilio.com/docs/iam/api-keys */
  | { kind: 'key'; keySid: string; secret: string }

/** What the SDK reads from the environment by itself; none of it may redirect, record or decrypt our traffic. */
const MEDDLING = ['HTTP_PROXY', 'TWILIO_CA_BUNDLE', 'TWILIO_EDGE', 'TWILIO_REGION', 'TWILIO_LOG_LEVEL']

/**
 * The SDK's client, all of whose requests take the one way out. Loading the SDK costs 90 to 220 ms and 30 MB,
 * so it is done when first needed.
 */
export async function loadSdk(accountSid: string, login: Login, wayOut: WayOut): Promise<Twilio> {
  const { default: twilio } = await import('twilio')

  class OnlyWayOut extends twilio.RequestClient {
    override request<TData>(options: Parameters<WayOut['request']>[0]) {
      return wayOut.request(options) as unknown as ReturnType<
        InstanceType<typeof twilio.RequestClient>['request']
      > &
        Promise<{ statusCode: number; body: TData; headers: unknown; toString(): string }>
    }
  }

  return withoutMeddling(() => {
    const [username, password] =
      login.kind === 'token' ? [accountSid, login.token] : [login.keySid, login.secret]
    return twilio(username, password, {
      accountSid,
      httpClient: new OnlyWayOut({ autoRetry: false }),
      autoRetry: false,
      edge: '',
      region: '',
      logLevel: 'none',
    })
  })
}

/** The SDK reads the environment while it is constructed, all in one go, so hiding it for that moment is enough. */
function withoutMeddling<T>(work: () => T): T {
  const kept = MEDDLING.map((name) => [name, process.env[name]] as const)
  for (const name of MEDDLING) delete process.env[name]
  try {
    return work()
  } finally {
    for (const [name, value] of kept) if (value !== undefined) process.env[name] = value
  }
}
