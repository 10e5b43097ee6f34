/** Whether texts may leave from a number, by what Twilio says of it, and what is still to be done. */
export const readiness = {
  'ready.toll-free-verified': 'Verified for texting from a toll-free number.',
  'ready.toll-free-waits': 'The verification was handed in and is being looked at. It takes some days.',
  'ready.toll-free-refused': 'The verification was refused.',
  'ready.toll-free-missing': 'This toll-free number is not verified: carriers refuse its texts.',
  'ready.sole-proprietor':
    'Registered for US texting as a sole proprietor: about 15 texts a minute, and 1,000 a day to some carriers.',
  'ready.registered': 'Registered for US texting.',
  'ready.campaign-waits': 'The registration for US texting is being looked at. It can take two weeks.',
  'ready.campaign-failed': 'The registration for US texting is {status}.',
  'ready.not-registered': 'This number is not registered for US texting: carriers refuse its texts.',
  'ready.brand-waits': 'The office’s brand is being looked at.',
  'ready.brand-refused': 'The office’s brand was refused.',
  'ready.in-no-campaign':
    'The office is registered as a brand, but this number is in no campaign: carriers refuse its texts.',
  'ready.cannot-send': 'This number cannot send texts.',
  'ready.may-not-be-read':
    'The key of this login may not read the registration. Look it up at Twilio, or use a standard key.',
  'ready.nothing-needed':
    'Nothing is registered at Twilio for texts from this number within its country. Some countries want a notice first: Twilio lists them.',
  'ready.twilio-says': 'Twilio says: {words}',
  'ready.us-texts-refused': 'Texts to the US would be refused.',
  'ready.todo.business': 'Name, address and website of the office, and the kind of business',
  'ready.todo.registration': 'The number of its business registration, and the authority that gave it',
  'ready.todo.contact': 'Somebody to ask: name, e-mail and phone',
  'ready.todo.sample': 'What the texts are about, with a sample of their words',
  'ready.todo.consent': 'How people agreed, with a picture or a page that shows it',
  'ready.todo.how-many': 'About how many texts leave in a month',
  'ready.todo.verification-again': 'Correct what was refused, and hand it in again',
  'ready.todo.campaign-again': 'Correct the campaign at Twilio, and hand it in again',
  'ready.todo.register-brand': 'Register the office as a brand',
  'ready.todo.register-campaign': 'Register what it texts about as a campaign',
  'ready.todo.register-campaign-of-office': 'Register what the office texts about as a campaign',
  'ready.todo.into-service': 'Put the number into the Messaging Service of that campaign',
  'ready.todo.brand-again': 'Correct the brand at Twilio, and hand it in again',
  'ready.todo.number-with-sms': 'Choose a number with SMS, or buy one',
} as const
