/** Guesses what the columns of a contact file hold: Google and Outlook exports, and any office's own spreadsheet. */

export type Target = string
export type ColumnGuess = { target: Target; label: string }

/** What a column may become, in the order of the drop-down; custom fields come after. */
export const TARGETS: readonly { value: Target; label: string }[] = [
  { value: 'ignore', label: 'Leave out' },
  { value: 'first_name', label: 'First name' },
  { value: 'middle_name', label: 'Middle name' },
  { value: 'last_name', label: 'Last name' },
  { value: 'full_name', label: 'Whole name' },
  { value: 'phone', label: 'Phone number' },
  { value: 'phone_label', label: 'Label of the phone number before it' },
  { value: 'email', label: 'E-mail' },
  { value: 'account', label: 'Account they belong to' },
  { value: 'tags', label: 'Tags' },
  { value: 'language', label: 'Language' },
  { value: 'note', label: 'Note' },
  { value: 'consent_alerts', label: 'Consent to alerts' },
  { value: 'consent_marketing', label: 'Consent to marketing' },
]

const IGNORE: ColumnGuess = { target: 'ignore', label: '' }
const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** Heading patterns, first match wins. Fax and pager columns must never be taken for mobiles. */
const RULES: readonly [RegExp, Target, string?][] = [
  [/\b(fax|pager|telex|tty|tdd|callback|isdn|radio)\b/, 'ignore'],
  [/^(phonetic|yomi)|\byomi\b/, 'ignore'],
  [/assistant|manager|referred|spouse|children/, 'ignore'],
  [/^phone (\d+ )?(label|type)$/, 'phone_label'],
  [/^phone \d+ value$/, 'phone'],
  [/^e ?mail (\d+ )?(label|type|display name)$/, 'ignore'],
  [/^(e ?mail|courriel|correo)( \d+)?( (value|address|adresse))?$|^mail$/, 'email'],
  [
    /^(mobile|mobil|cell|handy|portable|movil|gsm)( (phone|number|no|tel\w*))?( 1)?$|^(tel\w* )?(mobile|mobil|portable|movil)$/,
    'phone',
    'Mobile',
  ],
  [/^(mobile|cell)( (phone|number))? 2$/, 'phone', 'Mobile 2'],
  [/^(home|private?|domicile|casa)( (phone|number|tel\w*))( 2)?$/, 'phone', 'Home'],
  [/^(business|work|office|bureau|trabajo|company main)( (phone|number|tel\w*))( 2)?$/, 'phone', 'Work'],
  [/^car phone$/, 'phone', 'Car'],
  [/^other (phone|number)$/, 'phone', 'Other'],
  [/^(primary )?(phone|telephone|tel|telefono|number|phone number|phone no|numero)( 1)?$/, 'phone', ''],
  [/^(phone|telephone|tel) 2$/, 'phone', 'Other'],
  [/^(first|given|fore)( ?name)$|^(prenom|nombre|vorname|first)$/, 'first_name'],
  [/^(middle|additional)( ?name)$/, 'middle_name'],
  [/^(last|family|sur)( ?name)$|^(surname|nom|apellidos?|nachname|last)$/, 'last_name'],
  [
    /^((full|display|complete|whole|client|customer|patient|contact) )?name$|^(client|customer|patient|contact)$|^nom complet$/,
    'full_name',
  ],
  [
    /^(account|organi[sz]ation|company|employer|firma|entreprise|empresa)( name)?$|^organi[sz]ation (1 )?name$/,
    'account',
  ],
  [/^(tags?|labels?|group membership|categories|keywords)$/, 'tags'],
  [/^(language|langue|idioma)$/, 'language'],
  [/^(notes?|notiz(en)?|notas?|bemerkung(en)?|remarques?)$/, 'note'],
  [
    /^(sms |text )?(consent|opt ?in|permission|zustimmung|einwilligung|consentement|consentimiento)( (alerts?|sms|text))?$|^alerts?( consent)?$|^consent to alerts$|^(sms|text)( ok)?$/,
    'consent_alerts',
  ],
  [/^(marketing|consent to marketing|marketing consent|marketing opt ?in)$/, 'consent_marketing'],
]

/** What each column seems to be, by its heading; columns that hold nothing anyone needs are left out. */
export const guessColumns = (
  headings: readonly string[],
  customFields: readonly { key: string; label: string }[] = [],
): ColumnGuess[] => {
  const custom = new Map(customFields.map((field) => [fold(field.label), `custom:${field.key}`]))
  const taken = new Set<string>()
  const single = new Set([
    'first_name',
    'middle_name',
    'last_name',
    'full_name',
    'email',
    'language',
    'account',
  ])
  const guesses = headings.map((heading): ColumnGuess => {
    const folded = fold(heading)
    const own = custom.get(folded)
    if (own) return { target: own, label: '' }
    const rule = RULES.find(([pattern]) => pattern.test(folded))
    if (!rule) return IGNORE
    const [, target, label = ''] = rule
    if (single.has(target)) {
      if (taken.has(target)) return IGNORE
      taken.add(target)
    }
    return { target, label }
  })
  // A whole name beside first and last names says nothing new.
  const parts = taken.has('first_name') || taken.has('last_name')
  return guesses.map((guess) => (parts && guess.target === 'full_name' ? IGNORE : guess))
}

const YES =
  /^(y|yes|true|1|x|ok|oui|si|ja|granted|agreed|accepted|consented|allowed|opted in|opt in|subscribed|text|sms|alerts?)$/
const NO =
  /^(n|no|non|nein|false|0|nope|never|nie|stop|refused|declined|denied|withdrawn|revoked|rejected|unsubscribed?|opted out|opt out|optout|no thanks?|not? .*|do not .*|dont .*|don t .*|kein.*|widerrufen|refuse|refus|rechazado)$/

/**
 * What a consent cell says; null when it is empty. A cell that says something else is `unread`: it is never taken
 * for a yes, whatever is said for the whole file.
 */
export const readConsent = (cell: string): 'granted' | 'refused' | 'unread' | null => {
  const folded = fold(cell)
  if (cell.trim() === '') return null
  if (YES.test(folded)) return 'granted'
  if (NO.test(folded)) return 'refused'
  return 'unread'
}

/** A language cell as one of ours; null when it is another or empty. */
export const readLanguage = (cell: string): 'en' | 'fr' | 'es' | null => {
  const folded = fold(cell)
  if (/^(en|eng|english|anglais|ingles)\b/.test(folded)) return 'en'
  if (/^(fr|fra|fre|french|francais|frances)\b/.test(folded)) return 'fr'
  if (/^(es|spa|spanish|espagnol|espanol|castellano)\b/.test(folded)) return 'es'
  return null
}

/** Several values in one cell: Google joins them with `:::`, people with semicolons or line breaks. */
export const splitCell = (cell: string): string[] =>
  cell
    .split(/\s*:::\s*|\s*;\s*|\r?\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
