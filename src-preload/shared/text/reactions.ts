/**
 * Reactions ("tapbacks") that a phone sends as a text because the other side is no phone: Apple's Messages and Google's, in the
 * languages of offices. They quote what they react to, whose words are then not the person's own.
 */
import { INVISIBLE } from './invisible'

export type Reaction = {
  /** The emoji, or the one that Apple shows for the word. */
  mark: string
  /** Was it taken back? */
  removed: boolean
  /** What it reacts to, as quoted; empty for a picture. */
  quoted: string
}

/** Each mark that opens a quotation, with those that may close it. */
const QUOTES: Readonly<Record<string, string>> = {
  '“': '”"“',
  '”': '”"',
  '"': '"”',
  '„': '“”"',
  '«': '»',
  '‹': '›',
  '‟': '”"',
  '「': '」',
  '『': '』',
  '‘': "’'",
  "'": "'’",
}
const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Presentation}|[\u{1f1e6}-\u{1f1ff}]/u
const EMOJI_PARTS =
  /[\p{Extended_Pictographic}\p{Emoji_Presentation}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}]|\u200d|[\ufe0e\ufe0f]/gu

/** What stands around the quotation, folded, and the mark for it. First match wins. */
const AROUND: readonly [RegExp, string][] = [
  [
    /^(?:disliked|removed a dislike from|n a pas aime|je n aime pas|no le gusto|no me gusta|no le ha gustado|gefallt (?:mir |ihm |ihr )?nicht|mag nicht|hat nicht gefallen|mit gefallt mir nicht markiert|hat mit gefallt mir nicht markiert|non piace|non mi piace|non ha gradito|non e piaciuto|ha messo non mi piace a|nao gostou de|nao curtiu|vond niet leuk|niet leuk|nie polubil|nie polubila|nie podoba sie|nie polubiono|ma dislike)$/,
    '👎',
  ],
  [
    /^(?:liked|removed a like from|a aime|aime|j aime|le gusto|le ha gustado|me gusta|marco me gusta en|gefallt|gefallt mir|mag|hat gefallen|hat mit gefallt mir markiert|mit gefallt mir markiert|piace|mi piace|ha messo mi piace a|ha messo un mi piace a|e piaciuto|gostou de|curtiu|vond leuk|vindt leuk|leuk gevonden|polubil|polubila|polubiono|lubi|polubil a)$/,
    '👍',
  ],
  [
    /^(?:loved|removed a heart from|a adore|adore|le encanto|le ha encantado|encanto|liebt|hat geliebt|hat mit herz markiert|ha adorato|ha amato|adora|amou|adorou|vond geweldig|hield van|vindt geweldig|pokochal|pokochala|uwielbia|kocha)$/,
    '❤️',
  ],
  [
    /^(?:laughed at|removed a laugh from|a ri a|a ri de|rit a|ri de|se rio de|se rio con|se ha reido de|lacht uber|lachte uber|hat uber gelacht|hat gelacht uber|ha riso a|ha riso per|ha riso di|ride per|riu de|achou graca em|achou engracado|lachte om|moest lachen om|lacht om|zasmial sie z|zasmiala sie z|rozsmieszylo|smieje sie z)$/,
    '😂',
  ],
  [
    /^(?:emphasi[sz]ed|removed an exclamation from|a mis en evidence|a mis l accent sur|a souligne|a accentue|a insiste sur|met en evidence|enfatizo|ha enfatizado|dio enfasis a|destaco|resalto|betont|hat betont|hat hervorgehoben|hebt hervor|ha enfatizzato|ha evidenziato|enfatizza|enfatizou|destacou|benadrukte|heeft benadrukt|benadrukt|podkreslil|podkreslila|wyroznil|wyroznila)$/,
    '‼️',
  ],
  [
    /^(?:questioned|removed a question mark from|a remis en question|a mis en doute|a questionne|s interroge sur|a demande des precisions sur|cuestiono|ha cuestionado|pregunto sobre|puso en duda|stellt in frage|hat in frage gestellt|hat hinterfragt|hinterfragt|fragt nach|ha messo in dubbio|ha messo in discussione|ha domandato|mette in dubbio|questionou|duvidou de|trok in twijfel|twijfelde aan|zet vraagtekens bij|zakwestionowal|zakwestionowala|zapytal o|zapytala o)$/,
    '❓',
  ],
]
/** Words beside an emoji: "👍 to “…”", "Reacted 👍 to “…”", "Removed 👍 from “…”". */
const WITH_EMOJI =
  /^(?:(?:reacted|reacts|a reagi|reagit|reacciono|ha reaccionado|reagiert|reagierte|hat|hat auf reagiert|hat mit auf reagiert|mit auf reagiert|ha reagito|reagiu|reageerde|heeft gereageerd|zareagowal|zareagowala|zareagowano|added|removed|a supprime|a retire|quito|elimino|elimina|hat entfernt|entfernt|ha rimosso|rimosso|removeu|verwijderde|heeft verwijderd|usunal|usunela|usunieto)?(?: ?(?:with|avec|con|mit|com|met|za pomoca|a|an|une?|un|ein|uma|een))*(?: ?(?:sticker|autocollant|pegatina|adesivo|figurinha|naklejke))? ?(?:to|from|a|au|en|sur|pour|de|zu|auf|von|aus|per|su|da|do|na|para|op|aan|van|naar|bij|z|reagiert|gereageerd|entfernt|reagiert auf)?(?: reagiert| gereageerd| entfernt| verwijderd)?)$/
