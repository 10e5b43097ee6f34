/** Desks with backups, for the tests of them. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'
import { createVault } from '../../src-main/adapters/backup/vault'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, peopleCsv, setUpOffice } from '../support/prepare'

export const PASSPHRASE = 'heron lantern gravel tuesday'
const desks: Desk[] = []
const folders: string[] = []
/** For each file of tests: desks and folders are gone after each of its tests. */
export const closeAfterEach = () => {
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.close()
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })
}
export const open = async (options: DeskOptions = {}) => {
  const desk = await createDesk({ ...options, app: { vault: createVault(10), ...options.app } })
  desks.push(desk)
  return desk
}
export const elsewhere = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-backups-'))
  folders.push(folder)
  return folder
}
export const outgoing = (of: Desk) =>
  of.carrier.messages().filter((message) => message.direction === 'outbound-api')
export const withPeople = async (count: number, sending = {}) => {
  const desk = await open()
  await setUpOffice(desk.api, sending)
  await importCsv(desk.api, peopleCsv(count))
  await desk.api.backups.setPassphrase({ passphrase: PASSPHRASE })
  await desk.until(async () => !(await desk.api.backups.get({})).running, 'the first backup')
  return desk
}
export const back = async (desk: Desk) => {
  await desk.until(
    async () => (await desk.api.outbox.state({})).reason?.action === 'resume',
    'what was to be asked of the carrier',
  )
}
