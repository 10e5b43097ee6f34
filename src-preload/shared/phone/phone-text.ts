/** What people, web pages and dialling programs write around a phone number, taken off before its digits are read. */
import { INVISIBLE } from '../text/invisible'

/** The zero of each script whose digits people type (Unicode, General_Category Nd; full-width ones are NFKC's). */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
  0xf20, 0x1040, 0x1090, 0x17e0, 0x1810,
]

/** Digits of any script as 0–9; full-width forms and circled brackets as plain ones; invisible marks out. */
export const plainDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.charCodeAt(0)
      const zero = ZEROS.findLast((one) => one <= code)
      return zero !== undefined && code - zero < 10 ? String(code - zero) : digit
    })

/** Dashes, dots, spaces and brackets in their plain form. */
const plainMarks = (text: string): string =>
  text
    .replace(/[\u2010-\u2015\u2212\u30fc\u058a_]/g, '-')
    .replace(/[\u00b7\u2022\u2024\u2027\u2219\u22c5\u30fb\u3002\u066b\u066c]/g, '.')
    .replace(/[[{【〔]/g, '(')
    .replace(/[\]}】〕]/g, ')')
    .replace(/[\\⁄∕]/g, '/')
    .replace(/＋|﹢|⁺/g, '+')
    .replace(/^(\s?)\+(?:\s?\+)+/, '$1+')
    .replace(/\s/g, ' ')

const SCHEME =
  /^(?:tel|sms|smsto|mms|mmsto|callto|sip|facetime|facetime-audio|skype|whatsapp|phone|fon)\s?:\s?(?:\/\/)?/i
const LINK =
  /^(?:https?:\/\/)?(?:www\.)?(?:wa\.me\/|api\.whatsapp\.com\/send\/?\?phone=|whatsapp:\/\/send\?phone=)\+?/i

export type Unwrapped = {
  text: string
  /** Digits dialled after the number was answered. */
  extension: string
}

/**
 * The number inside a `tel:` or `sms:` address (RFC 3966, RFC 5724) or a WhatsApp link; anything else as it is. Further
 * recipients of an `sms:` stay where they are, so that two numbers are seen as two.
 */
const outOfAddress = (text: string): { text: string; extension: string } => {
  if (LINK.test(text)) {
    const digits = /^\d+/.exec(text.replace(LINK, ''))?.[0] ?? ''
    return { text: digits === '' ? text : `+${digits}`, extension: '' }
  }
  if (!SCHEME.test(text)) return { text, extension: '' }
  const [address = '', ...parameters] = text.replace(SCHEME, '').split('?')[0]!.split(';')
  let number = decoded(address).split('@')[0] ?? ''
  let extension = ''
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=')
    if (/^ext$/i.test(name)) extension = value.replace(/\D/g, '')
    // A local number says which country's it is.
    else if (/^phone-context$/i.test(name) && value.startsWith('+') && !number.startsWith('+'))
      number = `${value}${number.replace(/^0/, '')}`
    else if (!/^(?:isub|phone-context|user|cic|npdi|rn|tgrp|trunk-context)$/i.test(name))
      number += `;${parameter}`
  }
  return { text: number, extension }
}
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Extensions in the languages of offices: `ext`, `poste`, `Durchwahl` (DW), `interno`, `anexo`, `ramal`, `toestel`, `wew`.
 * Without a repetition at its start: it would be tried again from each space.
 */
const EXTENSION =
  /(?:;ext=|;\s?extension=|\bext(?:ension|n|ensión)?|\bpo?ste|\bdurchwahl|\bdw|\bklappe|\bkl|\binterno|\bint|\banexo|\bramal|\btoestel|\bwewn(?:etrzny|ętrzny)?|\banknytning|\blokal(?:nummer)?|доб|x|#|~)[\s.:=№#)(]*(\d{1,7})\s?\)?$/iu
/** Digits after a pause, which a phone dials once somebody answers: `,,12#`, `p12`, `;12`, `w34`. */
const DIALLED_LATER = /(?:[,;]{1,20}|[pw]{1,5})\s?(\d{1,12})#?$/i
const DIGITS = /\d/g
const digitsIn = (text: string) => text.match(DIGITS)?.length ?? 0

/** Takes an extension off the end, whatever it is written as, where a whole number stands before it. */
const withoutExtension = (text: string): Unwrapped => {
  const named = EXTENSION.exec(text)
  if (named && digitsIn(text.slice(0, named.index)) >= 3)
    return { text: text.slice(0, named.index).replace(/[\s,;(-]+$/, ''), extension: named[1] ?? '' }
  const later = DIALLED_LATER.exec(text)
  if (later && digitsIn(text.slice(0, later.index)) >= 7) {
    const before = text.slice(0, later.index)
    // One comma and a whole number: two numbers, not a pause.
    if (/[,;]{2}|[pw#]/i.test(later[0]) || (later[1] ?? '').length < 3)
      return { text: before, extension: later[1] ?? '' }
  }
  return { text, extension: '' }
}

const ORDINARY = /^ ?\+?(?:\(\d{1,5}\) ?)?\d[\d .-]{4,20}\d ?$/

/** A number as typed, with everything around it taken off. */
export const unwrapped = (raw: string): Unwrapped => {
  // Nearly every number of a file is one: nothing around it needs to be looked at.
  if (ORDINARY.test(raw)) return { text: raw.trim(), extension: '' }
  const plain = plainMarks(plainDigits(raw))
    .trim()
    .replace(/^['"=`´’‘]+/, '')
    .replace(/["'`´’]+$/, '')
    .trim()
  const { text: address, extension: inAddress } = outOfAddress(plain)
  const { text: number, extension } = withoutExtension(address.trim())
  let text = number.replace(/^[\s,;:.|/*-]+/, '').replace(/[\s,;:.|/*#-]+$/, '')
  // (+44) 7700 …, +(44) 7700 …, and a plus that right-to-left text has put last.
  if (/^\(\+?\s?\d{1,4}\)/.test(text) && text.startsWith('(+'))
    text = text.replace(/^\(\+\s?(\d{1,4})\)/, '+$1 ')
  if (/^\+\s?\(\d/.test(text)) text = text.replace(/^\+\s?\((\d{1,4})\)/, '+$1 ')
  if (/^[\d\s().-]+\+$/.test(text)) text = `+${text.slice(0, -1)}`
  return { text: text.trim(), extension: extension || inAddress }
}