/** Stems of the words for each reaction, in any form that a phone may write: "Le encanta", "Betonte", "Pokochał(a)". */
const STEMS: readonly [RegExp, string][] = [
  [/^(?:ador|encant|lov|lieb|herz|amat|amou|amei|geweldig|hield|pokoch|uwielb|kocha)/, '❤️'],
  [/^(?:laugh|haha|ri$|rit$|riu$|rio$|ris[oa]$|ride$|lach|zasmia|rozesmia|rozsmiesz|smiej|engrac)/, '😂'],
  [
    /^(?:emphasi|exclam|accentu|evidence|evidenz|evidenci|enfati|enfase|enfasis|beton|hervor|benadruk|podkresl|wyrozn|destac|resalt|soulign)/,
    '‼️',
  ],
  [
    /^(?:question|cuestion|doute|dubbio|twijfel|frage|fragt|zweifel|zakwestion|duvid|pregunt|hinterfrag)/,
    '❓',
  ],
  [/^(?:dislik)/, '👎'],
  [/^(?:lik|aim|gust|gefall|gelik|mag$|mocht|piac|gost|curt|leuk|lubi|polub)/, '👍'],
]
const NOT = new Set('no non nao pas n ne niet nie nicht'.split(' '))
/** Other words that stand around such a quotation. With any other it is what somebody says. */
const BETWEEN =
  /^(?:a|ha|has|hat|heeft|he|le|la|les|il|gli|i|lo|al|el|l|j|s|se|si|sich|sie|mi|mir|me|to|from|at|of|on|over|with|za|pomoca|w|z|ze|na|do|de|del|da|das|dem|den|der|di|of|au|aux|sur|par|pour|avec|con|com|mit|met|per|por|para|um|un|une|uno|una|o|ao|em|en|op|om|aan|van|naar|bij|auf|uber|nach|an|fur|fuer|von|zu|aus|ein|eine|einem|einen|als|como|que|mis|mise|ha|messo|mette|vond|vindt|het|een|dio|deu|met|it|this|that|message|mensaje|mensagem|messaggio|nachricht|bericht|wiadomosc|markiert|markierte|reacted|reacts|react\w*|reag\w+|reacc\w+|reaction|reaktion|reacao|reacja|gereageerd|zareagow\w+|ajoute|added|aggiunto|anadio|agrego|adicionou|hinzugefugt|hinzugefuegt|toegevoegd|plaatste|dodano|dodal\w*|indico|indicado|marco|marcado|removed|removeu|removido|supprime|retire|elimino|quito|entfernt|rimosso|tolto|verwijderde?|usun\w+|trok|twijfel|stellt\w*|hat|ist|e|est|rozne)$/

