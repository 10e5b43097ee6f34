/**
 * What an answer means for consent, in English, French, Spanish and the languages of opt-out-languages.ts. The carrier matches whole bodies
 * only; US rules (47 CFR 64.1200(a)(10), from 2025-04-11) want any reasonable wording honoured. So: sure
 * wordings opt out, doubtful ones hold the number until a person decides, and in doubt it is doubtful.
 */

import { LONGEST_REPLY, LONGEST_TEXT } from '../limits'

import { INVISIBLE } from './invisible'
import {
  ABOUT_TEXTS_ELSEWHERE,
  AFTER_ELSEWHERE,
  BEFORE_ELSEWHERE,
  DOUBTFUL_ELSEWHERE,
  isMisspelledStop,
  isNearlyStop,
  READ_HERE,
  saysNotThem,
  STOP_ELSEWHERE,
  STOP_IN_OTHER_TONGUES,
  STOP_IN_OTHER_WORDS,
  STRONG_ELSEWHERE,
  SURE_ELSEWHERE,
  TEXTS_IN_OTHER_TONGUES,
  WEAK_ELSEWHERE,
} from './opt-out-languages'
import { isAboutElse, requestOf, withoutOtherMeanings } from './opt-out-requests'
import { reactionOf } from './reactions'

export type Reply = 'stop' | 'start' | 'yes' | 'help' | 'doubtful' | 'other'

const set = (words: string) => new Set(words.split('|'))

/** Whole answers that opt out, folded (see `folded`). */
const STOP = set(
  [
    // Twilio, default for long codes: twilio.com/docs/messaging/tutorials/advanced-opt-out
    'stop|unsubscribe|end|quit|stopall|revoke|optout|cancel',
    // Twilio Proxy, Canadian French: twilio.com/docs/proxy/opt-out-keywords
    'arrett|arret|arrete',
    // 47 CFR 64.1200(a)(10); AWS End User Messaging, required in US/CA; Telnyx defaults
    'opt out|remove|td|stop all',
    // Spanish seen in use
    'baja|darme de baja|parar|alto',
    // The same words in other forms, which no machine answers but every person means so
    'unsub|unsubscribe me|opt me out|stp|pls stp|plz stp|please stp|stp pls|stop it|stop that|stop this|stop texts|stop sms|s t o p',
    'arretez|arreter|arret sms|stop sms|stop pub|desabonner|desabonnement|desinscrire|desinscription|desabonnez moi|desinscrivez moi',
    'basta|basta ya|alto ya|dar de baja|dame de baja|deme de baja|denme de baja|quiero darme de baja|no mas|ya basta',
    STOP_ELSEWHERE,
  ].join('|'),
)

/** Only what Twilio itself takes for opting in again: support.twilio.com 360058144374. YES lifts nothing on toll-free. */
const START = set('start|unstop')
const YES = set('yes')
const HELP = set('help|info|aide|ayuda')

/** Whole answers that may mean it. */
const DOUBTFUL = set(
  'sotp|stpo|srop|atop|dtop|stip|stob|stop stop|fin|finir|terminer|annuler|annulez|cancelar|cancela|para|pare|paren|detener|detente|terminar|delete|wrong number|wrong person|mauvais numero|numero equivocado|leave me|spam|go away|no thanks stop|dont stop|dnc|do not disturb|no more|end it|end this|cancel it|cancel this|cancel all|remove this|remove it|delete this|i quit|fuck off|f off|piss off|get lost|st0p|5top|stpp|sttop|tsop|spot texting|stop2|stop 2|end texts' +
    `|${DOUBTFUL_ELSEWHERE}`,
)

