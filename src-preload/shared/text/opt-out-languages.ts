/**
 * Opting out in German, Italian, Portuguese, Dutch and Polish, and the words for it in languages that nobody here reads. All
 * patterns are for folded text (see `folded` in opt-out-words.ts): lower case, no marks, `ł` as `l`, `ß` as `ss`.
 */

/** Whole answers that opt out. */
export const STOP_ELSEWHERE = [
  // German
  'stopp|stoppen|abmelden|abmeldung|abbestellen|abbestellung|austragen|widerruf|widerrufe|ich widerrufe|melde mich ab|keine sms|keine sms mehr|keine nachrichten|keine nachrichten mehr|keine texte mehr|keine werbung|keine werbung mehr|nicht mehr|nicht mehr schreiben|aufhoren|aufhoeren|hor auf|hoer auf|horen sie auf|hoeren sie auf',
  // Italian
  'basta sms|basta messaggi|smettila|smettetela|smetti|smettete|fermati|fermatevi|cancellami|cancellatemi|cancellarmi|rimuovimi|rimuovetemi|toglimi|toglietemi|disiscrivimi|disiscrivetemi|disiscrizione|disiscriviti|disiscrivermi|annulla iscrizione|niente sms|niente messaggi|niente piu messaggi|niente piu sms|non piu messaggi|revoca consenso|revoco il consenso|revoco',
  // Portuguese
  'pare|pare de enviar|parem|sair|descadastrar|descadastre|descadastrem|descadastre me|descadastrar me|remova me|remover me|remova|remover|retire me|desinscrever|desinscrever me|desinscreva me|cancelar inscricao|cancelar subscricao|anular subscricao|anular inscricao|chega|sem sms|sem mais mensagens|nao envie mais|nao enviem mais|nao quero mais|parar sms',
  // Dutch
  'stoppen|afmelden|uitschrijven|meld me af|meld mij af|schrijf me uit|schrijf mij uit|geen sms|geen sms meer|geen berichten|geen berichten meer|geen smsjes meer|geen sms jes meer|niet meer sturen|niet meer sms en|hou op|houd op|afmelding|uitschrijving',
  // Polish
  'rezygnuje|rezygnacja|rezygnuje z sms|wypisz|wypisz mnie|wypisac|wypiszcie mnie|usun|usun mnie|usuncie mnie|prosze mnie usunac|nie pisz|nie piszcie|nie wysylaj|nie wysylajcie|przestan|przestancie|koniec sms|koniec smsow|dosc smsow|zadnych sms|zadnych smsow|cofam zgode|wycofuje zgode|odwoluje zgode|odsubskrybuj|wypis',
].join('|')

/** Whole answers that may mean it. */
export const DOUBTFUL_ELSEWHERE = [
  'ende|schluss|halt|kundigen|kuendigen|kundigung|kuendigung|loschen|loeschen|falsche nummer|falsch verbunden|sie haben die falsche nummer|lass mich|genug|es reicht|streichen|abo beenden|beenden',
  'ferma|annulla|annullare|disdetta|disdire|numero sbagliato|ha sbagliato numero|avete sbagliato numero|elimina|finiscila|finitela|spam',
  'cancele|anular|numero errado|engano|fim|apagar|elimine|encerrar',
  'einde|genoeg|verkeerd nummer|fout nummer|annuleren|opzeggen|verwijderen|wissen|ophouden',
  'koniec|dosc|anuluj|zly numer|pomylka|to pomylka|skasuj|kasuj|zakoncz|stopuj',
  'faux numero|erreur de numero|vous vous trompez de numero|se equivoca de numero|se ha equivocado',
].join('|')

const MESSAGES_DE =
  '(?:sms|nachrichten?|texte|mitteilungen|meldungen|werbung|werbe ?sms|whatsapp|spam|infos?)'
const MESSAGES_IT = '(?:sms|messaggi|messaggini|comunicazioni|pubblicita|promozioni|notifiche|spam|avvisi)'
const MESSAGES_PT =
  '(?:sms|mensagens?|mensagem|torpedos?|textos?|publicidade|propagandas?|notificacoes|avisos|spam)'