/** A reaction told by its words alone, each of which must be one of such a line. */
const byStems = (words: string): string | null => {
  let mark: string | null = null
  let not = false
  for (const word of words.split(' ')) {
    const stem = STEMS.find(([pattern]) => pattern.test(word))
    if (NOT.has(word)) not = true
    else if (stem) mark ??= stem[1]
    else if (!BETWEEN.test(word)) return null
  }
  return mark === '👍' && not ? '👎' : mark
}

const REMOVED =
  /\b(?:tolto|removido)\b|^(?:removed|a supprime|a retire|quito|elimino|elimina|hat entfernt|entfernt|ha rimosso|rimosso|removeu|verwijderde|usunal|usunela|usunieto)|(?:entfernt|verwijderd)$/
/** Pictures are not quoted: "Liked an image". */
const PICTURE =
  /^(?:(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted to|reacted with a sticker to) (?:an? )?(?:image|photo|picture|movie|video|attachment|audio message|voice message|sticker|link|contact|location))$/

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Apple's own name of the reaction, in quotation marks of its own. */
const LABEL =
  /[“„"«‹‘]\s?(Gefällt mir(?: nicht)?|Herz|haha|ha ha|love|(?:non )?mi piace|j[’']aime|j[’']adore|me gusta|me encanta|curtir|curti|leuk|lubię to|like)\s?[”“"»›’]/i

const LONGEST_AROUND = 60

/** The reaction that a text is as a whole, or null. */
export const reactionOf = (body: string): Reaction | null => {
  const text = body
    .replace(INVISIBLE, (mark) => (mark === '\ufe0f' || mark === '\u200d' ? mark : ''))
    .replace(LABEL, '$1')
    .trim()
  let start = -1
  for (let i = 0; i < Math.min(text.length, LONGEST_AROUND); i += 1) {
    const mark = text[i] ?? ''
    // An apostrophe opens nothing: “j'aime”.
    const opens = mark in QUOTES && (mark !== "'" || i === 0 || text[i - 1] === ' ')
    if (opens) {
      start = i
      break
    }
  }
  if (start < 0) {
    const whole = folded(text)
    return text.length <= LONGEST_AROUND && PICTURE.test(whole)
      ? { mark: markOf(whole), removed: false, quoted: '' }
      : null
  }
  let end = -1
  for (let i = text.length - 1; i > start && i >= text.length - LONGEST_AROUND; i -= 1) {
    if (QUOTES[text[start] ?? '']?.includes(text[i] ?? '')) {
      end = i
      break
    }
  }
  const before = text.slice(0, start)
  // A carrier may have cut the end off.
  const after = end < 0 ? '' : text.slice(end + 1)
  const outside = `${before} ${after}`
  const quoted = text.slice(start + 1, end < 0 ? undefined : end).trim()
  if (quoted === '' || outside.trim() === '') return null
  const words = folded(outside.replace(EMOJI_PARTS, ' '))
  const emoji = EMOJI.exec(outside)
  if (emoji) {
    // An emoji beside quotation marks alone is somebody who quotes: “STOP” 😡.
    if (words === '') return null
    if (!WITH_EMOJI.test(words) && !words.split(' ').every((word) => BETWEEN.test(word))) return null
    return { mark: (outside.match(EMOJI_PARTS) ?? []).join(''), removed: REMOVED.test(words), quoted }
  }
  for (const [pattern, mark] of AROUND)
    if (pattern.test(words)) return { mark, removed: words.startsWith('removed'), quoted }
  if (/^reacted with a sticker to$/.test(words)) return { mark: '🏷️', removed: false, quoted }
  const mark = byStems(words)
  return mark === null ? null : { mark, removed: REMOVED.test(words), quoted }
}

const markOf = (words: string): string =>
  AROUND.find(([pattern]) => pattern.test(words.replace(/ (?:an? )?\w+(?: message)?$/, '')))?.[1] ?? '👍'
