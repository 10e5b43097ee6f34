/** C7: no text to many and no marketing leaves without the office's name and a way out that works for its sender. */
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { PRACTICE_ACCOUNT } from '../../src-main/adapters/practice/account'
import { measure } from '../../src-preload/shared/text/segments'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, reviewForAll, setUpOffice } from '../support/prepare'

let desk: Desk
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
})

const A = '+12025550101'
const CALL = {
  en: 'Call 202 555 0100 to stop',
  fr: 'Non ? larkfield.example/stop',
  es: 'No: no@larkfield.example',
  de: 'Abmelden: larkfield.example/stop',
}
const open = async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  await importCsv(
    desk.api,
    'First Name,Mobile Phone,Consent to alerts,Consent to marketing\r\nAda,202 555 0101,yes,yes',
  )
  return (await desk.api.people.page({})).rows[0]?.id ?? 0
}
const sending = async () => (await desk.api.settings.get({})).sending
type Sending = Awaited<ReturnType<typeof sending>>
const change = async (patch: Partial<Sending>) =>
  desk.api.settings.saveSending({ ...(await sending()), ...patch })
const place = {
  name: 'Larkfield Physio',
  country: 'US',
  zone: 'America/New_York',
  currency: 'USD',
  phone: '',
}
const template = (
  patch: {
    body?: string
    language?: 'en' | 'fr' | 'es'
    purpose?: 'alerts' | 'marketing' | 'conversation'
  } = {},
) =>
  desk.api.templates.save({
    id: null,
    name: `T ${randomUUID()}`,
    recordKind: 'client',
    purpose: 'alerts',
    language: 'en',
    body: 'We open at nine.',
    ...patch,
  })
const text = (recipientId: number, purpose: 'alerts' | 'marketing' | 'conversation', body = 'Hello') =>
  desk.api.messages.send({
    draftId: randomUUID(),
    recipientId,
    e164: A,
    purpose,
    body,
    templateId: null,
    notBefore: null,
  })
const out = () => desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')
/** What was stored by a version that asked nothing. */
const stored = (patch: object) =>
  desk.swap(() => {
    const { sending: kept } = desk.settings.store as { sending: object }
    desk.settings.store.sending = { ...kept, ...patch }
  })

describe('C7 when settings are saved', () => {
  test('an empty line of any language, and an empty office name, are refused beside their field', async () => {
    await open()
    const { optOut } = await sending()
    for (const language of ['en', 'fr', 'es', 'de'] as const)
      await expect(change({ optOut: { ...optOut, [language]: ' ' } })).rejects.toMatchObject({
        code: 'bad-input',
        field: `optOut.${language}`,
      })
    await expect(change({ optOut: { ...optOut, en: 'See you soon' } })).rejects.toMatchObject({
      field: 'optOut.en',
    })
    await expect(desk.api.settings.saveOffice({ ...place, name: ' ' })).rejects.toMatchObject({
      code: 'bad-input',
      field: 'name',
    })
    expect((await sending()).optOut).toEqual(optOut)
  })

  test('with replies off, and with a sender that is a name, “reply STOP” is refused; an address is taken', async () => {
    await open()
    await expect(change({ allowReplies: false })).rejects.toMatchObject({ field: 'optOut.en' })
    await expect(
      change({ allowReplies: false, optOut: { ...CALL, es: 'Responda STOP' } }),
    ).rejects.toMatchObject({ field: 'optOut.es' })
    await change({ allowReplies: false, optOut: CALL })
    expect((await sending()).allowReplies).toBe(false)
    await desk.close()
    desk = await createDesk({ app: { practiceSender: { kind: 'number', number: 'Larkfield' } } })
    await expect(change({ optOut: { ...CALL, fr: 'STOP pour ne plus recevoir' } })).rejects.toMatchObject({
      field: 'optOut.fr',
    })
    await change({ optOut: CALL })
  })
})

