/** Guesses what the columns of a contact file hold: Google and Outlook exports, and any office's own spreadsheet. */

import { type FieldKey, fieldOf, fieldsWhere, labelOf } from '../people/person-fields'
import { labelKind } from '../phone/phone-labels'
import { say } from '../phrases/say'
import type { Language } from '../values'

export type Target = string
export type ColumnGuess = { target: Target; label: string }

/** Plain fields that a file may bring. */
const FILED = fieldsWhere(({ headings }) => headings !== null)
export const isFiled = (target: Target): target is FieldKey => FILED.some((key) => key === target)
const targetsOf = (contact: boolean) =>
  FILED.filter((key) => fieldOf(key).contact === contact).map((key) => ({
    value: key,
    label: say(labelOf(key)),
  }))

/** What a column may become, in the order of the drop-down; custom fields come after. */
export const TARGETS: readonly { value: Target; label: string }[] = [
  { value: 'ignore', label: 'Leave out' },
  { value: 'first_name', label: 'First name' },
  { value: 'middle_name', label: 'Middle name' },
  { value: 'last_name', label: 'Last name' },
  { value: 'suffix', label: 'Suffix of the name (Jr., PhD)' },
  { value: 'full_name', label: 'Whole name' },
  { value: 'phone', label: 'Phone number' },
  { value: 'labelled_phones', label: 'Phone numbers, each after its label' },
  { value: 'phone_label', label: 'Label of the phone number before it' },
  ...targetsOf(true),
  { value: 'account', label: 'Account they belong to' },
  { value: 'tags', label: 'Tags' },
  ...targetsOf(false),
  { value: 'note', label: 'Note' },
  { value: 'consent_alerts', label: 'Consent to alerts' },
  { value: 'consent_marketing', label: 'Consent to marketing' },
  { value: 'refused', label: 'Wants no texts: yes is a refusal' },
  { value: 'new:text', label: 'A new field: text' },
  { value: 'new:date', label: 'A new field: date' },
]

const IGNORE: ColumnGuess = { target: 'ignore', label: '' }
const headingKey = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/#(?=\s*$)/, ' no')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/**
 * Headings of Google, Outlook (English, German, French, Spanish, Italian, Dutch, Portuguese) and of any office's own
 * spreadsheet, folded; first match wins. Phone columns are known by their words, see `phoneOf`.
 */
