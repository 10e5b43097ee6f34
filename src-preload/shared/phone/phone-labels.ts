/** What the label of a number says about it, in the languages that address books are exported in. */
import { createBoundedCache } from '../bounded-cache'

export type LabelKind = 'mobile' | 'fax' | 'pager' | 'landline' | 'unknown'

/**
 * Words and parts of words, folded: lower case without marks. Labels of Google, Apple, Outlook and Android in their
 * languages; German and Dutch join words ("Privatfax", "Faxnummer"), so there a part is enough.
 */
const FAX =
  /fax|\bfacs|telecop|faks|feks|факс|φαξ|פקס|فاكس|传真|傳真|傳眞|ファックス|ファクス|팩스|แฟกซ์|फ़ैक्स|फैक्स/u
const PAGER =
  /pager|beeper|\bbip(?:er|eur|per|s)?\b|buscapersona|localizador|cercapersone|teledrin|personsok|personensuch|funkempf|personsøg|\bpieper\b|\bpiepser|semafoon|semadigit|funkruf|teleavert|radiomessag|przywolyw|пе[йи]джер|寻呼|尋呼|呼机|呼叫器|ポケベル|ページャ|호출기|삐삐|telex|\btty|\btdd\b|\bisdn\b|\bmodem\b|\bbbs\b|\bradio\b|callback/u
const LANDLINE =
  /land ?line|\bhouse (?:phone|line|tel)|\bfixed\b|festnetz|\bfix(?:e|es|o|os|a|as)?\b|\bfiss[oai]\b|\bfij[oa]s?\b|\bvaste?\b|stacjonarn|\bfasttelefon|\bfastnet|\bfast(?:a)? (?:telefon|nummer|nett)|lankapuhelin|\bpevn[ay]\b|vezetekes|\bsabit\b|стационар|городской|座机|固话|固定電話|固定电话|市内電話|유선|집전화/u
const MOBILE =
  /mobi[el]|\bmob\b|\bcell|\bcel\b|celul|\bhandy|portabl|\bmovil|telemove|\bgsm\b|\bnatel\b|komork|\bkom\b|matkapuh|kannykk|\bi ?phone\b|\bsmartphone|\bsms\b|\btext\b|\bpcs\b|\bwhats ?app\b|мобил|сотов|κινητ|נייד|جوال|موبايل|手机|手機|携帯|휴대|핸드폰|มือถือ|मोबाइल/u

/** As `withExtension` writes it: a mobile has none. */
const EXTENSION = /\bext \d{1,7}$/

const remembered = createBoundedCache<LabelKind>(2_000)

/** Lower case without marks; Apple's `HomeFAX` and `_$!<WorkFAX>!$_` as words. */
const folded = (label: string) =>
  label
    .normalize('NFKC')
    .slice(0, 80)
    .replace(/([\p{Ll}])(?=\p{Lu})/gu, '$1 ')
    .toLowerCase()
    .replace(/[ıİ]/g, 'i')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, (mark) => (mark < '\u0370' ? '' : mark))
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()

/** What kind of number a label names. A fax or a pager counts before all: "Mobile fax" is a fax. */
export const labelKind = (label: string): LabelKind =>
  remembered(label, () => {
    const words = folded(label)
    if (words === '') return 'unknown'
    if (EXTENSION.test(words)) return 'landline'
    if (FAX.test(words)) return 'fax'
    if (PAGER.test(words)) return 'pager'
    if (LANDLINE.test(words) && !MOBILE.test(words)) return 'landline'
    return MOBILE.test(words) ? 'mobile' : 'unknown'
  })

/** The label of a number with an extension, at most 30 characters. */
export const withExtension = (label: string, extension: string | undefined): string =>
  extension === undefined ? label : `${label.slice(0, 18)} ext. ${extension}`.trim()

/** Does the label say that no text arrives there: a fax, a pager, a landline? */
export const isNoTextLabel = (label: string): boolean => {
  const kind = labelKind(label)
  return kind === 'fax' || kind === 'pager' || kind === 'landline'
}

/** Could a text arrive at a number of this line (by its prefix) with this label? */
export const canBeTexted = (line: string, label: string): boolean =>
  line !== 'landline' && !isNoTextLabel(label)