const MESSAGES_NL = '(?:sms(?:jes| jes|en|berichten)?|berichten|berichtjes|reclame|meldingen|spam)'
const MESSAGES_PL = '(?:sms(?:ow|y|a)?|esemesow|wiadomosci|powiadomien|reklam|spamu)'

/** Short requests that say it outright, alone or with the words that may stand around them. */
export const SURE_ELSEWHERE: readonly RegExp[] = [
  // German
  new RegExp(
    `^(?:\\w+ ){0,4}?(?:keine|keinerlei|nie wieder|nie mehr)(?: weiteren| mehr)? ${MESSAGES_DE}(?: mehr)?(?: \\w+){0,4}$`,
  ),
  /^(?:\w+ ){0,3}?(?:nicht mehr|nie wieder|nie mehr) (?:an ?)?(?:schreiben|simsen|texten|kontaktieren|schicken|senden|belastigen|kontaktiert werden)(?: \w+){0,3}$/,
  /^(?:schreib\w*|schick\w*|send\w*|text\w*|kontaktier\w*|simse\w*) (?:\w+ ){0,4}(?:nicht mehr|nie wieder|keine \w+ mehr)(?: \w+){0,3}$/,
  /^(?:\w+ ){0,3}?(?:mich )?(?:abmelden|austragen|abbestellen|austragen lassen)(?: bitte)?$/,
  /^(?:melde?n?|trage?n?|nehme?n?|nimm|streiche?n?|entferne?n?|losche?n?|loesche?n?) (?:sie |mich |uns |meine nummer |diese nummer |die nummer |bitte ){1,4}(?:ab|aus|raus|heraus|aus \w+ (?:liste|verteiler|\w*verteiler)|von \w+ liste)(?: bitte)?$/,
  /^(?:losch\w*|loesch\w*|entfern\w*|streich\w*) (?:sie |bitte )*(?:mich|uns|(?:meine|diese|die) (?:handy|telefon|mobil)?nummer)(?: \w+){0,4}$/,
  /^(?:\w+ ){0,2}?(?:meine|diese|die) (?:handy ?|telefon ?|mobil)?nummer (?:\w+ ){0,3}(?:loschen|loeschen|entfernen|streichen)(?: \w+){0,2}$/,
  /^(?:hor|hoer|horen|hoeren)(?:t|en)? (?:sie |bitte |endlich |doch |damit )*auf(?: \w+){0,5}$/,
  /^(?:lass|lasst|lassen)(?: sie)? (?:mich|uns) (?:\w+ ){0,2}in ruhe(?: \w+){0,2}$/,
  // Italian
  new RegExp(
    `^(?:\\w+ ){0,3}?(?:basta|niente|nessun|stop|non voglio|non desidero|non intendo)(?: piu| altri| ricevere| con| a| i| gli| vostri| questi| ulteriori)* ${MESSAGES_IT}(?: \\w+){0,3}$`,
  ),
  /^(?:\w+ ){0,2}?(?:smett\w+|finit\w+|piantat?ela|basta) (?:di |con )?(?:\w+ ){0,2}?(?:scriver\w*|mandar\w*|inviar\w*|contattar\w*|disturbar\w*|messaggi|sms)(?: \w+){0,4}$/,
  /^(?:\w+ ){0,2}?non (?:\w+ ){0,2}?(?:scriv\w+|mand\w+|invi\w+|contatt\w+|disturb\w+)(?: mi| ci)? ?(?:piu|mai)(?: \w+){0,3}$/,
  /^(?:\w+ ){0,2}?(?:cancella|cancellate|rimuovi|rimuovete|togli|togliete|elimina|eliminate)(?:mi|ci)?(?: il mio numero| il mio nome| questo numero| mi| dalla \w+| dai \w+| dal \w+| per favore)*$/,
  /^(?:\w+ ){0,2}?(?:disiscri\w+|annull\w+ (?:l )?iscrizione|cancell\w+ (?:l )?iscrizione)(?: \w+){0,3}$/,
  // Portuguese
  new RegExp(
    `^(?:\\w+ ){0,3}?(?:nao (?:quero|desejo|gostaria|pretendo)|chega|basta|sem|pare|parem|stop)(?: de| com| mais| receber| me| enviar| mandar| as| suas| estas| essas| os| nenhuma?| esses)* ${MESSAGES_PT}(?: \\w+){0,3}$`,
  ),
  /^(?:\w+ ){0,2}?(?:pare|parem|para|deixe|deixem) de (?:me )?(?:\w+ )?(?:enviar|mandar|escrever|contactar|contatar|incomodar|perturbar|ligar)(?: \w+){0,4}$/,
  /^(?:\w+ ){0,2}?nao (?:me |nos )?(?:envi\w+|mand\w+|escrev\w+|contact\w+|contat\w+|incomod\w+|perturb\w+)(?: me| nos)?(?: mais| nunca| mensagens| sms| nada)+(?: \w+){0,3}$/,
  /^(?:\w+ ){0,2}?(?:remov\w+|retir\w+|tir\w+|apag\w+|elimin\w+|exclu\w+) (?:me|o meu numero|meu numero|o meu nome|este numero|me da \w+|meu telefone|o meu contacto)(?: \w+){0,4}$/,
  /^(?:\w+ ){0,2}?(?:descadastr\w+|desinscrev\w+|cancel\w+ (?:a |minha |a minha )?(?:inscricao|subscricao|assinatura))(?: \w+){0,3}$/,
  // Dutch
  new RegExp(`^(?:\\w+ ){0,4}?geen ${MESSAGES_NL}(?: meer)?(?: \\w+){0,4}$`),
  /^(?!ik )(?:\w+ ){0,2}?(?:stop|stoppen|hou|houd|kap) (?:\w+ ){0,2}?(?:met|op met)(?: \w+){1,4}$/,
  /^(?:\w+ ){0,3}?niet (?:meer|langer) (?:\w+ )?(?:sturen|sms en|smsen|schrijven|berichten|contacteren|benaderen|lastig vallen|lastigvallen)(?: \w+){0,3}$/,
  /^(?:stuur|sms|schrijf|benader|contacteer) (?:me|mij|ons) (?:\w+ ){0,2}?(?:niet|geen|nooit)(?: \w+)? ?meer(?: \w+){0,2}$/,
  /^(?:\w+ ){0,2}?(?:meld|schrijf|haal|verwijder|gooi) (?:me|mij|ons|mijn nummer|dit nummer|mijn telefoonnummer)(?: af| uit| weg| eruit| van de lijst| van \w+ \w+| uit \w+ \w+| aub| alstublieft)*$/,
  /^(?:\w+ ){0,3}?(?:me |mij )?(?:afmelden|uitschrijven)(?: \w+){0,2}$/,
  /^laat (?:me|mij|ons) (?:\w+ )?met rust$/,
  // Polish
  new RegExp(
    `^(?:\\w+ ){0,3}?(?:nie chce|nie zycze sobie|zadnych|dosc|koniec|prosze nie|stop)(?: juz| wiecej| dostawac| otrzymywac| wysylac| tych| waszych| panstwa| kolejnych| z)* ${MESSAGES_PL}(?: \\w+){0,3}$`,
  ),
  /^(?:\w+ ){0,2}?(?:nie|przestan|przestancie|prosze przestac|prosze nie) (?:\w+ ){0,2}?(?:pisz|piszcie|pisac|wysylaj|wysylajcie|wysylac|kontaktuj\w*|kontaktowac|nekaj\w*|nekac)(?: \w+){0,4}$/,
  /^(?:\w+ ){0,2}?(?:usun|usuncie|usunac|wypisz|wypiszcie|wypisac|skasuj|skasujcie|wykresl|wykreslcie) (?:mnie|moj numer|ten numer|moje dane|moj nr)(?: \w+){0,4}$/,
  /^(?:mnie )?(?:wypisac|usunac|wykreslic|skreslic)(?: mnie| z \w+| z \w+ \w+)*$/,
  /^(?:\w+ ){0,2}?(?:rezygnuje|rezygnujemy|wycofuje|cofam|odwoluje) (?:z |zgode)(?:\w+ ?){0,4}$/,
]

