/** Consent, blocked numbers, the legal duty and the way out of each text. */
export const consent = {
  'consent.only-phone-lifts': 'Only the phone itself can lift this, by texting START.',
  'consent.say-where-kept': 'Say where the answer is kept, such as “intake form 12 March”.',
  'consent.say-what-was-said': 'Say in a few words what was said.',
  'consent.say-why': 'Say why.',
  'consent.say-why-lifted': 'Say why it may be lifted.',
  'consent.confirm-duty':
    'Confirm first that you know the legal duty: {duty}. It is shown in the review of a send, and where a daily send is made.',
  'consent.office-without-name':
    'The text would not say who it is from. Write the name of the office in Settings, Office.',
  'consent.text-without-name': 'The text does not say who it is from. Write “{office}” or {variable} in it.',
  'consent.opt-out-line': 'The opt-out line for {language} (Settings, Sending): {problem}',
  'consent.way-out-missing': 'Write how people can say no. No text to many leaves without it.',
  'consent.way-out-one-way':
    'Nobody can answer this sender by text. Name a link, a phone number or an e-mail address where people can say no.',
  'consent.way-out-unclear':
    'Say how people can say no: “Reply STOP”, a link, a phone number or an e-mail address.',
  'language.en': 'English',
  'language.fr': 'French',
  'language.es': 'Spanish',
  'language.de': 'German',
  'consent.confirm-duty-first': 'Confirm first that you know the legal duty.',
  'consent.way-out-name-in-service':
    'Texts of this Messaging Service may come from “{name}”, which nobody can answer. Name a link, a phone number or an e-mail address where people can say no.',
  'consent.say-what-they-told': 'Say what the person told you.',
  'consent.not-blocked-by-carrier': 'The carrier does not block this number any more.',
  'duty.eu.title': 'ePrivacy Directive, article 13, and the GDPR',
  'duty.eu.1': 'Marketing texts need consent given beforehand, by a clear act; keep the proof.',
  'duty.eu.2':
    'Existing customers may be told about similar things they bought, if they could say no then and can now.',
  'duty.eu.3': 'Every text says who it is from and how to stop, free of charge.',
  'duty.us.title': 'Telephone Consumer Protection Act (47 CFR 64.1200)',
  'duty.us.1':
    'Marketing texts need prior express written consent; informational ones need prior express consent.',
  'duty.us.2': 'Any reasonable way of saying stop must be honoured, within ten business days at most.',
  'duty.us.3': 'No marketing before 8 am or after 9 pm in the recipient’s own time.',
  'duty.us.4':
    'States add to it: in Texas no marketing on a Sunday before noon, in Florida and Oklahoma none after 8 pm. Set quiet hours to the strictest place you text.',
  'duty.ca.title': 'Canada’s Anti-Spam Legislation (CASL)',
  'duty.ca.1': 'Commercial texts need consent, express or implied, and you must be able to prove it.',
  'duty.ca.2': 'Each one says who sends it and how to reach you.',
  'duty.ca.3': 'An unsubscribe must work at no cost and take effect within ten business days.',
  'duty.gb.title': 'Privacy and Electronic Communications Regulations (PECR), regulation 22',
  'duty.gb.1':
    'Marketing texts to individuals need consent, or an existing customer who could opt out and did not.',
  'duty.gb.2': 'Say who you are, and give a simple way to opt out in each text.',
  'duty.gb.3': 'Keep a record of who agreed to what, when and how.',
  'duty.au.title': 'Spam Act 2003',
  'duty.au.1': 'Commercial texts need consent, express or inferred.',
  'duty.au.2': 'Each one names your organisation and how to contact it.',
  'duty.au.3': 'Each one has a working unsubscribe, honoured within five working days.',
  'duty.other.title': 'Your country’s rules on electronic marketing',
  'duty.other.1': 'Text only people who agreed to it, and keep the proof.',
  'duty.other.2': 'Say in every text who it is from.',
  'duty.other.3': 'Offer a free way to stop, and honour it at once.',
} as const
