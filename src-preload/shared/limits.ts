/**
 * How long anything that comes from outside may be, in UTF-16 code units unless said otherwise. What is longer is refused
 * by name before anything else looks at it: work on an input is bounded by its limit, whatever is in it.
 */

/** One phone number as typed, with spaces, marks and an extension. */
export const LONGEST_PHONE = 100
/** One cell of a file of people: a long note fits. */
export const LONGEST_CELL = 10_000
/** The heading of a column; forms write whole questions there. */
export const LONGEST_HEADING = 1_000
/** Properties of one card that are read; a picture is one. */
export const MOST_PROPERTIES = 500
/** A text after its fields are filled in. Twilio takes 1,600: what is longer is never sent, only measured. */
export const LONGEST_RENDERED = 20_000
/** A body as typed, before its fields are filled in. */
export const LONGEST_BODY = 10_000
/** Names of fields that are compared letter by letter, to say which one was meant. */
export const LONGEST_NAME = 80
/** A reply that is read for what it means; a text has at most 1,600 characters. */
export const LONGEST_REPLY = 5_000
/** Numbers of one record. */
export const MOST_NUMBERS = 20
/** Of a text before it leaves; Twilio takes 1,600. */
export const LONGEST_TEXT = 2_000
