/** What most tests need before they begin: an office, people with consent, a list. */
import type { Api } from '../../src-preload/contract'
import { reservedNumber } from './reserved-numbers'

/** Sends a file through the border as the screen does. */
export const upload = async (api: Api, name: string, content: string | Uint8Array): Promise<string> => {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content)
  const { uploadId } = await api.files.start({ name, size: bytes.length })
  for (let index = 0; index * 1_048_576 < bytes.length; index += 1) {
    await api.files.chunk({
      uploadId,
      index,
      base64: bytes.subarray(index * 1_048_576, (index + 1) * 1_048_576).toString('base64'),
    })
  }
  return uploadId
}

export const fetchFile = async (api: Api, offer: { downloadId: string; chunks: number }): Promise<string> => {
  const parts: Buffer[] = []
  for (let index = 0; index < offer.chunks; index += 1) {
    parts.push(Buffer.from((await api.files.read({ downloadId: offer.downloadId, index })).base64, 'base64'))
  }
  // A CSV begins with the mark by which spreadsheets know UTF-8.
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}

export const peopleCsv = (count: number): string =>
  [
    'First Name,Last Name,Mobile Phone,Consent to alerts',
    ...Array.from({ length: count }, (_, i) => `Person${i},Number${i},${reservedNumber(i)},yes`),
  ].join('\r\n')

export const importCsv = async (
  api: Api,
  csv: string | Uint8Array,
  options: Partial<{
    kind: 'client' | 'lead' | 'staff'
    duplicates: 'skip' | 'merge' | 'add'
    tag: string
  }> = {},
) => {
  const uploadId = await upload(api, 'people.csv', csv)
  const { columns } = await api.imports.read({ uploadId })
  const mapping = columns.map(({ index, guess, label }) => ({ column: index, target: guess, label }))
  await api.imports.dryRun({
    uploadId,
    mapping,
    options: { kind: 'client', duplicates: 'skip', consent: null, tag: '', ...options },
  })
  return { uploadId, ...(await api.imports.run({ uploadId })) }
}

type Sending = Parameters<Api['settings']['saveSending']>[0]
type Hours = { from: string; to: string }
/** The same hours for every purpose and day. */
export const quietAll = (hours: Hours): Sending['quiet'] => {
  const rule = { ...hours, days: [0, 1, 2, 3, 4, 5, 6], onHolidays: true }
  return { alerts: rule, marketing: rule, holidays: [] }
}

export const setUpOffice = async (
  api: Api,
  {
    quiet = { from: '00:00', to: '00:00' },
    ...sending
  }: Partial<Omit<Sending, 'quiet'>> & { quiet?: Hours } = {},
) => {
  const { firstRun, users } = await api.session.get({})
  if (firstRun && users.length === 0) {
    await api.session.setUp({
      officeName: 'Larkfield Physio',
      country: 'US',
      zone: 'America/New_York',
      userName: 'Anna Berg',
      pin: null,
    })
    await api.session.finishFirstRun({})
  }
  await api.bulk.acknowledgeDuty({ country: 'US' })
  const { sending: now } = await api.settings.get({})
  await api.settings.saveSending({
    ...now,
    holdSeconds: 0,
    rate: 1000,
    quiet: quietAll(quiet),
    ...sending,
  })
}

type Choices = Parameters<Api['bulk']['review']>[0]['choices']
/** A list of every client, and a review of a text to all of them. */
export const reviewForAll = async (
  api: Api,
  body: string,
  { purpose = 'alerts', ...choices }: Partial<Choices> & { purpose?: 'alerts' | 'marketing' } = {},
) => {
  const list = await api.lists.save({
    id: null,
    name: `Everyone ${Math.random()}`,
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [] },
  })
  return api.bulk.review({
    reviewId: null,
    who: { kind: 'client', include: [list.id], exclude: [], recipientIds: [] },
    what: { templateId: null, body, purpose, language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null, ...choices },
  })
}
/** Sends a text to every client. @returns the id of the send */
export const sendToAll = async (
  api: Api,
  body = 'Hi {{ first_name }}',
  choices: Parameters<typeof reviewForAll>[2] = {},
): Promise<string> => {
  const { reviewId } = await reviewForAll(api, body, choices)
  const { sendId } = await api.bulk.send({ reviewId, draftId: crypto.randomUUID() })
  return sendId
}
