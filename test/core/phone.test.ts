import fc from 'fast-check'
import examples from 'libphonenumber-js/examples.mobile.json'
import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'
import { countryOf, formatNational, parsePhone } from '#shared/phone/phone-number'
import type { E164 } from '#shared/values'
import { holds } from '../support/properties'
import { say } from '#shared/phrases/say'

const e164 = (text: string) => text as E164

describe('numbers that are read', () => {
  test.each([
    ['(503) 555-0142', 'US', '+15035550142', 'US', 'either'],
    ['503.555.0142', 'US', '+15035550142', 'US', 'either'],
    ['1-202-555-0142', 'US', '+12025550142', 'US', 'either'],
    ['12025550142', 'US', '+12025550142', 'US', 'either'],
    ['+1 202 555 0142', 'FR', '+12025550142', 'US', 'either'],
    ['+1 (202) 555-0142', 'US', '+12025550142', 'US', 'either'],
    ['tel:+1-202-555-0142', 'US', '+12025550142', 'US', 'either'],
    ["'+12025550142", 'US', '+12025550142', 'US', 'either'],
    ['\u202a+1\u00a0202\u2011555\u20110142\u202c', 'US', '+12025550142', 'US', 'either'],
    ['＋１ ２０２ ５５５ ０１４２', 'US', '+12025550142', 'US', 'either'],
    ['（２０２）５５５－０１４２', 'US', '+12025550142', 'US', 'either'],
    ['٢٠٢٥٥٥٠١٤٢', 'US', '+12025550142', 'US', 'either'],
    ['२०२५५५०१४२', 'US', '+12025550142', 'US', 'either'],
    ['+1 416 555 0142', 'US', '+14165550142', 'CA', 'either'],
    ['+1 999 555 0142', 'US', '+19995550142', 'US', 'either'],
    ['+1 500 555 0006', 'US', '+15005550006', 'US', 'other'],
    ['+1 800 555 0142', 'US', '+18005550142', 'US', 'other'],
    ['07700 900123', 'GB', '+447700900123', 'GB', 'mobile'],
    ['+44 (0)7700 900123', 'US', '+447700900123', 'GB', 'mobile'],
    ['0044 7700 900123', 'US', '+447700900123', 'GB', 'mobile'],
    ['00447700900123', 'GB', '+447700900123', 'GB', 'mobile'],
    ['011 44 7700 900123', 'US', '+447700900123', 'GB', 'mobile'],
    ['+0044 7700 900123', 'US', '+447700900123', 'GB', 'mobile'],
    ['020 7946 0123', 'GB', '+442079460123', 'GB', 'landline'],
    ['06 39 98 12 34', 'FR', '+33639981234', 'FR', 'mobile'],
    ['01 99 00 12 34', 'FR', '+33199001234', 'FR', 'landline'],
    ['0491 570 006', 'AU', '+61491570006', 'AU', 'mobile'],
    ['0011 61 412 345 678', 'AU', '+61412345678', 'AU', 'mobile'],
    ['0011 44 7700 900123', 'AU', '+447700900123', 'GB', 'mobile'],
    ['010 1 202 555 0142', 'JP', '+12025550142', 'US', 'either'],
    ['++49 176 12345678', 'DE', '+4917612345678', 'DE', 'mobile'],
    ['+ +49 176 12345678', 'DE', '+4917612345678', 'DE', 'mobile'],
    ['`07700900123', 'GB', '+447700900123', 'GB', 'mobile'],
    ['07700_900_123', 'GB', '+447700900123', 'GB', 'mobile'],
    ['98765 43210', 'IN', '+919876543210', 'IN', 'mobile'],
  ])('%s (%s) → %s', (raw, office, number, country, kind) => {
    expect(parsePhone(raw, office)).toEqual({ ok: true, e164: number, country, kind })
  })
})