const RULES: readonly [RegExp, Target, string?][] = [
  [/^(phonetic|yomi)|\byomi\b/, 'ignore'],
  // Somebody else's number.
  [/\b(emergency|next of kin|ice|notfall\w*|urgence|emergencia|emergenza|noodgeval|nood)\b/, 'ignore'],
  // Before all that has "text" or "SMS" in it: a yes here is a no.
  [
    /^((please )?(do not|don ?t|never|no) (text|sms|contact|message|call or text|texting|texts|messages|marketing)s?( me| them)?|(sms |text |texts |marketing )?(opt(ed)? ?outs?|unsubscribed?|opt ?out (date|sms|texts?))|(has )?opted out( of (sms|texts?|texting))?|dnt|dnc|dns|do not disturb|no ?sms|no ?texts?|declined( texts?| sms)?|refused( texts?| sms)?|stop( sms)?|stopped|suppress(ed)?|blacklist(ed)?|blocked|(keine?|kein) (sms|werbung|nachrichten|kontakt)|abgemeldet|abmeldung|werbesperre|werbewiderspruch|widerspruch|widerrufen|sperre|gesperrt|(pas de|plus de|stop) (sms|pub|textos?|contact)|desabonne\w*|desinscri\w*|refus( sms)?|liste rouge|(sin|no) (sms|mensajes|contactar|molestar|enviar)|baja( sms)?|dado de baja|robinson|(niente|no|non) (sms|messaggi|contattare|disturbare)|disiscritt\w|(sem|nao) (sms|contactar|contatar|perturbe|enviar)|descadastrad\w|(geen) (sms|reclame|contact|berichten)|afgemeld|uitgeschreven|(bez|nie) (sms|smsow|kontaktowac|wysylac)|wypisan\w|rezygnacja)$/,
    'refused',
  ],
  [
    /assistan|assistent|ayudante|\bmanager\b|referred|spouse|children|vorgesetzt|^name des |responsable|superviseur|\bpartner|conyuge|kinder$|enfants|hijos/,
    'ignore',
  ],
  [
    /^(phone|telefon|telephone|telefono|telefone|telefoon) (\d+ )?(label|type|typ|bezeichnung|etiqueta|tipo)$/,
    'phone_label',
  ],
  [/^phone \d+ value$/, 'phone'],
  // Our own exports.
  [/^all numbers$/, 'labelled_phones'],
  [
    /^e ?mail (\d+ )?(label|type|typ|display name|angezeigter name)$|^(type|tipo|nom|nombre|nome) .*(messagerie|correo|posta|correio|e ?mail)/,
    'ignore',
  ],
  ...FILED.flatMap((key): [RegExp, Target][] => {
    const { headings } = fieldOf(key)
    return headings ? [[headings, key]] : []
  }),
  [
    /^(first|given|fore|christian) ?name( ?s)?$|^(prenom|prenoms|vorname|vornamen|voornaam|first|imie|fornavn|fornamn|given)$/,
    'first_name',
  ],
  [
    /^(middle|additional) ?names?$|^(weitere vornamen|deuxieme prenom|segundo nombre|secondo nome|segundo nome|nome do meio|middelste naam|zweiter vorname)$/,
    'middle_name',
  ],
  [
    /^(last|family|sur) ?names?$|^(surname|nachname|familienname|zuname|nom de famille|apellidos?|primer apellido|cognome|sobrenome|apelidos?|achternaam|familienaam|last|nazwisko|etternavn|efternavn|efternamn)$/,
    'last_name',
  ],
  [/^(name )?suffix$|^(namenszusatz|suffixe|sufijo|suffisso|sufixo|achtervoegsel)$/, 'suffix'],
  [
    /^((full|display|complete|whole|client|customer|patient|contact|kunden?|mieter|member|student|guest|tenant|pupil) )?name$|^(clients?|customers?|patients?|patient in|contacts?|members?|guests?|kunde|kundin|mitglied|mieter|volledige naam|naam|nom complet|nom et prenom|nom prenom|prenom et nom|prenom nom|nombre completo|nombre y apellidos?|apellidos? y nombre|apellidos? nombre|nome completo|nome e cognome|cognome e nome|nominativo|anzeigename|vollstandiger name|ganzer name|name vorname|nachname vorname|vor und nachname|vorname nachname|last first|first last|surname first name|last name first name|first name last name|klant|cliente|paciente|socio|contacto|contatto|geadresseerde)$/,
    'full_name',
  ],
  [/^(nombre|nome|first names?)$/, 'first_or_full'],
  [/^(nom|name|family|familie|famille|familia|famiglia)$/, 'last_or_full'],
  [
    /^(account|organi[sz]ation|company|employer|business name|firma|firmenname|unternehmen|entreprise|societe|organisation|empresa|organizacion|organizacao|societa|azienda|bedrijf|bedrijfsnaam|organisatie|compania)( name)?$|^organi[sz]ation (1 )?name$/,
    'account',
  ],
  [
    /^(tags?|labels?|group membership|categories|keywords|kategorien?|categories|categorias?|categorie|categorieen|etiquetas?|gruppen?|groups?|stichworte|schlagworte)$/,
    'tags',
  ],
  [
    /^(notes?|notiz(en)?|notas?|bemerkung(en)?|remarques?|comments?|commentaires?|comentarios?|kommentare?|observaciones|anotacoes|notities|opmerkingen|anmerkung(en)?|memo)$/,
    'note',
  ],
  [
    /^(ok|okay|can|may|happy)( we| i)?( to)?( be)? (text|sms|texted)( them| me)?$|^opted in$|^(has )?(given )?consent( given)?$|^(text|sms|texting) (allowed|permission|permitted|y n|yes no)$|^(sms |text )?(consent|opt ?in|permission|zustimmung|einwilligung|consentement|consentimiento|consenso|toestemming|consentimento|autorizacion|accord)( (alerts?|sms|text|texts|zu sms|para sms|pour sms|aux sms|agli sms))?$|^alerts?( consent)?$|^consent to (alerts|texts|sms)$|^(sms|text)( (ok|erlaubt|permitted|allowed|consent|opt ?in|einwilligung|zustimmung|ja nein))?$|^(einwilligung|zustimmung) (in )?sms$|^accord sms$/,
    'consent_alerts',
  ],
  [
    /^(marketing|consent to marketing|marketing consent|marketing opt ?in|werbung|werbeeinwilligung|publicite|publicidad|pubblicita|publicidade|reclame)$/,
    'consent_marketing',
  ],
  [
    /^(birth ?day|birth ?date|date of birth|dob|d o b|born|geburtstag|geburtsdatum|geb datum|geb|geboren( am)?|anniversaire|date de naissance|ne e le|naissance|cumpleanos|fecha de nacimiento|fecha nacimiento|f nacimiento|f nac|fec nac|nacimiento|compleanno|data di nascita|nato il|verjaardag|geboortedatum|aniversario|data de nascimento|nascimento|data urodzenia|urodziny|fodselsdato|fodelsedag)$/,
    'new:date',
  ],
]

/** A heading that a birthday stands under, whatever the language. */
export const isBirthday = (heading: string): boolean =>
  RULES.some(([pattern, target]) => target === 'new:date' && pattern.test(headingKey(heading)))

const PHONE_WORD =
  /\bph\b|\bphone ?\d\b|\b(contact|daytime|evening|best|alt|alternate|secondary|primary) (no|nr|num)\b|\b(tfno|tlfno|tlf|telf|fono|tele?(fon|foon|phone|fono|fone)s?|phones?|tel|teln|telnr|telefonnr|telefonnummer|telefoonnummer|rufnummer|number|numbers|numero|numeros|nummer|handy\w*|gsm|natel|whatsapp|sms|particular|particulares|domicile|abitazione|centralita)\b|telefon|telefoon|telephon|telemov|mobi[el]|movil|celul|cellul|portable|\bcell\b|phone\b/
