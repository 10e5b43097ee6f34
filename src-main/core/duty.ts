/** The legal duty of whoever texts many people, by the office's country (B9). A reminder in plain words, not advice. */
export type Duty = { title: string; points: readonly string[]; address: string }

const EUROPE: Duty = {
  title: 'ePrivacy Directive, article 13, and the GDPR',
  points: [
    'Marketing texts need consent given beforehand, by a clear act; keep the proof.',
    'Existing customers may be told about similar things they bought, if they could say no then and can now.',
    'Every text says who it is from and how to stop, free of charge.',
  ],
  address: 'https://eur-lex.europa.eu/eli/dir/2002/58',
}

const DUTIES: Record<string, Duty> = {
  US: {
    title: 'Telephone Consumer Protection Act (47 CFR 64.1200)',
    points: [
      'Marketing texts need prior express written consent; informational ones need prior express consent.',
      'Any reasonable way of saying stop must be honoured, within ten business days at most.',
      'No marketing before 8 am or after 9 pm in the recipient’s own time.',
    ],
    address: 'https://www.ecfr.gov/current/title-47/section-64.1200',
  },
  CA: {
    title: 'Canada’s Anti-Spam Legislation (CASL)',
    points: [
      'Commercial texts need consent, express or implied, and you must be able to prove it.',
      'Each one says who sends it and how to reach you.',
      'An unsubscribe must work at no cost and take effect within ten business days.',
    ],
    address: 'https://crtc.gc.ca/eng/internet/anti.htm',
  },
  GB: {
    title: 'Privacy and Electronic Communications Regulations (PECR), regulation 22',
    points: [
      'Marketing texts to individuals need consent, or an existing customer who could opt out and did not.',
      'Say who you are, and give a simple way to opt out in each text.',
      'Keep a record of who agreed to what, when and how.',
    ],
    address:
      'https://ico.org.uk/for-organisations/direct-marketing-and-privacy-and-electronic-communications/',
  },
  AU: {
    title: 'Spam Act 2003',
    points: [
      'Commercial texts need consent, express or inferred.',
      'Each one names your organisation and how to contact it.',
      'Each one has a working unsubscribe, honoured within five working days.',
    ],
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
        title: 'Your country’s rules on electronic marketing',
        points: [
          'Text only people who agreed to it, and keep the proof.',
          'Say in every text who it is from.',
          'Offer a free way to stop, and honour it at once.',
        ],
        address: 'https://www.gsma.com/solutions-and-impact/technologies/security/spam/',
      })
