/** Shapes that several features share. */
import { z } from 'zod'
import { problem } from './define'
import type { Phrase } from '#shared/phrases/phrase'
import { HAND_OVER_MOST_HOURS } from '#shared/hand-over'
import { STATES } from '#shared/outbox-state'
import { LANGUAGES, PURPOSES, RECORD_KINDS, ROLES, SEND_TYPES } from '#shared/values'

export const id = z.number().int().positive()
export const ids = z.array(id).max(200_000)
export const draftId = z.uuid()
export const instant = z.iso.datetime()
export const money = z.object({ micros: z.number().int(), currency: z.string() })
export const purpose = z.enum(PURPOSES)
export const recordKind = z.enum(RECORD_KINDS)
export const personKind = z.enum(['client', 'lead', 'staff'])
export const role = z.enum(ROLES)
export const sendType = z.enum(SEND_TYPES)
export const language = z.enum(LANGUAGES)
/** ISO 3166-1 alpha-2: other two letters make no locale, and every date and number of the office would fail. */
export const country = z.string().regex(/^[A-Z]{2}$/)
/** ISO 4217 */
export const currency = z.string().regex(/^[A-Z]{3}$/)
export const page = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
}

/** What is to be said: the screen makes words of it. */
export const phrase = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.lazy((): z.ZodType => phrase)])),
}) as unknown as z.ZodType<Phrase, Phrase>
/** The same, or an empty text where there is nothing to say. */
export const said = z.union([phrase, z.literal('')])

/** Consent of one recipient at one number for one purpose. */
export const consentState = z.enum(['granted', 'refused', 'none'])
/** What a badge shows: consent, or that the number is blocked, or held until a person decides, or may be answered. */
export const standing = z.enum(['granted', 'refused', 'none', 'window', 'blocked', 'held', 'no-number'])
export type Standing = z.infer<typeof standing>

/** Where a message is. `unknown` means that nobody can say yet whether it was sent. */
export const messageState = z.enum(STATES)

/** A saved search: conditions over a recipient, joined by all or any. */
export const condition = z.object({
  field: z.string().max(80),
  op: z.string().max(30),
  value: z.union([z.string().max(200), z.number(), z.null()]).default(null),
})
export const conditions = z.object({
  join: z.enum(['all', 'any']).default('all'),
  of: z.array(condition).max(30),
})
export type Conditions = z.infer<typeof conditions>

/** Half a character of two, as a broken copy leaves it, cannot be encoded: a secret with one would open nothing. */
export const wellFormed = (text: z.ZodString) =>
  text.refine((typed) => typed.isWellFormed(), problem('app.broken-character'))

/** What becomes of texts that are late because the PC was off. */
export const late = z.enum(['ask', 'send', 'skip'])
export type Late = z.infer<typeof late>
/** How many hours ahead texts may wait in the carrier's schedule: 0 keeps them on this PC, null goes by purpose. */
export const handOverHours = z.number().int().min(0).max(HAND_OVER_MOST_HOURS).nullable()

/** A file made by the main process, fetched in chunks with `files.read`. */
export const download = z.object({
  downloadId: z.string(),
  name: z.string(),
  type: z.string(),
  chunks: z.number().int(),
})

/** What a variable of a template stands for: `TextValue` of `shared/text/text-values`. */
export const textValue = z.union([z.string(), z.boolean(), z.object({ date: z.string() }), z.null()])
