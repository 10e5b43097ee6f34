/** What a text says for a value: dates as the office's country writes them, in the language of the text. */
import { describe, expect, test } from 'vitest'
import { compile, render } from '../../src-preload/shared/text/template'
import { measure } from '../../src-preload/shared/text/segments'
import { textStyle, type TextValue, valueText } from '../../src-preload/shared/text/text-values'
import type { Language } from '../../src-preload/shared/values'

const inOffice = (language: Language, country: string) => textStyle(language, { country, zone: 'UTC' })
const VISIT = { date: '2026-12-05T14:30' }
const said = (body: string, value: TextValue, language: Language, country: string): string => {
  const compiled = compile(body.replace('it', 'custom.it'))
  if (!compiled.ok) throw new Error('no template')
  const rendered = render(compiled.template, { 'custom.it': value }, inOffice(language, country))
  return rendered.ok ? rendered.text : 'missing'
}

test.each([
  ['en', 'US', '12/5/2026', '2:30 PM', 'Saturday, December 5'],
  ['en', 'GB', '05/12/2026', '14:30', 'Saturday 5 December'],
  ['en', 'IE', '5/12/2026', '14:30', 'Saturday 5 December'],
  ['en', 'AU', '05/12/2026', '2:30 pm', 'Saturday 5 December'],
  ['en', 'IN', '5/12/2026', '2:30 pm', 'Saturday 5 December'],
  ['en', 'CA', '2026-12-05', '2:30 p.m.', 'Saturday, December 5'],
  ['fr', 'CA', '2026-12-05', '14 h 30', 'samedi 5 décembre'],
  ['fr', 'FR', '05/12/2026', '14:30', 'samedi 5 décembre'],
  ['de', 'DE', '5.12.2026', '14:30', 'Samstag, 5. Dezember'],
  ['de', 'GB', '5.12.2026', '14:30', 'Samstag, 5. Dezember'],
  ['es', 'US', '5/12/2026', '2:30 p.m.', 'sábado, 5 de diciembre'],
] as const)('a date in %s of an office in %s', (language, country, short, time, weekday) => {
  for (const value of [VISIT, VISIT.date]) {
    expect(said('{{ it | date }}', value, language, country)).toBe(short)
    expect(said('{{ it | date: "time" }}', value, language, country)).toBe(time)
    expect(said('{{ it | date: "weekday" }}', value, language, country).replace(',', '')).toBe(
      weekday.replace(',', ''),
    )
  }
})

describe('where no format is asked for', () => {
  test.each([
    ['en', 'US', 'December 5, 2026', 'December 5, 2026 at 2:30 PM'],
    ['en', 'GB', '5 December 2026', '5 December 2026 at 14:30'],
    ['de', 'DE', '5. Dezember 2026', '5. Dezember 2026 um 14:30'],
  ] as const)('a day and a moment are written out in %s of %s', (language, country, day, moment) => {
    expect(said('{{ it }}', { date: '2026-12-05' }, language, country)).toBe(day)
    expect(said('{{ it }}', VISIT, language, country)).toBe(moment)
    expect(said('{{ it | upcase }}', { date: '2026-12-05' }, language, country)).toBe(day.toUpperCase())
    // A day has no time to tell.
    expect(said('{{ it | date: "time" }}', { date: '2026-12-05' }, language, country)).toBe(day)
  })

  test.each([
    ['en', 'yes', 'no'],
    ['fr', 'oui', 'non'],
    ['es', 'sí', 'no'],
    ['de', 'ja', 'nein'],
  ] as const)('yes and no in %s', (language, yes, no) => {
    expect(said('{{ it }}', true, language, 'US')).toBe(yes)
    expect(said('{{ it | capitalize }}', false, language, 'US')).toBe(
      `${no.slice(0, 1).toUpperCase()}${no.slice(1)}`,
    )
  })

  test('text that looks like a date, or like yes, is the text it is', () => {
    expect(said('{{ it }}', '2026-12-05', 'de', 'DE')).toBe('2026-12-05')
    expect(said('{{ it }}', 'yes', 'de', 'DE')).toBe('yes')
  })

  test('what is empty is missing, and “no” is not', () => {
    expect(said('{{ it }}', null, 'en', 'US')).toBe('missing')
    expect(said('{{ it | default: "soon" }}', null, 'en', 'US')).toBe('soon')
    expect(said('{{ it | default: "soon" }}', false, 'en', 'US')).toBe('no')
  })
})

test('no date costs a text its alphabet by a space', () => {
  for (const country of ['US', 'GB', 'AU', 'CA', 'IN', 'NZ', 'IE', 'ZA'])
    expect(measure(valueText(VISIT, inOffice('en', country))).encoding).toBe('GSM-7')
})
