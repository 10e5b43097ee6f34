/** What was typed, or stands in a file: phone numbers, dates, the office's own fields, conditions of a search, fields in a text. */
export const values = {
  'phone.empty': 'Enter a phone number',
  'phone.no-digits': 'There are no digits here. Enter a phone number',
  'phone.long-input': 'This has more than {most} characters. Enter one phone number',
  'phone.shortened':
    'A spreadsheet has shortened this number to {text}, and its last digits are lost. Format the column as text in the spreadsheet and export it again',
  'phone.rounded':
    'A spreadsheet has rounded this number to {text}, and its last digits are lost. Format the column as text in the spreadsheet and export it again',
  'phone.letters': '"{letters}" is not part of a phone number. Use digits only, with the area code',
  'phone.odd-sign': 'A phone number cannot hold "{sign}" there. Use digits, with + only at the start',
  'phone.several': 'There is more than one number here. Put each in its own field',
  'phone.perhaps-several': 'There may be more than one number here. Put each in its own field, in full',
  'phone.ambiguous': '{digits} may be {one} or {other}. Write the one that is meant with its + in front',
  'phone.country-unknown': 'The country is not known. Start with + and the country code',
  'phone.short-code': "{digits} is a short code, not a person's number. Enter the full number with area code",
  'phone.too-short':
    '{digits} is too short{country, select, none {} other { for {country}}}. Add the area code, or start with + and the country code',
  'phone.too-few-digits':
    '{digits} has too few digits{country, select, none {} other { for {country}}}. Add the area code, or start with + and the country code',
  'phone.too-many-digits':
    '{digits} has too many digits{country, select, none {} other { for {country}}}. Check it, or start with + and the country code',
  'phone.code-with-zero':
    'A country code does not begin with 0. Write + and the country code, such as +1 or +44',
  'phone.not-a-number': 'This is not a phone number. Use digits, with the area code',
  'phone.no-such-code': 'No country has a code that begins +{code}. Check the digits after the +',
  'phone.not-in-use':
    '{digits} is not in use{country, select, none {} other { for {country}}}. Check the area code and the digits',
  'phone.written-out': 'Written out in full: a spreadsheet had turned it into a power of ten',
  'phone.decimals-removed': 'Decimals added by a spreadsheet removed',
  'phone.extension-left-out': 'Extension {extension} left out: a text cannot reach it',
  'phone.zero-understood': 'The leading zero, lost in a spreadsheet, is understood',
  'phone.zero-put-back': 'The leading zero, lost in a spreadsheet, is put back',
  'phone.plus-was-missing': 'Read as an international number: its + was missing',
  'phone.mexico': 'The 1 that Mexico’s mobiles had until 2019 is left out',
  'phone.landline': 'This is a landline: no text reaches it',

  'date.no-year': '“{said}” has no year. Write it as {example}',
  'date.no-such-day': '“{said}” is no day of the calendar. Write it as {example}',
  'date.year': 'The year of “{said}” cannot be meant. Write it as {example}',
  'date.no-date': '“{said}” is not a date, such as {example}',
  'date.no-date-time': '“{said}” is not a date and time, such as {example}',
  'date.in-future': '“{said}” lies in the future',

  'value.in-field': '{field}: {problem}',
  'value.sentence': '{words}.',
  'value.not-a-number': '“{said}” is not a number',
  'value.whole-from-to': 'Type a whole number from {least, number} to {most, number}.',
  'value.from-to': 'Type a number from {least} to {most}.',
  'value.not-yes-or-no': '“{said}” is neither yes nor no',
  'value.none-of': '“{said}” is none of {choices}',

  'condition.field-gone': 'This field does not exist any more. Choose another one.',
  'condition.choose-how': 'Choose how to compare.',
  'condition.fill-in': 'Fill in what to look for.',
  'condition.type-number': 'Type a number.',
  'condition.from-0-to': 'Type a whole number of {what} from 0 to {most}.',

  'template.too-long': 'This is longer than {most} characters: no text can hold it. Shorten it',
  'template.instructions': "Instructions in '{% … %}' are not possible here. Use fields in '{{ … }}' only",
  'template.takes-no-value': '"{filter}" takes no value: write | {filter}',
  'template.fallback-in-quotes': 'Put the fallback in quotes: | default: "there"',
  'template.choose-date': 'Choose one of these dates: {formats}',
  'template.no-filter': '"{filter}" is not a filter. Use one of {known}',
  'template.no-filter-meant': '"{filter}" is not a filter. Did you mean "{meant}"?',
  'template.name-a-field': "Name a field between '{{' and '}}'",
  'template.braces-each': 'Each field needs braces of its own: {fields}',
  'template.one-name': "Write one field name between '{{' and '}}'",
  'template.one-name-meant': "Write one field name between '{{' and '}}'; did you mean {meant}?",
  'template.not-a-field': "{name} is not a field. Choose one from the list, such as '{{ first_name }}'",
  'template.not-closed': "A field starts with '{{' but does not end with '}}'. Add '}}'",
  'template.unreadable':
    "This field cannot be read. Write it like '{{ first_name }}' or '{{ first_name | default: \"there\" }}'",
  'phone.no-phone-number': 'This is not a phone number.',
} as const
