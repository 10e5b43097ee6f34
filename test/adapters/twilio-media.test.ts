import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { PRACTICE_PICTURE } from '../../src-main/adapters/practice/account'
import { OWN, practice, TOKEN } from './practice-fixture'

const open: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

const MM = `MM${'a'.repeat(32)}`
const ME = `ME${'b'.repeat(32)}`

/** A carrier that answers each request in turn with what it is told; keeps what it was asked. */
const scripted = async (...answers: { status: number; location?: string; body?: string }[]) => {
  const asked: { path: string; login: string | undefined }[] = []
  const server = http.createServer((request, response) => {
    const answer = answers[asked.length] ?? { status: 500 }
    asked.push({ path: request.url ?? '', login: request.headers.authorization })
    response
      .writeHead(answer.status, answer.location ? { Location: answer.location } : {})
      .end(answer.body ?? '')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { sms, close } = await practice({}, { baseUrl })
  open.push(close, () => {
    server.closeAllConnections()
    server.close()
  })
  return { sms, asked }
}

describe('media of a reply', () => {
  test('is listed and fetched, through the way Twilio sends us', async () => {
    const { sms, carrier, close } = await practice()
    open.push(close)
    const sid = carrier.inbound({ from: '+12025550150', to: OWN, body: 'see', media: [PRACTICE_PICTURE] })
    const [piece] = await sms.media(sid)
    expect(piece).toMatchObject({ type: 'image/png' })
    const bytes = await sms.mediaBytes(sid, piece?.sid ?? '', 100_000)
    expect(Buffer.from(bytes).toString('base64')).toBe(PRACTICE_PICTURE.base64)
    expect(carrier.requests.at(-1)).toContain('GET mms.twiliocdn.com/')
    await expect(sms.mediaBytes(sid, piece?.sid ?? '', 100)).rejects.toMatchObject({ name: 'CarrierError' })
    await expect(sms.mediaBytes(sid, ME, 100)).rejects.toMatchObject({ kind: 'not-found' })
    await expect(sms.mediaBytes('../..', ME, 100)).rejects.toMatchObject({ kind: 'not-found' })
  })

  test('the login goes to the API alone, not to where it sends us', async () => {
    const { sms, asked } = await scripted(
      { status: 307, location: 'https://media.twiliocdn.com/AC1/x?Signature=s' },
      { status: 302, location: 'https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/x' },
      { status: 200, body: 'bytes' },
    )
    expect(Buffer.from(await sms.mediaBytes(MM, ME, 100)).toString()).toBe('bytes')
    expect(asked.map(({ path }) => path.split('/')[1])).toEqual([
      'api.twilio.com',
      'media.twiliocdn.com',
      's3-external-1.amazonaws.com',
    ])
    expect(asked.map(({ login }) => login !== undefined)).toEqual([true, false, false])
  })

  test.each([
    'https://example.com/x',
    'http://mms.twiliocdn.com/x',
    'https://mms.twiliocdn.com.example.com/x',
    'https://mms.twiliocdn.com@example.com/x',
    'https://user:pass@mms.twiliocdn.com/x',
    'https://s3-external-1.amazonaws.com/another-bucket/x',
    'https://s3-external-1.amazonaws.com/media.twiliocdn.com/../another-bucket/x',
    'https://mms.twiliocdn.com:8443/x',
    'https://api.twilio.com/2010-04-01/Accounts.json',
    'file:///etc/passwd',
    '//127.0.0.1/x',
    'nonsense',
  ])('is not followed to %s', async (location) => {
    const { sms, asked } = await scripted({ status: 302, location })
    const error: unknown = await sms.mediaBytes(MM, ME, 100).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ name: 'CarrierError' })
    expect(asked).toHaveLength(1)
    for (const secret of [TOKEN, location]) expect(inspect(error).includes(secret)).toBe(false)
  })

  test('is not followed for ever', async () => {
    const round = { status: 302, location: 'https://mms.twiliocdn.com/round' }
    const { sms, asked } = await scripted(round, round, round, round, round, round)
    await expect(sms.mediaBytes(MM, ME, 100)).rejects.toMatchObject({ name: 'CarrierError' })
    expect(asked).toHaveLength(4)
  })
})