describe('numbers that are mended, and it is said', () => {
  test.each([
    ['7700900123', 'GB', '+447700900123', /leading zero/],
    ['639981234', 'FR', '+33639981234', /leading zero/],
    ['612345678', 'FR', '+33612345678', /leading zero/],
    ['612345678', 'IT', '+390612345678', /leading zero/],
    ['447700900123', 'GB', '+447700900123', /international|\+/],
    ['447700900123', 'US', '+447700900123', /\+ was missing/],
    ['4.47700900123E+11', 'GB', '+447700900123', /power of ten/],
    ['1.2025550142E+10', 'US', '+12025550142', /power of ten/],
    ['2,025550142e9', 'US', '+12025550142', /power of ten/],
    ['2025550142.0', 'US', '+12025550142', /Decimals/],
    ['202-555-0142 ext. 12', 'US', '+12025550142', /Extension 12/],
    ['202-555-0142x12', 'US', '+12025550142', /Extension 12/],
    ['(202) 555-0142 #12', 'US', '+12025550142', /Extension 12/],
    ['+1 202 555 0142;ext=305', 'US', '+12025550142', /Extension 305/],
    ['01 99 00 12 34 poste 12', 'FR', '+33199001234', /Extension 12/],
    ['7700900123 x5', 'GB', '+447700900123', /Extension 5.*leading zero/],
    ['+12025550142,,12#', 'US', '+12025550142', /Extension 12/],
    ['030 123456 Durchwahl 12', 'DE', '+4930123456', /Extension 12/],
    ['912 345 678 int. 12', 'ES', '+34912345678', /Extension 12/],
    ['+52 1 55 1234 5678', 'US', '+525512345678', /Mexico/],
    ['5215512345678', 'MX', '+525512345678', /Mexico/],
    ['044 55 1234 5678', 'MX', '+525512345678', /Mexico/],
    ['4.477009001E+11', 'GB', '+447700900100', /power of ten/],
  ])('%s (%s) → %s', (raw, office, number, repaired) => {
    const parsed = parsePhone(raw, office)
    expect(parsed).toMatchObject({ ok: true, e164: number })
    expect(parsed.ok && parsed.repaired && say(parsed.repaired)).toMatch(repaired)
  })
})

describe('what is written around a number', () => {
  test.each([
    ['(+44) 7700 900123', 'GB', '+447700900123'],
    ['+(44) 7700 900123', 'US', '+447700900123'],
    ['[202] 555-0142', 'US', '+12025550142'],
    ['{202} 555 0142', 'US', '+12025550142'],
    ['202-555-0142,', 'US', '+12025550142'],
    ['202-555-0142;', 'US', '+12025550142'],
    [': 202-555-0142.', 'US', '+12025550142'],
    ['202\u00b7555\u00b70142', 'US', '+12025550142'],
    ['202\u2022555\u20220142', 'US', '+12025550142'],
    ['06/39/98/12/34', 'FR', '+33639981234'],
    ['sms:+12025550142', 'US', '+12025550142'],
    ['sms:+12025550142?body=Hello%20there', 'DE', '+12025550142'],
    ['SMSTO:+12025550142', 'US', '+12025550142'],
    ['tel:+44-7700-900123', 'US', '+447700900123'],
    ['tel:7700900123;phone-context=+44', 'US', '+447700900123'],
    ['callto:+447700900123', 'US', '+447700900123'],
    ['https://wa.me/447700900123', 'DE', '+447700900123'],
    ['966501234567+', 'SA', '+966501234567'],
    ['\u0660\u0665\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667', 'SA', '+966501234567'],
    ['\u0e50\u0e58\u0e51\u0e52\u0e53\u0e54\u0e55\u0e56\u0e57\u0e58', 'TH', '+66812345678'],
    ['\u09e6\u09e7\u09ed\u09e7\u09e8\u09e9\u09ea\u09eb\u09ec\u09ed\u09ee', 'BD', '+8801712345678'],
    ['\u2068+1 202 555 0142\u2069', 'US', '+12025550142'],
    ['="2025550142"', 'US', '+12025550142'],
  ])('%s (%s) → %s', (raw, office, number) => {
    expect(parsePhone(raw, office)).toMatchObject({ ok: true, e164: number })
  })
})