const NOT_A_NUMBER =
  /\b(id|label|type|typ|tipo|zip|plz|postal|post|code|card|account|konto|policy|invoice|kunden(nummer|nr)|customer|client|member|mitglieds?(nummer|nr)|insurance|social|street|house|haus(nummer|nr)|order|employee|tax|steuer|iva|nif|dni|siret|siren|e ?mail|bestell\w*|rechnungs\w*|versicherungs\w*|patienten\w*|personal\w*|matricule|matricula|expediente|dossier|carte|display|web|messagerie|correo|ok|opt|consent|erlaubt|last|letzte\w*|status|notes?)\b/

/** The label of a phone column, by the words of its heading; null when it holds no phone numbers. */
const phoneOf = (folded: string, heading: string): string | null => {
  const kind = labelKind(heading)
  const place =
    /\b(work|business|office|company|ph w|phone w|tel w|geschaftlich|dienstlich|firma|arbeit|buro|bureau|travail|societe|professionnel|pro|trabajo|oficina|empresa|uff|ufficio|lavoro|werk|zakelijk|comercial|trabalho)\b/.test(
      folded,
    )
      ? 'Work'
      : /\b(home|ph h|phone h|tel h|private?|domicile|maison|perso\w*|casa|particular|ab|abitazione|thuis|prive|residencial|hause)\b/.test(
            folded,
          )
        ? 'Home'
        : ''
  const second = / (\d)$/.exec(folded)?.[1] ?? (/ 2\b/.test(folded) ? '2' : '')
  const numbered = (label: string) => (second === '' || second === '1' ? label : `${label} ${second}`)
  if (kind === 'fax') return place === '' ? 'Fax' : `${place} fax`
  if (kind === 'pager') return 'Pager'
  if (NOT_A_NUMBER.test(folded)) return null
  if (kind === 'landline') return numbered('Landline')
  if (kind === 'mobile' || /\b(?:ph|phone|tel) [mc]$/.test(folded)) return numbered('Mobile')
  if (
    !PHONE_WORD.test(folded) &&
    !/^(home|casa|work|business|office|particular|domicile|bureau|privat|private|abitazione)( \d)?$/.test(
      folded,
    )
  )
    return null
  if (/\bcar\b|auto(telefon|telefoon)|automovil|voiture|telefono auto/.test(folded)) return 'Car'
  if (/\b(other|weiteres?|autre|otro|altro|andere|outro)\b/.test(folded)) return numbered('Other')
  if (place !== '') return numbered(place)
  return second === '' || second === '1' ? '' : 'Other'
}

/** What each column seems to be, by its heading; columns that hold nothing anyone needs are left out. */
export const guessColumns = (
  headings: readonly string[],
  customFields: readonly { key: string; label: string }[] = [],
): ColumnGuess[] => {
  const custom = new Map(customFields.map((field) => [headingKey(field.label), `custom:${field.key}`]))
  const taken = new Set<string>()
  const single = new Set(['first_name', 'middle_name', 'last_name', 'full_name', ...FILED, 'account'])
  const all = headings.map(headingKey)
  const has = (target: Target) =>
    all.some((folded) => RULES.find(([pattern]) => pattern.test(folded))?.[1] === target)
  const birthday = customFields.find((field) => isBirthday(field.label))
  const guesses = headings.map((heading, index): ColumnGuess => {
    const folded = all[index] ?? ''
    const own = custom.get(folded)
    if (own) return { target: own, label: '' }
    const rule = RULES.find(([pattern]) => pattern.test(folded))
    if (!rule) {
      const label = phoneOf(folded, heading)
      return label === null ? IGNORE : { target: 'phone', label }
    }
    const [, ruled, label = ''] = rule
    const target =
      ruled === 'first_or_full'
        ? has('last_name')
          ? 'first_name'
          : 'full_name'
        : ruled === 'last_or_full'
          ? has('first_name') && !has('last_name')
            ? 'last_name'
            : 'full_name'
          : ruled
    if (target === 'new:date')
      return birthday === undefined
        ? { target, label: heading.trim().slice(0, 30) }
        : { target: `custom:${birthday.key}`, label: '' }
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
  const folded = headingKey(cell)
  if (cell.trim() === '') return null
  if (YES.test(folded)) return 'granted'
  if (NO.test(folded)) return 'refused'
  return 'unread'
}

/** A language cell as one of ours; null when it is another or empty. */
export const readLanguage = (cell: string): Language | null => {
  const folded = headingKey(cell)
  if (/^(en|eng|english|anglais|ingles|englisch)\b/.test(folded)) return 'en'
  if (/^(fr|fra|fre|french|francais|frances|franzosisch)\b/.test(folded)) return 'fr'
  if (/^(es|spa|spanish|espagnol|espanol|castellano|spanisch)\b/.test(folded)) return 'es'
  if (/^(de|deu|ger|german|deutsch|allemand|aleman)\b/.test(folded)) return 'de'
  return null
}

/** Several values in one cell: Google joins them with `:::`, people with semicolons or line breaks. */
export const splitCell = (cell: string): string[] =>
  cell
    .split(/:::|[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
