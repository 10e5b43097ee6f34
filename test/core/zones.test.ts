/** The zones in which a text to a number must be allowed: its place's, its office's, or all of its country. */
import { describe, expect, test } from 'vitest'
import { isZone, zoneList, zonesOfNumber, zonesToText } from '../../src-main/core/people/zones'

type Line = 'mobile' | 'landline' | 'either'
const zones = (e164: string, country: string, line: Line, office: string) =>
  zonesToText({ e164, country, line }, office)

describe('numbered by place', () => {
  test.each([
    ['+12125550101', 'US', 'America/New_York'],
    ['+13125550101', 'US', 'America/Chicago'],
    ['+13035550101', 'US', 'America/Denver'],
    ['+12135550101', 'US', 'America/Los_Angeles'],
    ['+18085550101', 'US', 'Pacific/Honolulu'],
    ['+19075550101', 'US', 'America/Anchorage America/Adak America/Juneau'],
    ['+16045550101', 'CA', 'America/Vancouver'],
    ['+19025550101', 'CA', 'America/Halifax'],
  ])('%s', (e164, country, expected) => {
    const found = zoneList(zones(e164, country, 'either', 'US'))
    expect(expected.split(' ')).toEqual(expect.arrayContaining([found[0]]))
    for (const zone of found) expect(isZone(zone)).toBe(true)
  })
  test.each([
    ['+61892001234', 'AU', 'landline', 'Australia/Perth'],
    ['+17095550101', 'CA', 'either', 'America/St_Johns'],
  ] as const)('%s: all that its digits allow, its own place among them', (e164, country, line, place) => {
    const found = zoneList(zones(e164, country, line, country))
    expect(found).toContain(place)
    expect(found.length).toBeLessThanOrEqual(4)
  })
})

describe('a mobile that may be anywhere in its country', () => {
  test.each([
    ['+61412345678', 'AU'],
    ['+79161234567', 'RU'],
    ['+34612345678', 'ES'],
    ['+351912345678', 'PT'],
    ['+491711234567', 'DE'],
    ['+447700900123', 'GB'],
    ['+64211234567', 'NZ'],
    ['+919812345678', 'IN'],
    ['+6281234567890', 'ID'],
    ['+33612345678', 'FR'],
  ])('%s is where the office is, when it is in the same country', (e164, country) =>
    expect(zones(e164, country, 'mobile', country)).toBe(''),
  )
  test.each([
    ['+61412345678', 'AU', ['Australia/Sydney', 'Australia/Perth']],
    ['+79161234567', 'RU', ['Europe/Moscow', 'Asia/Vladivostok']],
    ['+34612345678', 'ES', ['Europe/Madrid', 'Atlantic/Canary']],
    ['+6281234567890', 'ID', ['Asia/Jakarta', 'Asia/Jayapura']],
  ])('%s is anywhere in it, for an office elsewhere', (e164, country, some) => {
    const found = zoneList(zones(e164, country, 'mobile', 'US'))
    expect(found).toEqual(expect.arrayContaining(some))
  })
  test('Russia and Kazakhstan share a code and no zone', () => {
    const russia = zoneList(zones('+79161234567', 'RU', 'mobile', 'US'))
    const kazakhstan = zoneList(zones('+77011234567', 'KZ', 'mobile', 'US'))
    expect(russia).not.toContain('Asia/Almaty')
    expect(kazakhstan).toContain('Asia/Almaty')
    expect(russia.filter((zone) => kazakhstan.includes(zone))).toEqual([])
  })
})

test('a toll-free number says nothing of its place', () => expect(zonesOfNumber('+18005550199')).toBe(''))
test('every zone of every number is one that the program knows', () => {
  for (const number of ['+1', '+44', '+49', '+61', '+7', '+55', '+52', '+62', '+86', '+91'])
    for (const zone of zoneList(zonesOfNumber(`${number}2025550101`))) expect(isZone(zone), zone).toBe(true)
})
test.each(['', 'Mars/Olympus', 'Europe/Atlantis'])('%s is no zone', (zone) =>
  expect(isZone(zone)).toBe(false),
)
