import { describe, expect, test } from 'vitest'
import { mayBeSame, namesAgree, splitName } from '#core/people/names'

const of = (text: string) => {
  const [first = '', last = ''] = text.split('|')
  return { first, last }
}

describe('two ways to write one name', () => {
  test.each([
    ['Ann|Webb', 'ann|WEBB'],
    ['Zoë|Müller', 'Zoe|Muller'],
    ['Jürgen|Müller', 'Juergen|Mueller'],
    ['Søren|Ødegård', 'Soeren|Oedegaard'],
    ['Łukasz|Wałęsa', 'Lukasz|Walesa'],
    ['Ann|Webb', 'Webb|Ann'],
    ['Ann|Webb', 'Ann Webb|'],
    ['Ann|Webb', 'Webb Ann|'],
    ['Ann Mary|Webb', 'Ann|Webb'],
    ['Ann M.|Webb', 'Ann Mary|Webb'],
    ['Dr. Ann|Webb', 'Ann|Webb, PhD'],
    ['Prof. Dr. Ann|Webb', 'Ann|Webb'],
    ['Frau Ann|Webb', 'Ann|Webb'],
    ['Mary-Jane|Watson', 'Mary Jane|Watson'],
    ["Siobhán|O'Neill", 'Siobhan|O’Neill'],
    ['Ludwig|van Beethoven', 'Ludwig van|Beethoven'],
    ['Ana|García López', 'Ana García|López'],
    ['John|Smith Jr.', 'John|Smith, Junior'],
    ['Straße|Weiß', 'Strasse|Weiss'],
    ['محمد|علي', 'محمد|علي'],
  ])('%s and %s', (a, b) => {
    expect([namesAgree(of(a), of(b)), namesAgree(of(b), of(a))]).toEqual([true, true])
    expect(mayBeSame(of(a), of(b))).toBe(true)
  })
})

describe('names of two people', () => {
  test.each([
    ['Ann|Webb', 'Ben|Webb'],
    ['Ann|Webb', 'Anna|Webb'],
    ['Ann|Webb', 'Ann|York'],
    ['Jo|Webb', 'Joe|Webb'],
    ['John|Smith Jr.', 'John|Smith Sr.'],
    ['John|Smith Jr.', 'John|Smith'],
    ['John|Smith III', 'John|Smith II'],
    ['John A.|Smith', 'John B.|Smith'],
    ['A.|Webb', 'Ben|Webb'],
    ['|', 'Ann|Webb'],
    ['Ann|', 'Ann|Webb'],
    ['Mary|Webb', 'Mary Webb|York'],
  ])('%s and %s', (a, b) => {
    expect([namesAgree(of(a), of(b)), namesAgree(of(b), of(a))]).toEqual([false, false])
  })
})

test.each([
  ['Ann|Webb', 'A.|Webb', true],
  ['Ann|Webb', 'Ann|York', true],
  ['Catherine|Webb', 'Cathrine|Webb', true],
  ['|', 'Ann|Webb', true],
  ['Ann|Webb', 'Ben|Webb', false],
  ['John|Smith Jr.', 'John|Smith Sr.', false],
])('a no of %s may be that of %s: %s', (a, b, may) => {
  expect([mayBeSame(of(a), of(b)), mayBeSame(of(b), of(a))]).toEqual([may, may])
})

test.each([
  ['Webb, Ann', '', 'Ann|Webb'],
  ['van der Berg, Jan', '', 'Jan|van der Berg'],
  ['Smith, John, Jr.', '', 'John|Smith, Jr.'],
  ['Smith, John Jr.', '', 'John Jr.|Smith'],
  ['O’Neill, Siobhán Mary', '', 'Siobhán Mary|O’Neill'],
  ['García López, Ana', 'ES', 'Ana|García López'],
  ['Dr. Ann Webb', '', 'Dr. Ann|Webb'],
  ['Prof. Dr. Ann Webb', 'DE', 'Prof. Dr. Ann|Webb'],
  ['Frau Ann Webb', 'DE', 'Frau Ann|Webb'],
  ['Mrs Webb', 'GB', 'Mrs|Webb'],
  ['Ann Webb', '', 'Ann|Webb'],
  ['Ann Mary Webb', '', 'Ann Mary|Webb'],
  ['John Smith Jr.', '', 'John|Smith Jr.'],
  ['John Smith III', '', 'John|Smith III'],
  ['John Smith, PhD', '', 'John|Smith, PhD'],
  ['Ludwig van Beethoven', 'DE', 'Ludwig|van Beethoven'],
  ['Anna von der Leyen', 'DE', 'Anna|von der Leyen'],
  ['Charles de Gaulle', 'FR', 'Charles|de Gaulle'],
  ['Ana García López', 'ES', 'Ana|García López'],
  ['José María García López', 'ES', 'José María|García López'],
  ['Ana de la Cruz', 'ES', 'Ana|de la Cruz'],
  ['Ana García', 'ES', 'Ana|García'],
  ['Madonna', '', 'Madonna|'],
  ['  Ann   Webb ', '', 'Ann|Webb'],
  ['Webb,Ann', '', 'Ann|Webb'],
  ['Webb,', '', 'Webb|'],
  ['DUPONT Jean', 'FR', 'Jean|DUPONT'],
  ['Jean DUPONT', 'FR', 'Jean|DUPONT'],
  ['DE LA TOUR Jean-Paul', 'FR', 'Jean-Paul|DE LA TOUR'],
  ['JEAN DUPONT', 'FR', 'JEAN|DUPONT'],
  ['van der Berg Jan', 'NL', 'Jan|van der Berg'],
  ['Berg, Jan van der', 'NL', 'Jan|van der Berg'],
  ['Berg, van der, Jan', 'NL', 'Jan|van der Berg'],
  ['Van Morrison', 'IE', 'Van|Morrison'],
  ['María del Carmen García López', 'ES', 'María del Carmen|García López'],
  ['José de la Cruz López', 'ES', 'José|de la Cruz López'],
  ['Ann Webb (Mum)', 'GB', 'Ann|Webb (Mum)'],
  ['"Webb, Ann"', 'US', 'Ann|Webb'],
  ['Webb; Ann', 'DE', 'Ann|Webb'],
  ['Smith & Sons, Ltd.', 'GB', 'Smith & Sons, Ltd.|'],
  ['Acme, Inc.', 'US', 'Acme, Inc.|'],
  ['Müller Bau GmbH', 'DE', 'Müller Bau GmbH|'],
  ['Webb, Ann, MD', 'US', 'Ann|Webb, MD'],
  ['Müller, Dr. Anna', 'DE', 'Dr. Anna|Müller'],
  ['Freifrau von Stein, Anna', 'DE', 'Anna|Freifrau von Stein'],
  ['Webb, Mrs', 'GB', 'Mrs|Webb'],
  ['Priya K. Rao', 'IN', 'Priya K.|Rao'],
  ['山田 太郎', 'JP', '山田|太郎'],
])('%s (%s) is %s', (whole, country, expected) => {
  const { first, last } = splitName(whole, country)
  expect(`${first}|${last}`).toBe(expected)
})
