import { parsePhone } from '../../src-preload/shared/phone/phone-number'

/** Area codes of the United States in which 555-0100 to 555-0199 are kept for fiction. */
const AREAS = Array.from({ length: 789 }, (_, i) => String(201 + i)).filter((area) => {
  const parsed = parsePhone(`+1${area}5550142`, 'US')
  return parsed.ok && parsed.country === 'US'
})

/** How many different reserved numbers there are. */
export const RESERVED = AREAS.length * 79

/** The i-th number that nobody has, in E.164; 555-0180 and above have a story at the practice carrier and are left out. */
export const reservedNumber = (i: number): string => {
  const area = AREAS[Math.floor(i / 79) % AREAS.length]
  return `+1${area}555${String(101 + (i % 79)).padStart(4, '0')}`
}
