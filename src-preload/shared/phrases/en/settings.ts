/** Settings: office, sending, Twilio, how long things are kept. */
export const settings = {
  'settings.office-name': 'Write the name of the office: every text to many says who it is from.',
  'settings.time': 'A time looks like 08:00.',
  'settings.weekday': 'Choose at least one weekday.',
  'settings.holiday': 'A holiday looks like 2026-12-25.',
  'settings.practice-only': 'Only in practice mode.',
  'settings.autostart-needs-desktop': 'Only the desktop program can start with this PC, not the browser.',
  'settings.autostart-refused': 'The system did not let this be changed. Whoever manages this PC can.',

  'twilio.account-sid': 'An account SID starts with AC and has 34 characters.',
  'twilio.key-sid': 'A key SID starts with SK and has 34 characters.',
  'twilio.paste-secret': 'Paste the secret of the API key.',
  'twilio.paste-token': 'Paste the auth token.',
  'twilio.connect-first': 'Connect Twilio first.',
  'twilio.test-first': 'Connect and test Twilio first: no text can leave before.',
  'twilio.choose-number': 'Choose first which number texts come from.',

  'retention.number': 'Type a number of days.',
  'retention.whole': 'Type whole days.',
  'retention.most': 'At most 36,500 days.',
  'retention.texts': 'At least 30 days: until then a text may have to be looked up at the carrier.',
  'retention.replies': 'At least 60 days: for 30 a reply may be answered, and it must still be read.',
  'retention.week': 'At least 7 days.',
  'retention.audit': 'At least 180 days: it is there to be looked at later.',
  'retention.day': 'At least 1 day.',

  'reports.day': 'Choose a day.',
  'reports.first-after-last': 'The first day is after the last.',
  'reports.ten-years': 'Choose at most ten years.',
  'check.list-messages': 'Deskbell can look up what was sent and read replies.',
  'check.account-active': 'The account is active.',
  'check.account-not-active': 'The account is {status}. Talk to Twilio before anything is sent.',
  'check.balance': 'The balance can be read.',
  'check.no-own-balance': 'This account has no balance of its own (a subaccount).',
  'check.prices': 'Prices can be read.',
  'check.no-price': 'Twilio lists no price for your country.',
  'check.no-number':
    'No number of this account can send texts. Buy one at Twilio, or use a Messaging Service.',
  'check.numbers': '{n, plural, one {1 number} other {{n} numbers}} can send texts.',
  'check.service-empty': '{n} found; “{name}” has no number in it and cannot send.',
  'check.no-service': 'None yet: needed only for texts that leave while this PC is off.',
  'check.services': '{n} found.',
  'check.login-refused': 'Twilio did not accept this login. Check the account SID and the key or token.',
  'check.permission-missing':
    'The key lacks this permission. Add “{name}” to it at Twilio, or use a standard key.',
  'check.number-unknown': 'This number is not on the account.',
  'check.number-sends': 'It can send texts.',
  'check.number-cannot': 'This number cannot send texts. Choose one with SMS.',
  'check.service-unknown': 'This service is not on the account.',
  'check.service-pool': '{n} in its pool.',
  'check.service-without-number': 'It has no number in its pool. Add one at Twilio.',
  'check.name.list-messages': 'List messages',
  'check.name.account': 'Read the account',
  'check.name.balance': 'Read the balance',
  'check.name.prices': 'Read prices',
  'check.name.numbers': 'List phone numbers',
  'check.name.services': 'List Messaging Services',
  'check.name.service': 'Messaging Service',
  'check.name.toll-free': 'Toll-free verification',
  'check.name.registration': 'US registration',
  'check.name.number': 'Number',
  'settings.amount': 'Type an amount such as 40 or {example}, or leave it empty.',
  'updates.not-in-browser': 'Updates come with the installed program, not with the browser.',
  'updates.not-able': 'This Deskbell cannot check updates. Ask your supplier for the newest version.',
  'updates.no-such-folder': 'There is no such folder. Connect its drive, or type another one.',
  'updates.turn-on': 'Turn updates on first.',
  'updates.nothing-found': 'There is nothing to download. Look for updates again.',
  'updates.download-first': 'Download the update first.',
  'updates.texts-leave': 'Texts leave now or within minutes. Install the update when they have left.',
  'update-address.empty': 'Type the address or the folder that your supplier told you.',
  'update-address.neither':
    'This is no address and no folder. An address begins with https://, a folder is a full path.',
  'update-address.insecure':
    'The address must begin with https://, so that nobody on the way sees what this PC asks for.',
  'update-address.login':
    'Leave out the user, the password and what follows a ? or #: only the address of the folder.',
  'update-address.file': 'This names a file. Type the folder it is in.',
  'updates.unable.browser':
    'Updates come with the installed program. In the browser, whoever set Deskbell up replaces it.',
  'updates.unable.no-key':
    'This Deskbell was made without the key that updates are checked with, so it takes none. Ask your supplier for the newest version.',
  'updates.unable.not-a-package':
    'This Deskbell was not installed from a package that it could replace. Ask your supplier for the newest version.',
  'updates.failed.unreachable':
    'Nothing answers at this address. Is this PC connected? Deskbell looks again by itself.',
  'updates.failed.missing':
    'There is no update for this system at this address. Check it with your supplier.',
  'updates.failed.unreadable':
    'What is at this address describes no update of Deskbell. Check it with your supplier.',
  'updates.failed.signature':
    'The update is not signed by your supplier, so it was not touched. Tell your supplier before you try again.',
  'updates.failed.damaged':
    'The package is not the one that your supplier signed, so it was removed. Download it again; if it happens again, tell your supplier.',
  'updates.failed.disk-full': 'The disk is full. Free some space, then download it again.',
  'updates.failed.not-installed':
    'The version of before was started again. Download it once more, or ask your supplier.',
  'updates.failed.other':
    'It did not work. Try again; the log in the data folder says more to whoever helps.',
} as const
