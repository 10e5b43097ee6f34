/** What a test steers from outside: the clock, the carrier and how patient the outbox is. Read only where the program is not packaged. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'
import type { AppOptions } from '../../app'
import type { Dispatch } from '../dispatch'
import type { UpdatesOptions } from './updates/updates'

export type Steered = Partial<
  Pick<AppOptions, 'clock' | 'carrierUrl' | 'liveCarrierUrl' | 'pins' | 'pace' | 'settleMs' | 'maxInFlight'>
> & { updates?: Pick<UpdatesOptions, 'publicKey' | 'target' | 'config'> }
/** Tests one after the other in one process: each opens a program over a folder of its own, and closes it. */
export type Programs = { open(dataDir: string, options: Steered): Promise<Dispatch>; close(): Promise<void> }

const entryModule = async () => {
  const entry = process.env.DESKBELL_TEST_ENTRY
  if (app.isPackaged || !entry) return null
  return (await import(pathToFileURL(path.resolve(entry)).href)) as {
    options: Steered
    running(programs: Programs): void
  }
}

/** The options that the module named by `DESKBELL_TEST_ENTRY` exports; none in a package, and none without it. */
export const steered = async (): Promise<Steered> => (await entryModule())?.options ?? {}

/** Lets that module close the program, and open the next one without a start of the process. */
export const letSteer = async (programs: Programs): Promise<void> => (await entryModule())?.running(programs)
