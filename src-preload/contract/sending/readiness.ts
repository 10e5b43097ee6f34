import { z } from 'zod'
import type { Worded } from '#shared/phrases/phrase'
import { archiveCall, call, nothing } from '../define'
import { instant, phrase } from '../shapes'

const ready = z.object({
  /** Is there a sender at all? */
  chosen: z.boolean(),
  /** When Twilio was asked last; null before. */
  at: instant.nullable(),
  /** Names that texts of the service may come from as well: nobody can answer those. */
  names: z.array(z.string()),
  numbers: z.array(
    z.object({
      number: z.string(),
      national: z.string(),
      name: z.string(),
      country: z.string().nullable(),
      tollFree: z.boolean(),
      sms: z.boolean(),
      mms: z.boolean(),
      state: z.enum(['ready', 'waiting', 'missing', 'unknown']),
      say: phrase,
      /** What is still to be done. */
      todo: z.array(phrase),
      /** Twilio's page where it is done. */
      link: z.string().nullable(),
    }),
  ),
})
/** As the screen has it: in words. */
export type ReadySender = Worded<z.infer<typeof ready>['numbers'][number]>

/** Whether texts may leave from the numbers of the chosen sender, by what Twilio says of their registration. */
export const readiness = {
  get: archiveCall('receptionist', nothing, ready),
  /** Asks Twilio again, now. */
  check: call('manager', nothing, ready),
}
