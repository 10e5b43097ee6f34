import { describe, expect, test } from 'vitest'
import { causeOf, longCauses, tooLongBy, withVariable } from '../../src-main/core/sending/costly-texts'
import { compile } from '../../src-preload/shared/text/template'

const LONG = 'x'.repeat(150)
const compiled = (body: string) => {
  const made = compile(body)
  return made.ok ? made.template : null
}

test.each([
  ['letters that have a plain form', `${'x'.repeat(80)}ą`, 2, 'letters'],
  ['a long text', 'x'.repeat(170), 2, 'long'],
  ['an alphabet of its own', 'Привет '.repeat(12), 2, 'alphabet'],
  ['long and dear: the letters are the first to mend', `${'x'.repeat(150)}ą`, 3, 'letters'],
])('%s', (_, text, units, cause) => expect(causeOf(text, units)).toBe(cause))

test('by how many characters a text is too long', () => {
  expect(tooLongBy('x'.repeat(172), 1)).toBe(12)
  expect(tooLongBy('x'.repeat(310), 2)).toBe(4)
  expect(tooLongBy('x'.repeat(160), 1)).toBe(0)
})

test.each([
  ['Hi {{ full_name }}!', 'Hi {{ first_name }}!'],
  ['{{full_name|upcase}} full_name', '{{first_name|upcase}} full_name'],
  ['{{ full_name | default: "full_name" }}', '{{ first_name | default: "full_name" }}'],
  ['{{ full_names }}', '{{ full_names }}'],
])('%s with a shorter variable is %s', (body, changed) =>
  expect(withVariable(body, 'full_name', 'first_name')).toBe(changed),
)

describe('the cause of long texts', () => {
  const rules = (body: string, values: Record<string, string>[]) => ({
    texts: values.map((one, i) => ({
      recipientId: i + 1,
      text: `${one.full_name}${one.city}${LONG}`,
      language: null,
      values: one,
    })),
    typical: [{ full_name: 'Ada Holt', first_name: 'Ada', city: 'Bath' }],
    template: compiled(body)!,
    body,
    style: { locale: 'en', timeZone: 'UTC' },
    least: 1,
    dress: (text: string) => text,
    compile: compiled,
  })
  test('a long name: the first name alone is offered where it fits for all of them', () => {
    const body = `{{ full_name }}{{ city }}${'x'.repeat(140)}`
    const [cause] = longCauses(
      rules(body, [{ full_name: 'Maximiliane von Hohenstein', first_name: 'Maximiliane', city: 'Bath' }]),
    )
    expect(cause).toEqual({
      variable: 'full_name',
      recipientIds: [1],
      over: 20,
      shorter: { variable: 'first_name', body: `{{ first_name }}{{ city }}${'x'.repeat(140)}` },
    })
  })
  test('no shorter variable where it would not help, or where there is none', () => {
    const body = `{{ full_name }}{{ city }}${'x'.repeat(150)}`
    const long = { full_name: 'Maximiliane von Hohenstein', first_name: 'Maximiliane', city: 'Bath' }
    const far = { full_name: 'Ada Holt', first_name: 'Ada', city: 'Llanfairpwllgwyngyll' }
    expect(longCauses(rules(body, [long, far]))).toMatchObject([
      { variable: 'full_name', recipientIds: [1], shorter: null },
      { variable: 'city', recipientIds: [2], shorter: null },
    ])
  })
})
