/** What stands around a phone number is taken off before its digits are read; an extension is told apart. */
import { describe, expect, test } from 'vitest'
import { plainDigits, unwrapped } from '../../src-preload/shared/phone/phone-text'

describe('the number inside', () => {
  test.each<[string, string, string]>([
    ['202 555 0101', '202 555 0101', ''],
    ['tel:+1-202-555-0101', '+1-202-555-0101', ''],
    ['sms:+12025550101?body=Hi', '+12025550101', ''],
    ['tel:+12025550101;ext=12', '+12025550101', '12'],
    ['tel:2025550101;phone-context=+1', '+12025550101', ''],
    ['https://wa.me/12025550101', '+12025550101', ''],
    ['https://api.whatsapp.com/send?phone=12025550101&text=Hi', '+12025550101', ''],
    ['202-555-0101 ext. 12', '202-555-0101', '12'],
    ['202-555-0101 x12', '202-555-0101', '12'],
    ['030 12345678 Durchwahl 22', '030 12345678', '22'],
    ['01 42 68 53 00 poste 4', '01 42 68 53 00', '4'],
    ['+12025550101,,12#', '+12025550101', '12'],
    ["'202 555 0101", '202 555 0101', ''],
    ['202 555 0101,', '202 555 0101', ''],
    ['(+44) 7700 900123', '+44  7700 900123', ''],
    ['[202] 555-0101', '(202) 555-0101', ''],
    ['\u202a+1 202 555 0101\u202c', '+1 202 555 0101', ''],
  ])('%s', (raw, text, extension) => expect(unwrapped(raw)).toEqual({ text, extension }))
})
describe('digits of other scripts', () => {
  test.each([
    ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
    ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
    ['०१२३४५६७८९', '0123456789'],
    ['２０２', '202'],
    ['202', '202'],
  ])('%s', (raw, plain) => expect(plainDigits(raw)).toBe(plain))
})
test('two numbers of one address stay two', () =>
  expect(unwrapped('202 555 0101, 202 555 0102').text).toBe('202 555 0101, 202 555 0102'))
