/** Branded values and the small vocabulary that both sides of the border share. */

declare const brand: unique symbol
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** A phone number in E.164, such as `+12025550123` (ITU-T E.164). Only `parsePhone` makes one from text. */
export type E164 = Brand<string, 'E164'>
/** An instant as an ISO 8601 string in UTC, such as `2026-11-23T09:00:00.000Z`. */
export type Instant = string

/** Money as an integer of millionths of the currency's main unit: prices of a text have four or five decimals. */
export type Money = { readonly micros: number; readonly currency: string }

export const PURPOSES = ['conversation', 'alerts', 'marketing'] as const
export type Purpose = (typeof PURPOSES)[number]

/** Who can be in the address book. `account` is an organisation, the others are people. */
export const RECORD_KINDS = ['client', 'lead', 'staff', 'account'] as const
export type RecordKind = (typeof RECORD_KINDS)[number]

export const ROLES = ['admin', 'manager', 'receptionist'] as const
export type Role = (typeof ROLES)[number]

export const SEND_TYPES = ['individual', 'bulk', 'campaign', 'alert', 'follow-up', 'test'] as const
export type SendType = (typeof SEND_TYPES)[number]

export const LANGUAGES = ['en', 'fr', 'es', 'de'] as const
export type Language = (typeof LANGUAGES)[number]
export const LANGUAGE_WORD: Record<Language, string> = {
  en: 'English',
  fr: 'French',
  es: 'Spanish',
  de: 'German',
}
/** A language by its own name, as whoever speaks it reads it: "français". */
export const languageName = (language: Language): string =>
  new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language

/** Why somebody selected gets no text. The words and the mending are the screen's. */
export const SKIP_REASONS = [
  'no-number',
  'invalid-number',
  'landline',
  'not-asked',
  'refused',
  'suppressed',
  'held',
  'duplicate',
  'missing-variable',
  'too-long',
  'archived',
  'no-price',
  'left-out',
  'fatigue',
  'changed-since',
  'too-late',
] as const
export type SkipReason = (typeof SKIP_REASONS)[number]
