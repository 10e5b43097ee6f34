import { describe, expect, test } from 'vitest'
import { foreignFields, mendFields, separateFields } from '#shared/text/foreign-fields'
import { plainly } from '#shared/text/segments'
import { compile, VARIABLES } from '#shared/text/template'

const KNOWN = [...VARIABLES.client, 'custom.next_visit']

describe('fields of other programs are named, with their mend', () => {
  test.each([
    ['Hi {first_name}, see you', 'Hi {{ first_name }}, see you'],
    ['Hi [First Name], see you', 'Hi {{ first_name }}, see you'],
    ['Hi <<Name>>, see you', 'Hi {{ full_name }}, see you'],
    ['Hi %NAME%, see you', 'Hi {{ full_name }}, see you'],
    ['Hi %%FirstName%%', 'Hi {{ first_name }}'],
    ['Hi *|FNAME|* *|LNAME|*', 'Hi {{ first_name }} {{ last_name }}'],
    ['Hi ${firstName}', 'Hi {{ first_name }}'],
    ['Hi {$name}', 'Hi {{ full_name }}'],
    ['Hi {!Contact.FirstName}', 'Hi {{ first_name }}'],
    ['Hi #{first_name}', 'Hi {{ first_name }}'],
    ['Hallo {Vorname}', 'Hallo {{ first_name }}'],
    ['Bonjour «Prénom»', 'Bonjour {{ first_name }}'],
    ['Hola [Nombre]', 'Hola {{ first_name }}'],
    ['Hi <First Name>', 'Hi {{ first_name }}'],
    ['Hi [[first_name]]', 'Hi {{ first_name }}'],
    ['Visit: {next_visit}', 'Visit: {{ custom.next_visit }}'],
    ['{{ first_name }} and {last name}', '{{ first_name }} and {{ last_name }}'],
    ['#FIRST_NAME#, hello', '{{ first_name }}, hello'],
    ['Hi <%= first_name %>', 'Hi {{ first_name }}'],
    ['Hi <% FirstName %>', 'Hi {{ first_name }}'],
    ['Hi ##first_name##', 'Hi {{ first_name }}'],
    ['Hi %%[first]%%', 'Hi {{ first_name }}'],
    ['Hi {%first_name%}', 'Hi {{ first_name }}'],
    ['Hi [%first_name%]', 'Hi {{ first_name }}'],
    ['Hi {{{first_name}}}', 'Hi {{ first_name }}'],
    ['Hi {first_name}}', 'Hi {{ first_name }}'],
    ['Hi {{first_name}', 'Hi {{ first_name }}'],
    ['Hi \\{first_name\\}', 'Hi {{ first_name }}'],
    ['Hi {first_name|there}', 'Hi {{ first_name }}'],
    ['Hi [firstname,fallback=there]', 'Hi {{ first_name }}'],
    ['Hi [FirstName|Friend]', 'Hi {{ first_name }}'],
    ['Hi ‹First Name›', 'Hi {{ first_name }}'],
    ['Hi |FNAME|', 'Hi {{ first_name }}'],
    ['Hi __first_name__', 'Hi {{ first_name }}'],
    ['Hi ~first_name~', 'Hi {{ first_name }}'],
    ['Hi (first name), see you', 'Hi {{ first_name }}, see you'],
    ['Hi -firstname-', 'Hi {{ first_name }}'],
    ['Hi $FirstName!', 'Hi {{ first_name }}!'],
    ['Hi $first_name$', 'Hi {{ first_name }}'],
    ['Hi @first_name', 'Hi {{ first_name }}'],
    ['Hi !FirstName!', 'Hi {{ first_name }}'],
    ['Hallo {Vorname} {Nachname}', 'Hallo {{ first_name }} {{ last_name }}'],
    ['Hola {nombre} {apellido}', 'Hola {{ first_name }} {{ last_name }}'],
  ])('%s', (body, mended) => {
    expect(mendFields(body, KNOWN)).toBe(mended)
    expect(foreignFields(body, KNOWN).every(({ mend }) => mend !== null)).toBe(true)
  })
  test.each([
    'Hi {foo}, see you',
    'Hi <<unknownthing>>',
    'Hi {0}',
    'Hi {{1}}',
    'Hi %s, see you',
    'Hi %1$s',
    'See you on [date]',
    'See you at [Time]',
    'Guten Tag [Anrede]',
    'Your visit: {appointment_date}',
    'Pay <<amount>>',
  ])('%s is named without a mend', (body) => {
    expect(foreignFields(body, KNOWN)).toMatchObject([{ mend: null }])
  })
  test.each([
    'Hi {{ first_name }}',
    'Hi {{first_name | default: "there"}}',
    '50% off, 20% more',
    'Open 9-5 [Mon-Fri]',
    'a < b > c',
    'See «Le Monde»',
    'Use #1 or #2',
    'Price: $5 {approx}'.replace('{approx}', '(approx)'),
    'We [really] mean it',
    '*Today* only, and *name your price*',
    'Call us (office) or -today-',
    'Ann (mum) and Ben',
    'Up to 100%. Sales: 5%',
    'Ask for @larkfield on the web',
    'C:\\name and d:\\last',
    'a_name_b and first_name',
    'Tom & Jerry & Co',
    'If x<y then y>x',
  ])('%s is text', (body) => expect(foreignFields(body, KNOWN)).toEqual([]))
})

test.each([
  ['Hi {{first_name, last_name}}', 'Hi {{ first_name }} {{ last_name }}'],
  ['{{ first_name; last_name }}!', '{{ first_name }} {{ last_name }}!'],
  ['{{ first_name + last_name }}', '{{ first_name }} {{ last_name }}'],
  ['{{ first_name,last_name,email }}', '{{ first_name }} {{ last_name }} {{ email }}'],
])('%s: two fields in one pair of braces are refused, and parted', (body, apart) => {
  expect(compile(body)).toMatchObject({ ok: false })
  expect(separateFields(body)).toBe(apart)
  expect(compile(apart)).toMatchObject({ ok: true })
})

test.each([
  ['1½ hours', '1 1/2 hours'],
  ['½ hour', '1/2 hour'],
  ['at 10¾', 'at 10 3/4'],
  ['2⅓ cups', '2 1/3 cups'],
  ['a ≠ b “x”', 'a != b "x"'],
  ['≤ 5 “x”', '<= 5 "x"'],
  ['≥ 5', '>= 5'],
  ['10² m', '10^2 m'],
  ['∉ “x”', '∉ "x"'],
  ['10⁵ “x”', '10⁵ "x"'],
  ['ë “x”', 'e "x"'],
  ['Łódź', 'Lodz'],
])('plain spelling keeps the meaning: %s is %s', (text, plain) => expect(plainly(text)).toBe(plain))