describe('without a plus, the reading that is a mobile counts', () => {
  test.each([
    ['4917612345678', 'DE', '+4917612345678', 'mobile'],
    ['49 151 12345678', 'DE', '+4915112345678', 'mobile'],
    ['491701234567', 'DE', '+491701234567', 'mobile'],
    ['436641234567', 'AT', '+436641234567', 'mobile'],
    ['6281234567890', 'ID', '+6281234567890', 'mobile'],
    ['62812345678', 'ID', '+62812345678', 'mobile'],
    ['919876543210', 'IN', '+919876543210', 'mobile'],
    ['9198765432', 'IN', '+919198765432', 'mobile'],
    ['3912345678', 'IT', '+393912345678', 'mobile'],
    ['393471234567', 'IT', '+393471234567', 'mobile'],
    ['55991234567', 'BR', '+5555991234567', 'mobile'],
    ['5511961234567', 'BR', '+5511961234567', 'mobile'],
    ['79123456789', 'RU', '+79123456789', 'mobile'],
    ['61412345678', 'AU', '+61412345678', 'mobile'],
    ['353861234567', 'IE', '+353861234567', 'mobile'],
    ['34612345678', 'ES', '+34612345678', 'mobile'],
    ['33612345678', 'FR', '+33612345678', 'mobile'],
    ['642112345678', 'NZ', '+642112345678', 'mobile'],
    ['8613123456789', 'CN', '+8613123456789', 'mobile'],
    ['359881234567', 'BG', '+359881234567', 'mobile'],
    ['2015550123', 'US', '+12015550123', 'either'],
  ])('%s (%s) → %s', (raw, office, number, kind) => {
    expect(parsePhone(raw, office)).toMatchObject({ ok: true, e164: number, kind })
  })
  test.each([
    ['447700900123', 'DE', /\+49 4477 00900123 or \+44 7700 900123/],
    ['43664123456', 'DE', /\+43 664 123456/],
    ['61412345678', 'DE', /\+61 412 345 678/],
  ])('%s (%s) may be two numbers: both are named', (raw, office, message) => {
    const parsed = parsePhone(raw, office)
    expect(parsed).toMatchObject({ ok: false, problem: 'ambiguous' })
    expect(parsed.ok ? '' : say(parsed.message)).toMatch(message)
  })
})

test.each([
  ['202-555-0142 ext 12', 'US'],
  ['202-555-0142x12', 'US'],
  ['+44 7700 900123;ext=3', 'GB'],
  ['tel:+447700900123;ext=3', 'GB'],
  ['0176 12345678 ~4', 'DE'],
  ['(202) 555-0142 #9', 'US'],
  ['06 39 98 12 34 poste 7', 'FR'],
  ['98765 43210 extn 22', 'IN'],
  ['612 34 56 78 extensi\u00f3n 3', 'ES'],
  ['+1 202 555 0142 p44', 'US'],
])('a number with an extension is no mobile: %s (%s)', (raw, office) => {
  expect(parsePhone(raw, office)).toMatchObject({
    ok: true,
    kind: 'landline',
    extension: expect.stringMatching(/^\d+$/),
  })
})

test('every country\u2019s example, however it is written, comes to the same number', () => {
  const wrong: string[] = []
  for (const country of getCountries()) {
    const number = getExampleNumber(country, examples as never)
    if (!number) continue
    const international = number.formatInternational()
    const forms: [string, string][] = [
      [number.number, country],
      [number.number, 'US'],
      [number.number, 'DE'],
      [number.number.slice(1), country],
      [international, country],
      [international, 'IN'],
      [international.slice(1), country],
      [international.replace('+', '00'), country],
      [number.formatNational(), country],
      [number.nationalNumber, country],
      [number.getURI(), country],
      [`sms:${number.number}`, 'FR'],
      [formatNational(e164(number.number), country), country],
      [formatNational(e164(number.number), country === 'JP' ? 'FR' : 'JP'), 'ES'],
      [`${number.formatNational()} `.replaceAll(' ', '\u00a0'), country],
      [number.formatNational().replace(/[ -]/g, '.'), country],
    ]
    for (const [form, office] of forms) {
      const parsed = parsePhone(form, office)
      if (!parsed.ok || parsed.e164 !== number.number) wrong.push(`${country} ${form} in ${office}`)
    }
  }
  expect(wrong).toEqual([])
})

