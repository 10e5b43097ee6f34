/** The legal duty of whoever texts many people, by the office's country (B9). A reminder, not advice. */
import { type Phrase, phrase } from '#shared/phrases/phrase'

export type Duty = { title: Phrase; points: readonly Phrase[]; address: string }

const EUROPE: Duty = {
  title: phrase('duty.eu.title'),
  points: [phrase('duty.eu.1'), phrase('duty.eu.2'), phrase('duty.eu.3')],
  address: 'https://eur-lex.europa.eu/eli/dir/2002/58',
}

const DUTIES: Record<string, Duty> = {
  US: {
    title: phrase('duty.us.title'),
    points: [phrase('duty.us.1'), phrase('duty.us.2'), phrase('duty.us.3'), phrase('duty.us.4')],
    address: 'https://www.ecfr.gov/current/title-47/section-64.1200',
  },
  CA: {
    title: phrase('duty.ca.title'),
    points: [phrase('duty.ca.1'), phrase('duty.ca.2'), phrase('duty.ca.3')],
    address: 'https://crtc.gc.ca/eng/internet/anti.htm',
  },
  GB: {
    title: phrase('duty.gb.title'),
    points: [phrase('duty.gb.1'), phrase('duty.gb.2'), phrase('duty.gb.3')],
    address:
      'https://ico.org.uk/for-organisations/direct-marketing-and-privacy-and-electronic-communications/',
  },
  AU: {
    title: phrase('duty.au.title'),
    points: [phrase('duty.au.1'), phrase('duty.au.2'), phrase('duty.au.3')],
    address: 'https://www.acma.gov.au/avoid-sending-spam',
  },
}

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(
  ' ',
)

/** The duty shown before the first bulk send from an office in this country (ISO 3166 code). */
export const dutyOf = (country: string): Duty =>
  DUTIES[country] ??
  (EU.includes(country)
    ? EUROPE
    : {
        title: phrase('duty.other.title'),
        points: [phrase('duty.other.1'), phrase('duty.other.2'), phrase('duty.other.3')],
        address: 'https://www.gsma.com/solutions-and-impact/technologies/security/spam/',
      })
