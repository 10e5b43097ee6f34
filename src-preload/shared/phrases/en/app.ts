/** Calls, the database, the carrier's connection: what may befall any screen. */
export const app = {
  'app.not-understood': 'This input is not understood.',
  'app.no-such-call': 'This call does not exist.',
  'app.sign-in-first': 'Sign in first.',
  'app.for-admins': 'Only an Admin may do this.',
  'app.for-managers': 'Only a Manager or an Admin may do this.',
  'app.archive-is-read-only':
    'This is an archive: it can only be read. Close it to change or send something.',
  'app.archive-cannot-send': 'This is a read-only archive: nothing can be changed or sent. Close it first.',
  'app.disk-full': 'The disk is full. Free some space, then try again. Nothing was lost.',
  'app.database-failed':
    'The database could not be read or written. Restart Deskbell; nothing is sent meanwhile.',
  'app.unexpected':
    'Something went wrong inside Deskbell. Try again; if it stays, restart it. Nothing was sent twice.',
  'app.connection-lost':
    'The connection to Deskbell was lost. It is tried again by itself; nothing you typed is lost.',
  'app.too-many-calls': 'Too many calls at once. Wait a moment, then try again.',
  'app.not-from-here': 'Refused.',
  'app.pdf-failed': 'The PDF could not be made. Try once more.',
  'app.database-opens': 'The database is being opened.',
  'app.database-newer':
    'This database was written by a newer version of Deskbell. Update Deskbell to open it.',
  'app.database-damaged': 'The database file is damaged.',
  'app.database-gone': 'The database file is missing or empty, but texts were sent from it before.',
  'app.ledger-unprotected':
    'The consent ledger of this database is not protected any more: something else changed it.',
  'app.running-already': 'Deskbell is already running on this data folder.',
  'app.too-long': 'This has more than {most} characters.',
  'app.broken-character': 'This holds a broken character. Type it again.',

  'carrier.no-connection': 'No connection to the carrier: check the internet of this PC.',
  'carrier.busy': 'Twilio is busy',
  'carrier.not-twilio': 'an answer that is not Twilio’s (HTTP {status})',
  'carrier.no-message': 'an answer that holds no message',
  'carrier.no-balance': 'an answer that holds no balance',
  'carrier.no-picture': 'There is no such picture.',
  /** Words that were not made here: Twilio’s own, what somebody typed, what an older Deskbell has kept. */
  'said.as-it-stands': '{words}',
  'joined.space': '{first} {next}',
  'joined.comma': '{first}, {next}',
  'joined.semicolon': '{first}; {next}',
  'joined.stop': '{first}. {next}',
  'app.newer-at-supplier':
    'This database was written by a newer version of Deskbell. Install that version to open it. Your supplier has it.',
  'app.newer-in-folder':
    'This database was written by a newer version of Deskbell. Install that version to open it. It is in the folder {folder}.',
  'app.newer-at-address':
    'This database was written by a newer version of Deskbell. Install that version to open it. It is at {address}.',
} as const
