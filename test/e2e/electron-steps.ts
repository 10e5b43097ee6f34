/** Steps that the specs of a real Electron share. */
import { randomUUID } from 'node:crypto'
import { reviewForAll, setUpOffice } from '../support/prepare'
import { reservedNumber } from '../support/reserved-numbers'
import type { Machine } from './electron-machine'
import { people } from './wizard'

export const electronOf = (office: unknown) => (office as Pick<Machine, 'electron'>).electron
export const rows = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `Person${String(i).padStart(2, '0')},Test,${reservedNumber(i)},,,yes,yes`,
  )
export const waitingSend = async (api: Parameters<typeof people>[0], count: number) => {
  await setUpOffice(api, { holdSeconds: 600, canary: false })
  await people(api, ...rows(count))
  const { reviewId } = await reviewForAll(api, 'Hi {{ first_name }}')
  const sendId = randomUUID()
  await api.bulk.send({ reviewId, draftId: sendId })
  return sendId
}