/** Words that may be about our texts wherever they stand. */
export const STRONG_ELSEWHERE =
  /\b(?:abmeld\w*|abbestell\w*|austragen|widerruf\w*|(?:keine|keinerlei) (?:\w+ )?(?:sms|nachrichten|texte|werbung|mitteilungen)|(?:nicht|nie) (?:mehr|wieder) (?:\w+ )?(?:schreib\w*|schick\w*|send\w*|text\w*|kontakt\w*|anschreib\w*|simsen|belastig\w*)|in ruhe(?: lassen)?|falsche nummer|nummer (?:\w+ )?(?:loschen|loeschen|entfernen|streichen)|(?:aus|von) (?:dem|der|ihrer|ihrem|eurer|eurem) (?:\w*verteiler|\w*liste)|(?:hor\w*|hoer\w*) (?:\w+ ){0,3}auf|aufhoren|aufhoeren|belastig\w*|bitte stopp\w*|stopp\w*|non (?:\w+ ){0,2}(?:scriv\w+|mand\w+|invi\w+|contatt\w+)|non voglio (?:piu )?(?:\w+ )?(?:messaggi|sms|essere|ricevere)|smett\w+|disiscri\w+|cancellat?e?mi|rimuov\w+mi|togliet?e?mi|numero sbagliato|nao (?:quero|desejo) (?:mais )?(?:\w+ )?(?:mensagens|sms|receber)|nao (?:me )?(?:envi\w+|mand\w+|escrev\w+|contact\w+)|par(?:e|em) de|descadastr\w*|desinscrev\w*|numero errado|remov\w+ (?:me|meu)|geen (?:\w+ )?(?:sms\w*|berichten|berichtjes)|niet (?:meer|langer) (?:\w+ )?(?:sturen|sms en|smsen|schrijven|contacteren|benaderen)|afmeld\w*|uitschrijv\w*|verkeerd nummer|met rust|(?:van|uit) (?:de|jullie|uw) (?:lijst|bestand)|lastig ?val\w*|rezygnuj\w*|wypisz\w*|wypisac|nie chce (?:\w+ ){0,2}(?:sms\w*|wiadomosci|otrzymywac|dostawac)|nie (?:pisz\w*|wysylaj\w*|kontaktuj\w*)|prosze nie (?:pisac|wysylac|kontaktowac)|przestan\w*|usun\w* (?:mnie|moj|ten)|zly numer|(?:cofam|wycofuje) zgode|zadnych sms\w*|faux numero|erreur de numero|no (?:me )?(?:vuelv\w+|sigas?|sigan) (?:a )?(?:escrib|envi|mand|contact)\w*|borr\w+ mi numero|ne (?:me |m )?\w+ (?:plus|pas) (?:de |d )?(?:sms|messages|textos?))\b/

