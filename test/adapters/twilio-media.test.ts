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
  const asked: { method: string; path: string; login: string | undefined }[] = []
  const server = http.createServer((request, response) => {
    const answer = answers[asked.length] ?? { status: 500 }
    asked.push({
      method: request.method ?? '',
      path: (request.url ?? '').replace(/\?.*/, ''),
      login: request.headers.authorization,
    })
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

  test('goes with the words when they are blanked, and may be asked to twice', async () => {
    const { sms, carrier, close } = await practice()
    open.push(close)
    const from = '+12025550150'
    const two = [PRACTICE_PICTURE, PRACTICE_PICTURE]
    const sid = carrier.inbound({ from, to: OWN, body: 'see', media: two })
    const other = carrier.inbound({ from, to: OWN, body: 'and this', media: [PRACTICE_PICTURE] })
    const left = () => carrier.messages().map(({ body, media }) => [body, media])
    const [piece] = await sms.media(sid)
    await sms.redact(sid)
    await sms.redact(sid)
    expect(left()).toEqual([
      ['', 0],
      ['and this', 1],
    ])
    await expect(sms.mediaBytes(sid, piece?.sid ?? '', 100_000)).rejects.toMatchObject({ kind: 'not-found' })
    expect(await sms.media(other)).toHaveLength(1)
  })

  test('what is gone already does not keep the rest, and a try that was cut short is taken up again', async () => {
    const media = (last: string) => ({ sid: `ME${last.repeat(32)}`, content_type: 'image/png' })
    const message = {
      sid: MM,
      direction: 'inbound',
      status: 'received',
      num_media: '2',
      date_created: 'Tue, 24 Nov 2026 15:00:00 +0000',
    }
    const list = (...of: string[]) => ({ status: 200, body: JSON.stringify({ media_list: of.map(media) }) })
    const blanked = { status: 200, body: JSON.stringify(message) }
    const gone = { status: 404, body: JSON.stringify({ code: 20404, message: 'not found', status: 404 }) }
    const { sms, asked } = await scripted(
      ...[blanked, list('a', 'b'), gone, { status: 503 }],
      ...[blanked, list('b'), { status: 204 }],
    )
    await expect(sms.redact(MM)).rejects.toMatchObject({ name: 'CarrierError' })
    await sms.redact(MM)
    const round = (...of: string[]) => [
      `POST ${MM}.json`,
      'GET Media.json',
      ...of.map((last) => `DELETE ${media(last).sid}.json`),
    ]
    expect(asked.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)).toEqual([
      ...round('a', 'b'),
      ...round('b'),
    ])
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