const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ł: 'l',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}
/** Cyrillic and Greek letters that look like Latin ones: "ѕтор" is a stop. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  ѕ: 's',
  х: 'x',
  у: 'y',
  і: 'i',
  ο: 'o',
  ρ: 'p',
  τ: 't',
}
const latin = (text: string) => text.replace(/[аеорстѕхуіορτ]/g, (letter) => LOOKALIKES[letter] ?? letter)

/** Lower case, without diacritics, `don't` as `dont`, everything but letters and digits as one space. */
function folded(body: string): string {
  return body
    .replace(INVISIBLE, '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[łßøđæœı]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .replace(/n['’‘`´]t\b/g, 'nt')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Politeness and emphasis at either end, which change nothing. */
const BEFORE = new RegExp(
  String.raw`^(?:(?:please|pls|plz|plse|ok|okay|hi|hello|hey|no(?! (?:me|nos|mas|more|quiero|deseo|texts?|txts?|sms|spam)\b)|yes|thanks|thank you|just|kindly|now|i said|and|so|sorry|sir|madam|(?:can|could|would|will) you(?: all| guys)?|you (?:must|need to|should|have to)|i (?:want|need|would like|am asking|asked|demand|beg) (?:you )?to|id like (?:you )?to|i d like (?:you )?to|i wish to|i would like to|how do i|merci de|merci d|merci|svp|stp|s il vous plait|s il te plait|veuillez|priere de|bonjour|je (?:veux|voudrais|souhaite|demande)(?: a| de)?|je vous demande de|pouvez vous|por favor|favor de|porfavor|hola|gracias|quiero|quisiera|deseo|ya|puede|pueden|podria|podrian|${BEFORE_ELSEWHERE}) )+`,
)
const AFTER = new RegExp(
  String.raw`(?: (?:please|pls|plz|plse|thanks|thank you|thx|ty|now|right now|immediately|asap|already|ok|okay|sir|madam|again|anymore|any more|today|forever|at once|svp|stp|s il vous plait|s il te plait|merci|maintenant|tout de suite|immediatement|por favor|porfavor|gracias|ya|ahora|inmediatamente|${AFTER_ELSEWHERE}))+$`,
)

const SIGNATURE =
  /\s(?:sent (?:from|via) my|envoye de mon|enviado desde mi|gesendet von meinem|von meinem \w+ gesendet|inviato da|enviado do meu|verzonden vanaf mijn|wyslane z)\b.*$/

/** What may stand around a sure wording, so that "stop texting me" counts and "stop by at five" does not. */
const EN_AFTER =
  '(?: (?:me|us|my|this|that|these|those|the|your|all|any|of|from|to|at|on|number|phone|cell|mobile|text|texts|texting|message|messages|messaging|msg|msgs|sms|txt|txts|stuff|spam|crap|anything|it|ever|now|again|anymore|more|please|marketing|promotional|reminders|alerts|notifications|ads|offers|list|lists))*'
const FR_AFTER =
  '(?: (?:me|m|moi|nous|de|d|vos|votre|ces|ce|cette|cet|les|la|le|l|des|a|au|sur|ici|plus|jamais|sms|textos?|messages?|numero|mon|mes|pub|pubs|publicites?|spam|svp|maintenant|envois?|liste|envoyer|ecrire|contacter|recevoir|texter))*'
const ES_AFTER =
  '(?: (?:me|nos|mi|mis|de|del|la|las|los|el|su|sus|tu|tus|este|estos|esta|esos|a|al|en|mas|nunca|sms|mensajes?|textos?|numero|telefono|celular|lista|spam|publicidad|por|favor|ya|nada|enviar|mandar|escribir|recibir|enviarme|mandarme|escribirme))*'

const sure = (start: string, after: string) => new RegExp(`^(?:${start})${after}$`)

/** Short requests that say it outright. */
const SURE: readonly RegExp[] = [
  sure(
    '(?:stop|quit|cease)(?: all| with| the| these| those| your)*(?: (?:texting|texts?|messaging|messages?|msgs?|sms|txts?|txting|sending|contacting|spamming|spam|bothering|harassing|writing|calling|reminders|alerts|notifications|marketing|it|this|that|me))',
    EN_AFTER,
  ),
  sure(
    '(?:do not|dont|never)(?: you| ever| please)* (?:text|texts|txt|message|msg|contact|sms|spam|write|bother|send)',
    EN_AFTER,
  ),
  sure(
    '(?:unsubscribe|unsub|opt out|optout|opt me out|opting out|i opt out|im opting out|i am opting out)',
    EN_AFTER,
  ),
  sure(
    '(?:(?:remove|delete|drop) (?:me|my number|my phone|my cell|this number|us)|take (?:me|my number|my phone|my cell|this number|us) (?:off|out))(?: off| from| of| out)*',
    EN_AFTER,
  ),
  sure(
    'no (?:(?:texts|txts|sms|spam)|more (?:texts?|messages?|msgs?|sms|txts?|spam|text messages?|marketing|of these|of this))',
    EN_AFTER,
  ),
  sure('(?:be|get) (?:removed|unsubscribed|taken off|off)', EN_AFTER),
  sure('(?:stop|stop all)(?: to)?', EN_AFTER),
  sure(
    '(?:i do not|i dont|i no longer) (?:want|wish|need)(?: to (?:get|receive|have|be getting))?(?: any| more| your| these| this| any more)* (?:texts?|messages?|msgs?|sms|texted|text messages?|spam)',
    EN_AFTER,
  ),
  /^leave me alone$/,
  /^lose (?:my|this) number$/,
  sure('(?:arret|arrete|arretez|arreter|stop|stopper|stoppez|cessez|cesser|cesse)(?: de)?', FR_AFTER),
  sure(
    '(?:ne |n )?(?:me |m )?(?:envoyez|envoie|ecrivez|ecris|contactez|contacte|textez|texte)(?: moi)? plus',
    FR_AFTER,
  ),
  sure(
    'ne (?:me |nous )?(?:plus|pas|jamais) (?:me |nous |m )?(?:envoyer|ecrire|contacter|recevoir|texter|deranger)',
    FR_AFTER,
  ),
  sure('(?:plus|pas) (?:de|d) (?:sms|textos?|messages?|pubs?|publicites?|spam|envois?)', FR_AFTER),
  sure('(?:je )?(?:ne )?(?:veux|souhaite|desire) plus(?: de| recevoir| aucun| vos)*', FR_AFTER),
  sure(
    '(?:me |m )?(?:desabonner|desinscrire|desabonnez|desinscrivez|desabonne|desinscris|retirez|retirer|enlevez|supprimez)(?: moi| mon numero| nous)?',
    FR_AFTER,
  ),
  sure(
    'no (?:me |nos )?(?:escrib(?:as|an|a|ais)|envi(?:es|en|e)|mand(?:es|en|e)|contact(?:es|en|e)|molest(?:es|en|e)|text(?:ees|een|ee))',
    ES_AFTER,
  ),
  sure(
    'no (?:mas|quiero(?: mas| recibir| recibir mas)?|deseo(?: mas| recibir| recibir mas)?) (?:mensajes?|sms|textos?|publicidad|spam|avisos)',
    ES_AFTER,
  ),
  sure(
    '(?:deja|deje|dejen|dejad|dejar|para|pare|paren|parar)(?: ya)? de (?:escribir|enviar|mandar|contactar|molestar|textear)(?:me|nos)?',
    ES_AFTER,
  ),
  sure(
    '(?:quita|quite|quiten|borra|borre|borren|elimina|elimine|eliminen|saca|saque|saquen)(?:me|nos| mi numero| este numero)',
    ES_AFTER,
  ),
  sure('(?:dar|dame|deme|denme|darme|dar de|solicito|pido)(?: de)?(?: la)? baja', ES_AFTER),
  sure(
    '(?:basta|alto|stop|parar|cancelar suscripcion|cancelar la suscripcion|desuscribir(?:me)?)(?: de)?',
    ES_AFTER,
  ),
]

/** Longer requests are not sure, however they begin. */
const SURE_WORDS = 9

/** Where such a word clearly means something else. Taken out before looking for the words. */
const MEANS_OTHERWISE =
  /\b(?:(?:bus|train|tram|metro|subway|coach|truck|rest|pit|next|last|first|second|third|one|non|full|short|whistle|shuttle|taxi) stops?|stop (?:by|in|off|over|at the|at your|at my|signs?|lights?|watch|into|round|around|and (?:see|get|pick|say))|stopp(?:ed|ing) (?:by|in|off|over|at|for|and|to)|(?:cant|cannot|wont|never|didnt|doesnt) stop|(?:the )?end of|(?:week|month|day|year|dead|high|low|front|back|other|at the|in the|by the) ends?|ends? (?:at|on|in|up|early|late|by)|arrets? (?:de|du) (?:bus|tram|metro|train|travail)|arret maladie|en arret|sans arret|baja (?:california|medica|laboral|temporal|maternal)|(?:estoy de|esta de|sigue de|por|en|planta|mas|muy) baja|(?:salto|piso|mas|muy|tan|en) alto|wypis\w* (?:\w+ )?(?:recept|zwolni|skierow|lek|ze szpital)\w*|rezygnuj\w* z (?:\w+ )?(?:wizyt|termin|spotkan|zajec|zabieg|rezerwacj|zamowieni)\w*)\b/g

/** Words that may be about our texts wherever they stand. */
const STRONG =
  /\b(?:s+t+o+p+(?:all)?|stopped|stopping|stops|unsubscribe[ds]?|unsubscribing|unsub|opt(?:ed|ing)? out|optout|revoke[ds]?|leave me alone|no more (?:texts?|messages?|sms)|(?:do not|dont|never|quit|cease|not) (?:text|texting|txt|message|messaging|contact|contacting|sms|spam|send|sending|write|want (?:your|these|any|more|to (?:get|receive)))|wrong (?:number|person)|(?:remove|delete) (?:me|my (?:number|name|info|details|data))|take me off|take my (?:number|name) off|(?:not|no longer) interested|no me interesa|pas interessee?|no texts?|(?:off|from) (?:your|this|the) lists?|do not call|spam|spamming|harass(?:ing|ment)?|report(?:ing)? you|arret|arrete[zr]?|stopper|stoppez|cessez|desabonn\w+|desinscri\w+|(?:envoyez|ecrivez|contactez|recevoir|ecrire|envoyer|textez|contacter) plus|appelez plus|plus (?:de|d|aucun|vos) (?:sms|textos?|messages?)|plus (?:recevoir|(?:me |m )?(?:contacter|ecrire|envoyer|recevoir))|mauvais numero|retirez moi|supprimez (?:moi|mon)|basta|darme de baja|de baja de|dar de baja|dame de baja|denme de baja|(?:dej\w+|par(?:a|e|en|ar)) de (?:escrib|envi|mand|molest|contact)\w*|no (?:me |nos )?(?:escrib\w+|envi\w+|mand\w+|contact\w+|molest\w+)|no (?:quiero|deseo) (?:mas |recibir )*(?:mensajes?|sms|textos?)|no mas (?:mensajes?|sms|textos?)|numero equivocado|borr(?:a|e|en) mi|elimin(?:a|e|en)me|quit(?:a|e|en)me|desuscrib\w+)\b/

/** Words that are about our texts only beside one that is. */
const WEAK =
  /\b(?:cancel(?:l?ed|l?ing)?|end|ending|quit|remove[d]?|delete[d]?|annul\w+|resili\w+|cancel(?:ar|a|en|e)|termin\w+|fin|finir|parar|paren|baja|alto|elimin\w+|borr\w+|supprim\w+|retir\w+|enough|fed up|annoying|assez|harto|harta)\b/
const ABOUT_TEXTS =
  /\b(?:text(?:s|ing|ed)?|txts?|messages?|messaging|msgs?|sms|subscription|subscribed?|list|lists|my number|number|contact|contacting|reminders|notifications|alerts|service|mensajes?|textos?|lista|suscripcion|numero|avisos|notificaciones|liste|abonnement|abonne|rappels)\b/

const PICTURES = /[\u{1f6d1}\u{1f6ab}\u{26d4}\u{1f515}\u{1f910}\u{1f595}]/u

/**
 * What an incoming text means. Whole answers are compared without case, diacritics, punctuation, quotes
 * and emoji. `stop`: opt out. `doubtful`: hold the number until a person decides. `yes` and `start` are the words
 * that the carrier itself takes for opting in; whether a block exists is for the caller to see.
 */
export function classifyReply(body: string): Reply {
  // No phone sends such a text: it is for a person to read, whatever stands in it.
  if (body.length > LONGEST_REPLY) return 'doubtful'
  const reaction = reactionOf(body)
  if (reaction) {
    // Who reacts to their own "stop" has said so before; what is quoted of ours asks nobody to stop.
    return classifyWords(reaction.quoted) === 'stop' || PICTURES.test(reaction.mark) ? 'doubtful' : 'other'
  }
  return classifyWords(body)
}

function classifyWords(body: string): Reply {
  const text = folded(body).replace(SIGNATURE, '')
  if (text === '') return PICTURES.test(body) ? 'doubtful' : 'other'
  if (STOP.has(text) || /^s+t+o+p+( s+t+o+p+)*$/.test(text) || latin(text) === 'stop' || isSpacedStop(text))
    return 'stop'
  if (START.has(text)) return 'start'
  if (YES.has(text)) return 'yes'
  if (HELP.has(text)) return 'help'
  if (DOUBTFUL.has(text)) return 'doubtful'

  const core = text.replace(AFTER, '').replace(BEFORE, '')
  if (
    core !== text &&
    (core === 'end' || core === 'cancel' || core === 'quit' || core === 'remove' || core === 'td')
  ) {
    return 'doubtful' // "cancel please" may well be about an appointment
  }
  if (STOP.has(core)) return 'stop'
  const words = text.split(' ')
  const sense = withoutOtherMeanings(text.replace(MEANS_OTHERWISE, ' '))
  if (core.split(' ').length <= SURE_WORDS && !isAboutElse(text) && sense === text) {
    if ([...SURE, ...SURE_ELSEWHERE].some((wording) => wording.test(core) || wording.test(text)))
      return 'stop'
  }
  const request = requestOf(sentencesOf(body))
  if (request === 'stop') return 'stop'
  const misspelled = sense.split(' ').some(isMisspelledStop)
  if (misspelled && core.split(' ').length <= 3 && !isAboutElse(text)) return 'stop'
  if (request === 'doubtful' || isNearlyStop(core) || saysNotThem(body)) return 'doubtful'
  const rest = sense
  if (STRONG.test(rest) || /^s+t+o+p+\d+$/.test(text)) return 'doubtful'
  if (WEAK.test(rest) && ABOUT_TEXTS.test(rest)) return 'doubtful'
  if (misspelled || STRONG_ELSEWHERE.test(rest)) return 'doubtful'
  if (WEAK_ELSEWHERE.test(rest) && ABOUT_TEXTS_ELSEWHERE.test(rest)) return 'doubtful'
  return isForeignStop(body, text, words) ? 'doubtful' : 'other'
}

/** "s top", "st op": a space that slipped in. */
const isSpacedStop = (text: string): boolean => text.length <= 7 && text.replaceAll(' ', '') === 'stop'

/** The sentences of a text, each folded, without what means something else. */
const sentencesOf = (body: string): string[] =>
  body
    .split(/[.!?;\n]/)
    .map((sentence) => folded(sentence).replace(SIGNATURE, ''))
    .map((sentence) => withoutOtherMeanings(sentence.replace(MEANS_OTHERWISE, ' ')))
    .filter((sentence) => sentence !== '')

/** A language that nobody here reads, with a word for stopping or for texts in it: a person looks at it. */
function isForeignStop(body: string, text: string, words: readonly string[]): boolean {
  // Folding takes marks off that are letters in Thai, Hindi and Korean.
  const written = body.replace(INVISIBLE, '').normalize('NFKC').toLowerCase()
  if (STOP_IN_OTHER_TONGUES.test(written)) return true
  // Two letters are a word of any language.
  if (words.some((word) => word.length > 2 && READ_HERE.has(word))) return false
  return (
    STOP_IN_OTHER_WORDS.test(text) ||
    TEXTS_IN_OTHER_TONGUES.test(text) ||
    TEXTS_IN_OTHER_TONGUES.test(written)
  )
}

const ASKS =
  /\b(?:reply|replying|respond|responding|answer|text|txt|send|write|type|repondez|repondre|reponds|envoyez|envoyer|envoie|textez|texte|tapez|ecrivez|responda|responde|responder|conteste|contesta|contestar|envie|envia|enviar|mande|manda|escriba|escribe|texto)\b(?: (?:us|back|me|to us|nous|nos)\b)*(?: (?:with|by|using|the|word|a|par|avec|le|mot|con|la|palabra|either)\b)*/g
const OPT_OUT_TAIL =
  /\b(?:opt(?:ing)? out|unsub\w*|opt|stop|end|ending|cancel|quit|remove[d]?|no more|leave|arreter|arret|desabonn\w*|desinscri\w*|ne plus|plus recevoir|fin|parar|dejar|no recibir|no mas|cancelar|darse|baja|salir)\b/
const HELP_TAIL =
  /^(?:for|to get|pour|para|pour obtenir)? ?(?:more |plus d )?(?:help|info|information|aide|ayuda|support|assistance|details)?$/
const LEADS_ON = set('to|if|for|or|and|by|pour|ou|et|si|avant|para|o|y|antes')
/** The words that mean nothing but opting out, and are what an opt-out line asks for. */
const OPT_OUT_KEYWORDS = set(
  'stop|stopall|stop all|unsubscribe|optout|opt out|arret|arrett|arrete|baja|darme de baja|parar|alto|end|quit|cancel|revoke|remove|stopp|abmelden|abbestellen|basta|cancellami|sair|descadastrar|afmelden|uitschrijven|rezygnuje|wypisz|koniec',
)
const ALWAYS_OPT_OUT = set(
  'stop|stopall|stop all|unsubscribe|optout|opt out|arret|arrett|arrete|baja|revoke|stopp|abmelden|abbestellen|cancellami|sair|descadastrar|afmelden|uitschrijven|rezygnuje|wypisz',
)

/** A run of marks is tried from its first one only. */
const SENTENCE_ENDS = /(?<![.!?;\n])[.!?;\n]+(?:\s|$)|\n/

/**
 * The keyword a template asks for as an answer, as written, or null: "Reply YES to confirm" would lift a block, and
 * "Text CANCEL to cancel your visit" would opt the person out. An opt-out line ("Reply STOP to opt out", "HELP for help")
 * is what keywords are for, and not reported.
 */
export function askedKeyword(templateBody: string): string | null {
  for (const sentence of templateBody.slice(0, LONGEST_TEXT).split(SENTENCE_ENDS)) {
    const keyword = askedIn(sentence)
    if (keyword !== null) return keyword
  }
  return null
}

function askedIn(sentence: string): string | null {
  // Words as written beside words as folded, one to one.
  const written = sentence.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  const words = written.map(folded)
  const line = words.join(' ')
  const starts = [0]
  for (const word of words) starts.push(starts[starts.length - 1]! + word.length + 1)

  const direct = new Set<number>()
  let first = words.length
  for (const match of line.matchAll(ASKS)) {
    const next = starts.indexOf(match.index + match[0].length + 1)
    if (next < 0) continue
    direct.add(next)
    first = Math.min(first, next)
  }
  for (let index = 0; index < words.length; index++) {
    const shouted = /^\p{Lu}{2,}$/u.test(written[index]!)
    const offered =
      shouted && /^(?:yes (?:or |y )?no|start or stop|yes or stop)/.test(words.slice(index).join(' '))
    if (!offered && index < first) continue
    if (!offered && !direct.has(index) && !shouted) continue
    for (const length of [3, 2, 1]) {
      const candidate = words.slice(index, index + length).join(' ')
      const shown = written.slice(index, index + length).join(' ')
      if (length > 1 && !STOP.has(candidate)) continue
      const meaning = classifyReply(candidate)
      if (meaning === 'other') continue
      // In lower case it may be an ordinary word: "send help", "write end dates".
      const then = words[index + length]
      if (!shouted && (meaning === 'help' || (then !== undefined && !LEADS_ON.has(then)))) continue
      // "to stop" after "Reply STOP": the tail, not another keyword.
      const tail = words.slice(index + length).join(' ')
      if (!isOptOutLine(candidate, meaning, tail)) return shown
      // The rest of an opt-out line says what for; only another shouted word is another offer.
      index += length - 1
      break
    }
  }
  return null
}

function isOptOutLine(keyword: string, meaning: Reply, tail: string): boolean {
  if (meaning === 'help')
    return HELP_TAIL.test(
      tail.replace(/ (?:or |and |ou |et |o |y )?(?:reply |text )?(?:stop|arret|baja)\b.*$/, ''),
    )
  if (meaning !== 'stop' || !OPT_OUT_KEYWORDS.has(keyword)) return false
  if (
    /\b(?:appointment|visit|booking|order|reservation|rendez vous|rdv|cita|reserva|pedido|meeting|session|class|table)\b/.test(
      tail,
    )
  ) {
    return false
  }
  return (
    OPT_OUT_TAIL.test(tail) || (ALWAYS_OPT_OUT.has(keyword) && !/^(?:to|if|for|pour|si|para) /.test(tail))
  )
}
