import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countryOf, formatNational, parsePhone } from '#core/phone'
import type { E164 } from '#core/values'
import { holds } from '../support/properties'

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
  ])('%s (%s) → %s', (raw, office, number, repaired) => {
    const parsed = parsePhone(raw, office)
    expect(parsed).toMatchObject({ ok: true, e164: number })
    expect(parsed.ok && parsed.repaired).toMatch(repaired)
  })
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
    ['202+555+0142', 'US', 'not-a-number', /\+ only at the start/],
    ['2025550142', 'XX', 'invalid', /country/],
  ])('%s (%s): %s', (raw, office, problem, message) => {
    const parsed = parsePhone(raw, office)
    expect(parsed).toMatchObject({ ok: false, problem })
    expect(parsed.ok ? '' : parsed.message).toMatch(message)
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
          expect(parsed.message).not.toBe('')
          return
        }
        expect(parsed.e164).toMatch(/^\+[1-9]\d{6,14}$/)
        const { ok, e164: number, country, kind } = parsed
        expect(parsePhone(number, 'US')).toEqual({ ok, e164: number, country, kind })
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