describe('C7 when a template is saved and when a send is planned', () => {
  test('a line that was stored empty lets no template, no review, no daily send and no marketing through', async () => {
    const id = await open()
    const french = await template({ language: 'fr' })
    await stored({ optOut: { en: 'Reply STOP to opt out', fr: '' } })
    const { api } = desk
    await expect(template({ language: 'fr' })).rejects.toMatchObject({ field: 'language' })
    await expect(template({ language: 'es' })).rejects.toMatchObject({ field: 'language' })
    await template({ language: 'fr', purpose: 'conversation' })
    await template()
    const list = await api.lists.save({
      id: null,
      name: 'All',
      kind: 'saved',
      recordKind: 'client',
      conditions: { join: 'all', of: [] },
    })
    await expect(
      api.bulk.review({
        reviewId: null,
        who: { kind: 'client', include: [list.id], exclude: [], recipientIds: [] },
        what: { templateId: french.id, body: '', purpose: 'alerts', language: 'fr' },
        choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
      }),
    ).rejects.toThrow(/opt-out line for French/)
    await api.daily.save({ id: null, name: 'Daily', listId: list.id, templateId: french.id, at: '10:01' })
    desk.clock.jump('2026-11-24T15:01:05.000Z')
    await desk.until(async () => (await api.daily.list({}))[0]?.trying === true, 'the hour')
    expect((await api.daily.list({}))[0]?.lastResult).toMatch(/opt-out line for French/)
    await stored({ optOut: { en: '', fr: '', es: '' } })
    await expect(text(id, 'marketing')).rejects.toThrow(/opt-out line for English/)
    expect(out()).toHaveLength(0)
    await text(id, 'alerts')
    await desk.until(() => out().length === 1, 'an alert to one person')
  })

  test('settings changed between review and send are seen by the send', async () => {
    await open()
    const review = await reviewForAll(desk.api, 'Hello')
    await change({ optOut: CALL, allowReplies: false })
    // The text of the review ends with another line than texts end with now.
    await expect(desk.api.bulk.send({ reviewId: review.reviewId, draftId: randomUUID() })).rejects.toThrow(
      /Nobody is left/,
    )
  })

  test('without the name put before it, the text has to say the office’s name itself', async () => {
    const id = await open()
    await change({ nameOffice: false })
    await expect(template()).rejects.toMatchObject({ code: 'bad-input', field: 'body' })
    await expect(reviewForAll(desk.api, 'Hello')).rejects.toMatchObject({ field: 'body' })
    await expect(text(id, 'marketing')).rejects.toThrow(/does not say who it is from/)
    await template({ body: 'Hi, {{ office_name }} opens at nine.' })
    await template({ body: 'larkfield physio opens at nine.' })
    await reviewForAll(desk.api, 'Larkfield Physio opens at nine')
    await text(id, 'marketing', 'Larkfield Physio has news')
    await desk.until(() => out().length === 1, 'the offer')
    expect(out()[0]?.body).toBe('Larkfield Physio has news. Reply STOP to opt out')
  })

  test('an office without a name sends nothing to many, whatever stored it', async () => {
    await open()
    await desk.swap(() => {
      desk.settings.store.office = { ...place, name: '' }
    })
    await expect(reviewForAll(desk.api, 'Hello')).rejects.toThrow(/name of the office/)
    await expect(template()).rejects.toMatchObject({ field: 'body' })
  })
})

