/** What a test steers from outside: the clock, the carrier and how patient the outbox is. Read only where the program is not packaged. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'
import type { AppOptions } from '../../app'
import type { UpdatesOptions } from './updates/updates'

type Steered = Partial<
  Pick<AppOptions, 'clock' | 'carrierUrl' | 'liveCarrierUrl' | 'pins' | 'pace' | 'settleMs' | 'maxInFlight'>
> & { updates?: Pick<UpdatesOptions, 'publicKey' | 'target' | 'config'> }

/** The options that the module named by `DESKBELL_TEST_ENTRY` exports; none in a package, and none without it. */
export const steered = async (): Promise<Steered> => {
  const entry = process.env.DESKBELL_TEST_ENTRY
  if (app.isPackaged || !entry) return {}
  const { options } = (await import(pathToFileURL(path.resolve(entry)).href)) as { options: Steered }
  return options
}