/** About our texts only beside one that is. */
export const WEAK_ELSEWHERE =
  /\b(?:kundig\w*|kuendig\w*|losch\w*|loesch\w*|entfern\w*|streich\w*|genug|beend\w*|annull\w*|elimin\w*|rimuov\w*|togli\w*|disdet\w*|disdi\w*|retir\w*|remov\w*|apag\w*|chega|sair|verwijder\w*|opzeg\w*|stoppen|genoeg|usun\w*|anuluj\w*|dosc|koniec|skasuj\w*)\b/
export const ABOUT_TEXTS_ELSEWHERE =
  /\b(?:sms\w*|nachricht\w*|verteiler|liste|meine nummer|werbung|newsletter|abo|messaggi\w*|mio numero|iscrizione|mensage\w*|meu numero|inscricao|subscricao|lista|bericht\w*|mijn nummer|lijst|inschrijving|wiadomosc\w*|moj numer|lista|powiadomien\w*)\b/

export const BEFORE_ELSEWHERE =
  'bitte|hallo|guten tag|guten morgen|danke|vielen dank|sehr geehrte damen und herren|ich (?:mochte|moechte|will|wunsche|bitte)|wir wollen|per favore|per cortesia|prego|ciao|buongiorno|salve|grazie|vorrei|voglio|vi prego di|ola|bom dia|boa tarde|obrigado|obrigada|gostaria de|quero|favor|alstublieft|alsjeblieft|aub|ajb|graag|dag|dank u|dank je|bedankt|ik (?:wil|wens)|prosze|dzien dobry|czesc|dziekuje|chce|chcialbym|chcialabym'
