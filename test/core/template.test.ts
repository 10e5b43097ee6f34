import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measure } from '#shared/text/segments'
import {
  type Compiled,
  compile,
  render,
  suggestion,
  unknownVariables,
  VARIABLES,
} from '#shared/text/template'
import { effort } from '../support/effort'
import { holds } from '../support/properties'
import { say } from '#shared/phrases/say'

const compiled = (body: string): Compiled => {
  const result = compile(body)
  if (!result.ok) throw new Error(say(result.message))
  return result.template
}
const values = {
  first_name: 'zoë',
  last_name: 'O’Neil',
  email: '',
  account_name: null,
  today: { date: '2026-11-23' },
  'custom.visit': '2026-11-24T14:30:00.000Z',
  'custom.born': '1980-02-29',
  'custom.local': '2026-11-24T09:15',
  'custom.note': '{{ last_name }} & <b>',
}

describe('render', () => {
  test.each([
    ['', ''],
    ['Plain text with { and } and }}', 'Plain text with { and } and }}'],
    ['Hi {{ first_name }}!', 'Hi zoë!'],
    ['Hi {{first_name}}{{last_name}}', 'Hi zoëO’Neil'],
    ['{{ first_name | upcase }} {{ first_name | capitalize }} {{ last_name | downcase }}', 'ZOË Zoë o’neil'],
    ['{{ email | default: "none" }}', 'none'],
    ["{{ account_name | default: 'it\"s' | upcase }}", 'IT"S'],
    ['{{ account_name | upcase | default: "x" }}', 'x'],
    ['{{ first_name | default: "x" }}', 'zoë'],
    ['[{{ nowhere | default: "" }}]', '[]'],
    ['{{ custom.note }}', '{{ last_name }} & <b>'],
    ['{{ today }}', 'November 23, 2026'],
    ['{{ today | date: "short" }}', '11/23/2026'],
    ['{{ today | date: "weekday" }}', 'Monday, November 23'],
    ['{{ custom.born | date: "long" }}', 'February 29, 1980'],
    ['{{ custom.born | date: "time" }}', '1980-02-29'],
    ['{{ custom.visit | date: "time" }}', '9:30 AM'],
    ['{{ custom.visit | date }} at {{ custom.local | date: "time" }}', '11/24/2026 at 9:15 AM'],
    ['{{ first_name | date: "long" }}', 'zoë'],
    ['one  \ntwo {{ email | default: "" }}\n\nthree  ', 'one\ntwo\n\nthree'],
    ['{{ constructor | default: "safe" }} {{ toString | default: "safe" }}', 'safe safe'],
  ])('%s', (body, text) => {
    expect(render(compiled(body), values, { locale: 'en-US', timeZone: 'America/New_York' })).toEqual({
      ok: true,
      text,
    })
  })

  test.each([
    ['fr', '24 novembre 2026', '15:30'],
    ['es', '24 de noviembre de 2026', '15:30'],
  ])('dates in %s, in the zone given', (locale, long, time) => {
    const body = '{{ custom.visit | date: "long" }}, {{ custom.visit | date: "time" }}'
    expect(render(compiled(body), values, { locale, timeZone: 'Europe/Paris' })).toEqual({
      ok: true,
      text: `${long}, ${time}`,
    })
  })

  test('a time never forces the dear alphabet', () => {
    const rendered = render(compiled('{{ custom.visit | date: "time" }}'), values)
    expect(rendered.ok && measure(rendered.text).encoding).toBe('GSM-7')
  })

  test('empty values without a fallback are named, each once', () => {
    const body = '{{ email }} {{ email }} {{ account_name | upcase }} {{ first_name }} {{ nowhere }}'
    expect(render(compiled(body), { ...values, first_name: '  ' })).toEqual({
      ok: false,
      missing: ['email', 'account_name', 'first_name', 'nowhere'],
    })
  })

  test('a value is never read as a template', () => {
    const template = compiled('Dear {{ first_name | default: "x" }}.')
    holds(
      fc.property(fc.string(), (first_name) => {
        const text = `Dear ${first_name.trim() || 'x'}.`.replace(/[ \t]+$/gm, '')
        expect(render(template, { first_name })).toEqual({ ok: true, text })
      }),
    )
  })

  test('50,000 renders take less than a second', () => {
    const template = compiled(
      'Hi {{ first_name | default: "there" }}, see you {{ custom.visit | date: "weekday" }} at {{ custom.visit | date: "time" }}. {{ office_name }}',
    )
    const all = Array.from({ length: 50_000 }, (_, i) => ({
      first_name: i % 3 ? `Name${i}` : null,
      office_name: 'Deskbell',
      'custom.visit': new Date(1_800_000_000_000 + i * 60_000).toISOString(),
    }))
    let sent = 0
    const spent = effort(() => {
      sent = all.filter((one) => render(template, one).ok).length
    })
    expect(sent).toBe(50_000)
    expect(spent).toBeLessThan(1_000)
  })
})