describe('numbers that are refused', () => {
  test.each([
    ['', 'US', 'empty', /Enter/],
    [' \u200b ', 'US', 'empty', /Enter/],
    ['4.14E+11', 'US', 'spreadsheet-exponent', /Format the column as text/],
    ['4,47701E+11', 'GB', 'spreadsheet-exponent', /last digits are lost/],
    ['5E3', 'US', 'spreadsheet-exponent', /text/],
    ['555-0142', 'US', 'too-short', /area code/],
    ['911', 'US', 'too-short', /too short/],
    ['12345', 'US', 'short-code', /short code/],
    ['555555', 'US', 'short-code', /short code/],
    ['+1 202 555', 'US', 'too-short', /too few digits/],
    ['202555014212345', 'US', 'too-long', /too many digits/],
    ['+1 202 555 0142 999', 'US', 'too-long', /too many digits/],
    ['+1 111 111 1111', 'US', 'invalid', /not in use/],
    ['111 111 1111', 'US', 'invalid', /not in use for US/],
    ['0000000000', 'US', 'invalid', /./],
    ['+999 1234 5678', 'US', 'invalid', /\+999/],
    ['+0 202 555 0142', 'US', 'invalid', /begin with 0/],
    ['1-800-FLOWERS', 'US', 'not-a-number', /FLOWERS/],
    ['call me 202 555 0142', 'US', 'not-a-number', /call me/],
    ['n/a', 'US', 'not-a-number', /digits/],
    ['???', 'US', 'not-a-number', /./],
    ['202 555 0142 / 202 555 0143', 'US', 'not-a-number', /more than one/],
    ['sms:+12025550142;+12025550143', 'US', 'not-a-number', /more than one/],
    ['0176 1234567 / 89', 'DE', 'not-a-number', /more than one/],
    ['0919876543', 'IN', 'invalid', /not in use/],
    ['202+555+0142', 'US', 'not-a-number', /\+ only at the start/],
    ['2025550142', 'XX', 'invalid', /country/],
    ['0(44) 7700 900123', 'GB', 'too-long', /too many digits/],
    ['0447700900123', 'GB', 'too-long', /too many digits/],
    ['0455512345678', 'US', 'too-long', /too many digits/],
  ])('%s (%s): %s', (raw, office, problem, message) => {
    const parsed = parsePhone(raw, office)
    expect(parsed).toMatchObject({ ok: false, problem })
    expect(parsed.ok ? '' : say(parsed.message)).toMatch(message)
  })

  test('nothing typed makes it throw, and what is accepted is E.164 and stays the same', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'+0123456789 ()-./xE#,') }),
      fc.integer({ min: 0, max: 9_999_999_999 }).map(String),
    )
    holds(
      fc.property(typed, fc.constantFrom('US', 'GB', 'FR', 'IT', 'ES', ''), (raw, office) => {
        const parsed = parsePhone(raw, office)
        if (!parsed.ok) {
          expect(say(parsed.message)).not.toBe('')
          return
        }
        expect(parsed.e164).toMatch(/^\+[1-9]\d{6,14}$/)
        const { e164: number, country } = parsed
        expect(parsePhone(number, 'US')).toMatchObject({ ok: true, e164: number, country })
      }),
      3_000,
    )
  })

  test('every form of a reserved US number comes to the same', () => {
    holds(
      fc.property(
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom('202', '212', '416', '503'),
        (last, area) => {
          const line = `01${String(last).padStart(2, '0')}`
          const forms = [
            `(${area}) 555-${line}`,
            `+1${area}555${line}`,
            `1 ${area}.555.${line}`,
            `001 ${area} 555 ${line}`,
          ]
          for (const form of forms) {
            expect(parsePhone(form, 'US')).toMatchObject({ ok: true, e164: `+1${area}555${line}` })
          }
        },
      ),
    )
  })
})

describe('showing numbers', () => {
  test.each([
    ['+12025550142', 'US', '(202) 555-0142'],
    ['+12025550142', 'GB', '+1 202 555 0142'],
    ['+14165550142', 'US', '+1 416 555 0142'],
    ['+447700900123', 'GB', '07700 900123'],
    ['+447700900123', 'US', '+44 7700 900123'],
    ['+33639981234', 'FR', '06 39 98 12 34'],
    ['+15005550006', 'US', '(500) 555-0006'],
    ['nonsense', 'US', 'nonsense'],
  ])('%s in %s: %s', (number, office, shown) => {
    expect(formatNational(e164(number), office)).toBe(shown)
  })

  test.each([
    ['+12025550142', 'US'],
    ['+14165550142', 'CA'],
    ['+447700900123', 'GB'],
    ['+33639981234', 'FR'],
    ['nonsense', null],
  ])('%s is in %s', (number, country) => {
    expect(countryOf(e164(number))).toBe(country)
  })
})