export const AFTER_ELSEWHERE =
  'bitte|danke|sofort|jetzt|endlich|vielen dank|per favore|per cortesia|grazie|subito|adesso|por favor|obrigado|obrigada|ja|agora|alstublieft|alsjeblieft|aub|graag|dank u|bedankt|nu|prosze|dziekuje|natychmiast|teraz|pls'

/** Long keywords, found with a letter or two wrong: "unsuscribe", "desabonner". */
const LONG_KEYWORDS =
  'unsubscribe unsubscribed desabonner desabonnement desinscrire desinscription abmelden abbestellen afmelden uitschrijven descadastrar disiscrivimi disiscrizione cancellami cancellatemi rezygnuje rezygnacja desuscribir desuscribirme'.split(
    ' ',
  )
/** A letter away from one of them, and the opposite or something else. */
const NOT_THOSE = new Set(
  'subscribe subscribed resubscribe anmelden aanmelden ummelden melden abonner inscrire suscribir suscribirme iscrizione inscription anmeldung abgemeldet bestellen vorbestellen cancellati cancellato rezygnuj schrijven inschrijven'.split(
    ' ',
  ),
)

/** Edits (letters wrong, missing, added, swapped) between two words, up to `most`; more than that is `most + 1`. */
export const edits = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    let least = i
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      next.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return most + 1
    before = row
    row = next
  }
  return row[b.length] ?? most + 1
}

/** Is this word one of the long keywords, perhaps misspelled? */
export const isMisspelledStop = (word: string): boolean => {
  if (word.length < 7 || word.length > 18 || NOT_THOSE.has(word)) return false
  return LONG_KEYWORDS.some((keyword) => {
    const most = keyword.length >= 9 ? 2 : 1
    return edits(word, keyword, most) <= most
  })
}

/** Short keywords that people misspell: "arrettez", "stopl", "bajja". */
const SHORT_KEYWORDS = 'stop stopp arret arrete arretez arreter parar basta baja abmelden afmelden'.split(' ')
/** A letter away from one of them, and another word. */
const NOT_NEARLY = new Set(
  'top step shop slop spot stow stoß atop crop drop flop strop stomp stoop stump sto store stone story stock stuff tops pop stor stopt arreta parat pagar parir pasar hasta pasta bassa vasta casta basti basata baje bajo caja bala bata bah baya raja paja faja haja abmelde anmelden aanmelden melden'.split(
    ' ',
  ),
)
/** Is a whole answer one of the short keywords with a letter wrong, missing, too many or swapped? */
export const isNearlyStop = (answer: string): boolean =>
  answer.length >= 3 &&
  answer.length <= 12 &&
  !answer.includes(' ') &&
  !NOT_NEARLY.has(answer) &&
  SHORT_KEYWORDS.some((keyword) => {
    const most = keyword.length >= 6 ? 2 : 1
    return edits(answer, keyword, most) <= most
  })

/** "This is not Ann", in the languages that are read: the name of a person or of a day begins with a capital letter. */
const NOT_THEM =
  /(?:\b[Ii] am not|\b[Ii]['’]m not|\b[Tt]his is(?: not|n['’]t)|\b[Ii]ch bin nicht|\b[Hh]ier ist nicht|\b[Dd]as ist nicht|\b[Jj]e ne suis pas|\b[Cc]e n['’]est pas|\b[Nn]o soy|\b[Nn]o es|\b[Nn]on sono|\b[Nn][aã]o sou|\b[Nn][aã]o [eé]|\b[Ii]k ben niet|\b[Dd]it is niet|\b[Nn]ie jestem|\b[Tt]o nie)(?: the| an?| der| die| la| le| el| o| a| de)? (\p{Lu}\p{L}{1,30})/u
const DAYS =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|OK|AM|PM|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Ihr|Sie|Euer|Eure|Dein|Mein|Unser|Not|Now|Here|Home)/
/** Does somebody say that they are not the person who is addressed? */
export const saysNotThem = (body: string): boolean => {
  if (body.length > 160) return false
  const name = NOT_THEM.exec(body)?.[1]
  // In capitals alone nobody knows what is a name; German writes every noun with one.
  if (name === undefined || body === body.toUpperCase() || DAYS.test(name)) return false
  return true
}