describe('compile', () => {
  test.each([
    ['{% for x in y %}{% endfor %}', 0, /not possible/],
    ['Hi {% include "x" %}', 3, /not possible/],
    ['{% render "x" %}', 0, /not possible/],
    ['{% raw %}{{ a }}{% endraw %}', 0, /not possible/],
    ['Hi {{ first_name', 3, /Add }}/],
    ['Hi {{ }}', 3, /Name a field/],
    ['Hi {{}}', 3, /Name a field/],
    ['Hi {{ first name }}', 3, /first_name/],
    ['Hi {{ "x" }}', 3, /not a field/],
    ['Hi {{ 5 }}', 3, /not a field/],
    ['Hi {{ a == b }}', 3, /one field name/],
    ['Hi {{ a["b"] }}', 3, /not a field/],
    ['Hi {{ a | upcas }}', 3, /Did you mean "upcase"/],
    ['Hi {{ a | escape_html_twice }}', 3, /Use one of/],
    ['Hi {{ a | append: "b" }}', 3, /not a filter/],
    ['Hi {{ a | default: there }}', 3, /quotes/],
    ['Hi {{ a | default }}', 3, /quotes/],
    ['Hi {{ a | upcase: 3 }}', 3, /takes no value/],
    ['Hi {{ a | date: "%Y" }}', 3, /"weekday"/],
    ['{{{a}}}', 0, /cannot be read/],
  ])('%s is refused', (body, index, message) => {
    const result = compile(body)
    expect(result).toMatchObject({ ok: false, index })
    expect(result.ok ? '' : say(result.message)).toMatch(message)
  })

  test('says which variables a text needs', () => {
    const result = compile(
      '{{ a }} {{ b | default: "x" }} {{ c | default: "x" }} {{ c }} {{ d | default: "" }} {{ a }}',
    )
    expect(result.ok && result.variables).toEqual([
      { name: 'a', fallback: null, required: true },
      { name: 'b', fallback: 'x', required: false },
      { name: 'c', fallback: null, required: true },
      { name: 'd', fallback: '', required: false },
    ])
  })

  test('never throws, whatever is typed', () => {
    const typed = fc.array(
      fc.oneof(
        fc.constantFrom('{{', '}}', '{%', '%}', '|', 'default:', '"', "'", 'a', ' ', '-', '.', '\n'),
        fc.string(),
      ),
    )
    holds(
      fc.property(typed, (parts) => {
        const body = parts.join('')
        const result = compile(body)
        if (!result.ok) {
          expect(result.index).toBeGreaterThanOrEqual(0)
          expect(result.index).toBeLessThanOrEqual(body.length)
        }
      }),
      2_000,
    )
  })
})

describe('unknown names', () => {
  const known = [...VARIABLES.client, 'custom.pet_name']
  test.each([
    ['firstname', 'first_name'],
    ['First_Name', 'first_name'],
    ['frist_name', 'first_name'],
    ['first', 'first_name'],
    ['fullname', 'full_name'],
    ['mail', 'email'],
    ['account', 'account_name'],
    ['pet_name', 'custom.pet_name'],
    ['custom.petname', 'custom.pet_name'],
    ['phone_number', 'phone'],
    ['officephone', 'office_phone'],
    ['balance_due', null],
    ['x', null],
  ])('%s → %s', (name, near) => {
    expect(suggestion(name, known)).toBe(near)
  })

  test('are listed with a suggestion', () => {
    expect(
      unknownVariables(compiled('{{ first_name }} {{ lastname }} {{ zzz | default: "" }}'), known),
    ).toEqual([
      { name: 'lastname', suggestion: 'last_name' },
      { name: 'zzz', suggestion: null },
    ])
  })
})