describe('C7 in the language of the person', () => {
  const PEOPLE = [
    'First Name,Mobile Phone,Consent to alerts,Language',
    'Ada,202 555 0101,yes,',
    'Zoé,202 555 0102,yes,French',
    'Inés,202 555 0103,yes,Spanish',
    'Jörg,202 555 0104,yes,Deutsch',
  ].join('\r\n')
  const openForFour = async (options: DeskOptions = {}) => {
    desk = await createDesk(options)
    await setUpOffice(desk.api, { canary: false })
    await importCsv(desk.api, PEOPLE)
  }
  const bodies = () => Object.fromEntries(out().map(({ to, body }) => [to.slice(-2), body]))
  const ENGLISH = 'Larkfield Physio: We open at nine. Reply STOP to opt out'

  test('a text to many ends in the language of each; those of whom nobody knows one get the template’s', async () => {
    await openForFour()
    const { optOut } = await sending()
    const { reviewId, units } = await reviewForAll(desk.api, 'We open at nine.')
    await desk.api.bulk.send({ reviewId, draftId: randomUUID() })
    await desk.until(() => out().length === 4, 'the texts')
    expect(bodies()).toEqual({
      '01': ENGLISH,
      '02': `Larkfield Physio: We open at nine. ${optOut.fr}`,
      '03': `Larkfield Physio: We open at nine. ${optOut.es}`,
      '04': `Larkfield Physio: We open at nine. ${optOut.de}`,
    })
    // Counted as it is sent.
    expect(units).toBe(out().reduce((n, { body }) => n + measure(body).segments, 0))
  })

  test('the meter, the preview and a test text say it as it will be sent', async () => {
    await openForFour()
    const long = {
      ...(await sending()).optOut,
      fr: `Répondez STOP${' pour ne plus rien recevoir'.repeat(5)}`,
    }
    await change({ optOut: long })
    const meter = await desk.api.templates.meter({
      recordKind: 'client',
      body: 'We open at nine.',
      bulk: true,
      language: 'en',
    })
    expect(meter).toMatchObject({
      people: 4,
      shortest: 1,
      longestText: expect.stringContaining(long.fr),
    })
    expect(meter.longest).toBeGreaterThan(1)
    const record = (offset: number) =>
      desk.api.templates.record({ recordKind: 'client', offset, language: 'en' })
    expect([(await record(0)).dressing.optOutLine, (await record(3)).dressing.optOutLine]).toEqual([
      long.en,
      long.fr,
    ])
    await desk.api.users.setMyNumber({ number: '202 555 0142' })
    const zoe = (await desk.api.people.page({ search: 'Zoé' })).rows[0]?.id ?? 0
    const test = await desk.api.bulk.test({
      draftId: randomUUID(),
      what: { templateId: null, body: 'We open at nine.', purpose: 'alerts', language: 'en' },
      recipientId: zoe,
      plain: false,
      bulk: true,
    })
    expect(test.text).toContain(long.fr)
  })

  test('where the line of a language has no way out from this sender, that of the template is used', async () => {
    await openForFour()
    await stored({ optOut: { en: 'Reply STOP to opt out', fr: 'Au revoir', es: '', de: 'Bis bald' } })
    const { reviewId } = await reviewForAll(desk.api, 'We open at nine.')
    await desk.api.bulk.send({ reviewId, draftId: randomUUID() })
    await desk.until(() => out().length === 4, 'the texts')
    expect(new Set(Object.values(bodies()))).toEqual(new Set([ENGLISH]))
  })
})

test('C7 a Messaging Service with a name in its pool: nobody can answer that, so the line has to hold an address', async () => {
  const services = PRACTICE_ACCOUNT.services.map((service) => ({ ...service, names: ['Larkfield'] }))
  desk = await createDesk({ carrier: { account: { services } } })
  await setUpOffice(desk.api)
  await importCsv(desk.api, 'First Name,Mobile Phone,Consent to alerts\r\nAda,202 555 0101,yes')
  await desk.until(async () => (await desk.api.readiness.get({})).names.length > 0, 'what Twilio says')
  expect((await desk.api.readiness.get({})).names).toEqual(['Larkfield'])
  await expect(reviewForAll(desk.api, 'Hello')).rejects.toThrow(/may come from “Larkfield”/)
  await expect(template()).rejects.toMatchObject({ field: 'language' })
  await expect(change({ optOut: { ...CALL, fr: 'Répondez STOP' } })).rejects.toMatchObject({
    field: 'optOut.fr',
  })
  await change({ optOut: CALL })
  await reviewForAll(desk.api, 'Hello')
  // It is known over a restart, and forgotten when the name is gone.
  await desk.restart()
  await expect(change({ optOut: { ...CALL, en: 'Reply STOP' } })).rejects.toThrow(/Larkfield/)
  for (const service of desk.carrier.account.services) delete service.names
  await desk.api.readiness.check({})
  await change({ optOut: { ...CALL, en: 'Reply STOP to opt out' } })
})

test('C7 with replies off nothing is answered, and an alert still leaves', async () => {
  const id = await open()
  desk.carrier.inbound({ from: A, to: '+12025550100', body: 'Hello?' })
  await desk.until(async () => (await desk.api.outbox.state({})).replies === 1, 'the reply')
  await change({ allowReplies: false, optOut: CALL })
  const may = await desk.api.messages.may({ recipientId: id, e164: A, purpose: 'conversation' })
  expect(may).toMatchObject({
    ok: false,
    reason: 'replies-off',
    why: expect.stringContaining('Replies are off'),
  })
  await expect(text(id, 'conversation')).rejects.toThrow(/Replies are off/)
  await text(id, 'alerts')
  await change({ allowReplies: true })
  await text(id, 'conversation')
  await desk.until(() => out().length === 2, 'both')
})