/**
 * Words for stopping, and for opting out, in languages that are not read here: such a text is held for a person. Scripts without
 * spaces are searched for the word; others for the word alone.
 */
export const STOP_IN_OTHER_TONGUES =
  /стоп|хватит|прекрат|перестан|отпис|отпиш|отмен|удалит|відпис|припин|зупин|отказ|спри\b|спрете|стига|престан|одјав|σταματ|στοπ|διαγρ|απεγγρ|توقف|أوقف|اوقف|ايقاف|إيقاف|الغاء|إلغاء|الغ|احذف|הפס|הסר|עצור|תפסיק|להסיר|停止|停|退订|退訂|取消|不要|解除|やめ|止め|中止|配信|그만|중지|거부|해지|취소|หยุด|ยกเลิก|रोक|बंद|रुक|বন্ধ|நிறுத்|ఆపు|ನಿಲ್ಲಿಸಿ|നിർത്തുക|շտապ|შეწყვ/u
export const STOP_IN_OTHER_WORDS =
  /(?:^|\s)(?:durdur\w*|iptal|vazgec\w*|cikar|istemiyorum|zastav\w*|odhlas\w*|prestan\w*|ukoncit|zrusit|nechci|sluta|avsluta|avregistrera|avanmal\w*|avslutt\w*|meld av|avmeld\w*|afmeld\w*|stoppa|lopeta\w*|peruuta\w*|poista|leallit\w*|leiratkoz\w*|allj|opreste\w*|opriti|dezabon\w*|renunt\w*|prekini\w*|odjav\w*|zaustavi\w*|ustavi\w*|dung lai|ngung|huy|berhenti|hentikan|batal\w*|henti|tigil|itigil|acha|sitisha|simamisha|lopeta|lopetage|katkesta|parstat\w*|beigt|atteikties|sustabdyk\w*|atsisaky\w*|stopi)(?=\s|$)/
/** Words for text messages in those languages. */
export const TEXTS_IN_OTHER_TONGUES =
  /сообщен|смс|повідомлен|съобщени|порук|μηνυμ|sms|رسائل|رسالة|הודעות|הודעה|短信|簡訊|短訊|メッセージ|ショートメール|문자|메시지|ข้อความ|एसएमएस|संदेश|মেসেজ|எஸ்எம்எஸ்|mesaj|zprav|sprav|meddeland|beskeder|meldinger|viestej|uzenet|poruke|tin nhan|pesan|mensahe/u

/** Common words of the languages that are read here: with one of them a text is no unknown language. */
export const READ_HERE = new Set(
  'the a an i you my your is are was will have can do not for to of and or in on at with this that it we me what when how thanks thank please hello hi yes ok got see le la les un une des je tu vous nous mon ma votre est pas pour dans avec merci bonjour oui que qui et ou sur ai el los las una yo mi su es no por para con gracias hola si y o que der die das ein eine ich sie wir mein ist nicht fur mit und oder danke hallo ja nein auf zu il lo gli uno mio e non per con grazie ciao si che os as um uma eu meu nao com obrigado obrigada ola sim de het een ik u jij wij mijn niet voor met en of dank ja nee op nie dla z do na i to jest czy tak dziekuje prosze moj dzien kunt kun wilt wil kan mij mijn uur morgen vandaag graag bent waar hoe wie wat konnen konnten heb geen nog ben bitte heute morgen wann wie was kann peut peux puis vos mes pouvez quand comment puede puedo cuando como donde posso puo quando come dove pode quando como onde moge kiedy jak gdzie jutro dzis'.split(
    ' ',
  ),
)
