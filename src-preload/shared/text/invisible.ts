/**
 * Characters that nobody sees: direction, zero width, soft hyphen, joiners, variation selectors, tags. Address books and web
 * pages leave them in copied numbers, phones in texts.
 */
export const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|\u034f|[\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]/gu
