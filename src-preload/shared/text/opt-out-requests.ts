/**
 * Requests to stop, by what they consist of: a word for taking out beside "my number" or "the list", one for no more beside one
 * for texts, and so on, in the eight languages that are read. Lists of whole sentences end where people begin. All patterns are
 * for one folded sentence (see `folded` in opt-out-words.ts): lower case, no marks, `ł` as `l`, `ß` as `ss`.
 */

/** Two kinds of words in this order, with at most `most` others between them. */
const before = (one: string, other: string, most = 4) => `\\b(?:${one})(?: \\w+){0,${most}}? (?:${other})\\b`
const beside = (one: string, other: string, most = 4) =>
  `${before(one, other, most)}|${before(other, one, most)}`
const any = (...patterns: string[]) => new RegExp(patterns.join('|'))

type Tongue = {
  /** Asks to end our texts and nothing else. */
  stop: RegExp
  /** May ask for it, or says that the number is another person's. */
  doubtful: RegExp
}

const MESSAGES = {
  en: 'texts?|txts?|messages?|msgs?|sms|notifications?|alerts?|texting|textin|txting|txtin|messaging|spam',
  fr: 'sms|textos?|messages?|msgs?|pubs?|publicites?|notifications?|spams?',
  es: 'sms|mensajes?|msjs?|mensajitos?|textos?|publicidad|avisos|notificaciones|spam',
  de: 'sms|nachrichten?|texte|mitteilungen?|meldungen|werbung|werbesms|newsletter|spam',
  it: 'sms|messaggi\\w*|messaggio|pubblicita|promozioni|notifiche|spam',
  pt: 'sms|mensage[mn]s?|msgs?|torpedos?|publicidade|propagandas?|notificacoes|spam',
  nl: 'sms|sms(?:jes|en|berichten)|berichten|berichtjes|reclame|meldingen|spam',
  pl: 'sms|sms(?:ow|y|a|ami)|esemes\\w*|wiadomosc\\w*|powiadomien\\w*|reklam\\w*|spamu?',
}

const ENGLISH: Tongue = {
  stop: any(
    '\\b(?:un|de) ?(?:su?b)?scri?be?(?: me)?\\b',
    beside('remove|delete|erase|strike|drop', 'me from|my (?:phone |cell )?number|this number|my name', 2),
    before('stop|stp|quit|cease|discontinue|turn off|switch off|shut off', MESSAGES.en, 3),
    before(
      'no more|no longer (?:want|wish|need)|(?:do not|dont|does not|doesnt) (?:want|wanna|wish|need)|wants no',
      MESSAGES.en,
      4,
    ),
    '\\b(?:withdraw|revoke|cancel)(?: \\w+){0,2} consent\\b',
    '\\bcease and desist\\b|\\bno contact(?: please)?$|^i want out$',
  ),
  doubtful: any(
    before(
      '(?:rather|prefer) not(?: to)?(?: get| have)?|no need to keep|(?:switch|turn) off',
      `${MESSAGES.en}|reminders?|reminding|receiv\\w+`,
      1,
    ),
    '\\b(?:wrong|incorrect|bad) (?:number|person|no|nr|phone)\\b',
    '\\bnot (?:my|his|her|their|the right) (?:number|phone)\\b',
    '\\bno longer (?:has|have|uses?|owns?|belongs)(?: \\w+){0,2} (?:number|phone)\\b',
    '\\b(?:not|no longer) (?:a|your) (?:client|customer|patient|member)\\b',
    '\\b(?:blocked?|blocking) (?:you|this|your)\\b|^(?:blocked|removed|exit|disable|mute|halt|out|switch off|turn (?:it|this|these|them|that) off)$',
    '\\b(?:do not|dont) wanna (?:get|receive|have)\\b|^(?:please )?(?:discontinue|block me)$|\\btake(?: \\w+)? off (?:the |your |ur |this )?list\\b|\\bst[aou]+h?p\\b(?: (?:it|this|that|me))?$|\\bmake (?:it|this|them) stop\\b|^stop ?2 ?stop$|^(?:stop){2,4}$',
  ),
}

const FRENCH: Tongue = {
  stop: any(
    '\\bdes ?(?:abonn|inscri)\\w*\\b',
    beside(
      'suppri\\w+|enlev\\w+|retir\\w+|effac\\w+|ray\\w+|radi\\w+|ot(?:ez|er)|elimin\\w+',
      'moi|mon (?:numero|nom|contact|tel|telephone)|mes (?:donnees|coordonnees)|ce numero|(?:de|des|du) (?:la |ta |tes |votre |vos |cette |vo )?(?:listes?|fichiers?|repertoire)',
      2,
    ),
    before('arret\\w+|stopp\\w*|cess\\w+', `${MESSAGES.fr}|m? ?(?:envoyer|ecrire|contacter|harceler)`, 4),
    '\\barret(?:ez|e|er) (?:ca|cela|tout)\\b',
    before('plus (?:de|d|aucun\\w*|jamais de)|aucuns?|jamais de', MESSAGES.fr, 1),
    before(
      'ne|n|me|m|nous',
      '(?:envo\\w+|ecri\\w+|contact\\w+|text\\w+|derang\\w+|importun\\w+|sollicit\\w+)(?: moi)? (?:plus|jamais)',
      2,
    ),
    beside('retir\\w+|revoqu\\w+|annul\\w+', 'mon (?:consentement|accord|autorisation)', 2),
    '\\b(?:laiss\\w+|fich\\w+|fout\\w+|lach\\w+)(?: \\w+){0,3}? (?:tranquille|paix)\\b',
  ),
  doubtful: any(
    '\\b(?:mauvais|faux|pas le bon|pas mon|plus mon|erreur de) (?:numero|num|no|destinataire)\\b',
    '\\btromp\\w+ (?:de|d) \\w+|\\bfaites erreur\\b|^c est une erreur$|^(?:c est )?pas moi$',
    '\\b(?:pas|plus) (?:du tout )?(?:concerne|interesse)e?s?\\b',
    '\\bca suffit\\b|^(?:assez|halte|resili\\w+|stop+|c est bon stop)$|\\by en a marre\\b',
    beside(
      'oppos\\w+|refus\\w+|retir\\w+',
      `recevoir|consentement|autorisation|accord|${MESSAGES.fr.replace('|pubs?', '')}`,
      3,
    ),
    '\\b(?:veux|souhaite|desire) plus (?:recevoir|etre|rien|vous|vos|de vos|avoir|jamais)\\b',
  ),
}

const SPANISH: Tongue = {
  stop: any(
    '\\b(?:dar(?:me)?|dame|deme|denme|dadme|solicito|pido|tramit\\w+|quiero|deseo|necesito)(?: de| la| dar| darme| mi){0,3} [bv]aja\\b',
    '\\b(?:desuscri\\w+|desapunt\\w+|desinscri\\w+)\\b',
    beside('cancel\\w+|anul\\w+|termin\\w+', 'suscripcion|subscripcion', 2),
    beside(
      'borr\\w+|elimin\\w+|quit\\w+|sac\\w+|saqu\\w+|retir\\w+|suprim\\w+|exclu\\w+|remue?v\\w+',
      'mi (?:numero|nombre|telefono|contacto|celular|movil)|mis datos|este numero|de (?:la |su |sus |esta |esa |vuestra )?listas?',
      2,
    ),
    before('dej\\w+|par(?:a|e|en|ad|ar)|ces\\w+', 'de (?:escrib|envi|mand|molest|contact|text)\\w+', 1),
    before('deteng\\w+|ces\\w+|basta|alto|stop|paren|fin', MESSAGES.es, 3),
    '^(?:paren|pare|parad)(?: ya| por favor| de una vez)*$',
    before('no mas|ya no quiero|no quiero|no deseo|no necesito|ningun|sin|cero', MESSAGES.es, 3),
    `\\bno (?:me |nos )?(?:volv\\w+ a |vuelv\\w+ a )?(?:escrib|envi|mand|contact|molest)(?:as|es|a|e|an|en|ais|eis|ar|er|ir)(?:me|nos)?(?: mas| nunca| nada| (?:mas )?(?:${MESSAGES.es}))+\\b`,
    '^no (?:contactar|molestar|escribir)(?: mas)?$',
    beside('retir\\w+|revoc\\w+|anul\\w+', '(?:mi )?(?:consentimiento|autorizacion|permiso)', 2),
    '\\bdej\\w+(?: \\w+){0,2}? en paz\\b',
  ),
  doubtful: any(
    '\\b(?:numero|telefono|persona) (?:equivocad\\w|erroneo|erronea|incorrect\\w)\\b|\\bequivo\\w+ (?:de|el) (?:numero|persona|telefono)\\b|^(?:te|se|os) equivo\\w+$',
    '\\bno soy (?:esa|la|esta) persona\\b|\\bno es (?:el|mi|este) (?:numero|telefono)\\b|\\bno (?:lo|la|los|le|te|os) conozco\\b',
    '\\bno (?:me|estoy|nos) interes\\w+|\\bno autorizo\\b|\\bdenunci\\w+\\b|^fuera de (?:la|su) lista$',
    '^(?:[bv]aj+a+|[bv]ah?a)(?: [bv]aja)*$|^dar de vaja$|^baja (?:total|definitiva|inmediata|ya|sms)$|^ya no$',
  ),
}

const GERMAN: Tongue = {
  stop: any(
    '\\b(?:mich|uns) (?:\\w+ )?(?:ab(?:zu)?melden|austragen|ab(?:zu)?bestellen)\\b|\\b(?:abgemeldet|ausgetragen|abbestellt) werden\\b',
    `\\b(?:sms|newsletter|${MESSAGES.de}) (?:ab(?:zu)?bestell\\w*|stopp\\w*|einstellen|beenden)\\b`,
    '\\bmeld\\w* (?:ich |wir )?(?:mich|uns) (?:\\w+ )?(?:hiermit )?ab\\b(?: bitte| danke)*$|\\bbestell\\w* (?:\\w+ ){0,3}ab$',
    beside(
      'losch\\w*|loesch\\w*|entfern\\w*|streich\\w*|tilg\\w*|raus|rausnehm\\w*|nehm\\w*|nimm|genommen',
      '(?:aus|von) (?:dem |der |ihrem |ihrer |eurem |eurer |diesem |dieser )?(?:\\w*verteiler|\\w*liste|\\w*datenbank|\\w*kartei)',
      3,
    ),
    beside(
      'losch\\w*|loesch\\w*|entfern\\w*|streich\\w*',
      '(?:meine |diese |die )?(?:handy|telefon|mobil|ruf)?nummer|meine (?:daten|nr|kontaktdaten)',
      2,
    ),
    before(
      'unterlass\\w*|aufhor\\w*|aufhoer\\w*|schluss mit|stopp\\w* (?:sie )?',
      `${MESSAGES.de}|das|damit|dies\\w*`,
      3,
    ),
    '\\b(?:widerruf\\w*|zuruck(?:zieh\\w*|gezogen)|zurueckzieh\\w*|entzieh\\w*)(?: \\w+){0,4} (?:einwilligung|zustimmung|erlaubnis|einverstandnis)\\b|\\b(?:einwilligung|zustimmung|erlaubnis|einverstandnis)(?: \\w+){0,3} (?:widerruf\\w*|zuruck\\w*|zurueck\\w*|entz\\w*)\\b|\\bwiderruf der (?:einwilligung|zustimmung)\\b',
    '\\b(?:lass|lasst|lassen)(?: \\w+){0,4}? in (?:ruhe|frieden)\\b',
  ),
  doubtful: any(
    '\\bfalsche\\w? (?:nummer|nr|person|rufnummer|handynummer)\\b|\\bfalsch verbunden\\b|\\bverw(?:a|ae)hlt\\b',
    '\\b(?:nicht|nicht mehr) (?:meine|die nummer)\\b|\\bgehort nicht\\b|\\bgehoert nicht\\b',
    '\\bkenne? (?:ich|wir|sie|euch|den|die|das)(?: \\w+){0,2} nicht\\b|\\bkein\\w? (?:kunde|kundin|patient\\w*|mitglied|interesse|bedarf)\\b',
    '\\b(?:nicht|un)(?: mehr| langer)? ?interessiert\\b',
    '^(?:aus|nervt|das nervt|ihr nervt|reicht(?: jetzt| mir)*|mir reicht es|es reicht(?: jetzt)?|schluss(?: damit| jetzt| aus)*)$',
    '\\bzeige? (?:ich |wir )?(?:sie|euch) an\\b|\\bbelastig\\w*|\\bunterlassen\\b|^(?:ich |hiermit )*kundig\\w*(?: ich)?$',
    '\\b(?:meld\\w*|trag\\w*|bestell\\w*) (?:ich |man )?(?:mich|sich|das|die)?(?: \\w+)? ?(?:ab|aus)$|\\babgemeldet\\b',
    '\\bwiderspr\\w+\\b|\\b(?:mich|uns|bitte) (?:\\w+ )?(?:raus|herausnehmen|rausnehmen)\\b',
  ),
}

const ITALIAN: Tongue = {
  stop: any(
    '\\bdisiscri\\w+\\b|\\b(?:essere|venire|esser) (?:cancellat|rimoss|tolt|eliminat|disiscritt)\\w\\b',
    beside('annull\\w+|cancell\\w+|revoc\\w+', 'iscrizione|sottoscrizione', 2),
    beside(
      'cancell\\w+|elimin\\w+|rimuov\\w+|togli\\w+|depenn\\w+',
      '(?:mio|questo|nostro) (?:numero|nome|contatto|cellulare|telefono)|(?:da|dalla|dalle|dai|dal) (?:vostra |vostre |sua |questa |questo )?(?:lista|liste|elenco|rubrica)',
      2,
    ),
    before(
      'smett\\w+|basta|stop|finit\\w+|piantat\\w+|cessat\\w+',
      `${MESSAGES.it}|scriver\\w+|contattar\\w+`,
      3,
    ),
    before('niente|nessun\\w?|mai piu|non piu|zero|basta|non voglio|non desidero', MESSAGES.it, 3),
    '\\bnon (?:mi |ci )?(?:scriv|mand|invi|contatt|disturb)(?:ete|ate|iate|ere|are|er|ar)(?:mi|ci)?(?: piu| mai| nulla| niente| altro)*$',
    `\\bnon (?:mi |ci )?(?:scriv|mand|invi|contatt)(?:ete|ate|ere|are|er|ar)(?:mi|ci)?(?: \\w+){0,2} (?:piu|${MESSAGES.it})\\b`,
    beside('revoc\\w+|ritir\\w+', 'consenso|autorizzazione', 2),
    '\\blasci\\w+(?: \\w+){0,2}? (?:in pace|stare)\\b',
  ),
  doubtful: any(
    '\\bnumero (?:sbagliat|errat)o\\b|\\bsbagliato (?:numero|persona)\\b|\\b(?:non|mica) (?:e|sono) (?:il mio numero|io|questa persona)\\b',
    '\\bnon (?:mi |ci )?(?:interess\\w+|sono (?:piu )?interessat\\w)\\b|\\bdenunci\\w+\\b|\\bnon (?:vi|la|ti|lo|li) conosco\\b',
    '\\bsono (?:un|una) altr\\w persona\\b|^non disturb\\w+$',
  ),
}

const PORTUGUESE: Tongue = {
  stop: any(
    '\\b(?:descadastr|desinscrev)\\w+\\b',
    beside('cancel\\w+|anul\\w+', 'inscricao|subscricao|assinatura|cadastro', 2),
    '\\b(?:quero|queria|desejo|gostaria de|preciso)(?: \\w+)? sair(?: (?:da|dessa|desta|do|desse) (?:lista|grupo))?$',
    beside(
      'remov\\w+|retir\\w+|tir\\w+|apag\\w+|elimin\\w+|exclu\\w+',
      'meu (?:numero|nome|contacto|contato|telefone|telemovel)|este numero|esse numero|(?:da|dessa|desta|das|de) (?:sua |vossa |tua )?listas?',
      2,
    ),
    '^me (?:remov\\w+|descadastr\\w+|exclu\\w+)$',
    before(
      'par(?:e|em|ar) (?:de|com)|pare|parem|parar|chega de|deix\\w+ de|basta de|basta|stop',
      `${MESSAGES.pt}|(?:me )?(?:enviar|mandar|escrever|contactar|contatar|incomodar)\\w*`,
      2,
    ),
    before('nao quero|nao desejo|nao autorizo|nao aceito|sem mais|sem|nenhuma', MESSAGES.pt, 3),
    `\\bnao (?:me |nos )?(?:mand|envi|escrev|contact|contat|incomod|perturb)(?:e|em|es|a|am|ar|er)(?: me| nos)?(?: mais| nunca| nada| (?:mais )?(?:${MESSAGES.pt}))+\\b`,
    beside('retir\\w+|revog\\w+|cancel\\w+', 'consentimento|autorizacao', 2),
    '\\bdeix\\w+(?: \\w+){0,2}? em paz\\b',
  ),
  doubtful: any(
    '\\b(?:numero|telefone|pessoa) (?:errad|trocad|incorret|incorrect)\\w\\b|^(?:e |foi |deve ser )?(?:um )?engano$|\\bnumero nao e\\b|\\bnao e (?:o meu|meu|este) (?:numero|telefone)\\b',
    '\\bnao (?:te |o |a |vos |os )?conheco\\b|\\b(?:sem|nao tenho|nenhum) interesse\\b|\\bnao (?:me )?interessa\\b|\\bnao estou interessad\\w',
    '\\bvou (?:bloquear|denunciar)\\b|^bloquead\\w$|\\bpara parar(?:em)?$|\\bparar de receber\\b|\\bcomo (?:faco para |posso )?(?:sair|cancelo)(?: \\w+)?$',
  ),
}

const DUTCH: Tongue = {
  stop: any(
    '\\b(?:mij|me|ons) (?:\\w+ )?(?:af ?(?:te )?melden|uit ?(?:te )?schrijven)\\b|\\b(?:uitgeschreven|afgemeld) worden\\b',
    '\\b(?:meld|schrijf) (?:ik )?(?:mij|me|ons)(?: \\w+)? (?:af|uit)\\b',
    beside(
      'verwijder\\w*|wis|wissen|haal|halen|schrap\\w*|gooi',
      'mijn (?:telefoon|mobiele )?(?:nummer|naam|gegevens)|dit nummer|het nummer|(?:van|uit) (?:de|uw|jullie|je|het|deze) (?:\\w*lijst|\\w*bestand|systeem)',
      2,
    ),
    '^(?:graag )?nummer (?:verwijderen|wissen)$',
    before(
      'stop|stoppen|hou|houd|kap|ophouden',
      `(?:met|op)(?: \\w+){0,3}? (?:${MESSAGES.nl}|sturen|schrijven|smsen|sms en)`,
      1,
    ),
    `\\bgeen (?:\\w+ )?(?:${MESSAGES.nl}|contact)(?: \\w+){0,3}? (?:meer|alstublieft|aub)\\b|^(?:graag )?geen (?:${MESSAGES.nl})$`,
    '\\b(?:stuur|sms|app|schrijf|bericht|benader|contacteer)(?: \\w+){0,2}? (?:niets|niks|niet|nooit) meer\\b',
    '\\bniet (?:meer|langer) (?:\\w+ )?(?:sturen|smsen|sms en|schrijven|appen|contacteren|benaderen|berichten)\\b',
    '\\b(?:trek|intrek\\w*|ingetrokken|herroep\\w*)(?: \\w+){0,3} (?:toestemming|in)\\b|\\btoestemming (?:\\w+ )?(?:in|intrekken|ingetrokken|in te trekken)\\b',
    '\\b(?:met rust laten|laat (?:me|mij|ons) (?:\\w+ )?met rust|val (?:me|mij|ons) (?:\\w+ )?niet (?:meer )?lastig)\\b',
  ),
  doubtful: any(
    '\\b(?:verkeerd|verkeerde|fout|foute|niet mijn|niet het goede) (?:nummer|nr|persoon)\\b|\\bverkeerd verbonden\\b|\\bken (?:ik|u|je|jullie) (?:\\w+ )?niet\\b',
    '\\bgeen (?:interesse|klant|patient|belangstelling)\\b|\\bniet (?:meer )?geinteresseerd\\b|\\baangifte\\b|^(?:kappen|opzeg\\w*|opzeg|opzegen|afmeld\\w*|afmelde)$',
    '\\b(?:meld|schrijf) ik me(?: \\w+)? (?:af|uit)\\b|^(?:schrijf|meld) (?:uit|af)$|\\bniet meer (?:\\w+ ){0,3}(?:smsen|sms en|mailen|appen)\\b',
  ),
}

const POLISH: Tongue = {
  stop: any(
    '\\bwypis\\w*(?: mnie| sie| nas| z (?:\\w+ )?(?:listy|bazy))+\\b|\\b(?:mnie|sie|nas) (?:wypis\\w+)\\b|^(?:prosze o )?wypisani[ea](?: z listy)?$|\\b(?:wyrejestr|odsubskryb)\\w+\\b',
    `\\b(?:rezygn|zrezygn)\\w+ z (?:\\w+ )?(?:${MESSAGES.pl}|subskrypcji|newslettera|otrzymywania)\\b`,
    beside('anul\\w+|wypowiad\\w+', 'subskrypcj\\w+|newsletter\\w*', 2),
    beside(
      'usun\\w*|usuniec\\w+|skas\\w+|wykresl\\w+|wymaz\\w+',
      'mnie|moj (?:numer|nr|kontakt|telefon)|moj\\w+ (?:numeru|danych|dane)|ten numer|tego numeru|numeru?|z (?:\\w+ )?(?:listy|bazy)',
      2,
    ),
    before('przesta\\w+|koniec|dosc|dosyc|stop|zero|bez', `${MESSAGES.pl}|pisac|wysylac|przysylac`, 2),
    '^(?:prosze )?(?:juz )?przestac$',
    before('nie chce\\w*|nie zycze\\w*|nie potrzebuj\\w+|zadn\\w+|nie zgadzam sie na', MESSAGES.pl, 3),
    '\\bnie (?:\\w+ ){0,4}?(?:pisz|piszcie|pisac|wysylaj|wysylajcie|wysylac|przysylaj|przysylajcie|przysylac|kontaktuj|kontaktujcie|kontaktowac)\\b',
    beside('cof\\w+|wycof\\w+|odwol\\w+', 'zgod[eay]', 2),
    '\\b(?:daj|dajcie|dac|zostaw|zostawcie|zostawic)(?: \\w+){0,2}? (?:w )?spok\\w+\\b|^odczep\\w+(?: sie)?$',
  ),
  doubtful: any(
    '\\b(?:zly|nie ten|bledny|nie moj|niewlasciwy) (?:numer|nr)\\b|\\bpomyl\\w+\\b|\\bnie znam\\b',
    '\\bnie (?:jestem )?zainteresowan\\w+|\\bniezainteresowan\\w+|\\bnie interesuje\\b|\\bzglosz\\w+ (?:to|was)\\b|\\bnek(?:ani|aj)\\w+|^(?:dosyc|rezygnuj\\w*)$',
    '\\bwypisac sie\\b|^nie zycze sobie$',
  ),
}

const NOBODY_OF_OURS =
  'client\\w*|customer|kund\\w+|klient\\w*|klant\\w*|patient\\w*|pacient\\w*|pazient\\w*|pacjent\\w*|member|mitglied|socio|soci[ao]'
const TAKE_OUT =
  'remove|delete|erase|supprim\\w+|effac\\w+|enlev\\w+|elimin\\w+|borr\\w+|quit(?:ar|en)\\w*|losch\\w+|loesch\\w+|entfern\\w+|cancell\\w+|rimo\\w+|togli\\w+|apag\\w+|exclu\\w+|remov\\w+|retir\\w+|verwijder\\w+|wissen|usun\\w*|usuniec\\w+|skas\\w+|skresl\\w+'
const PLEASE =
  '(?:please|pls|plz|svp|merci de|bitte(?: um)?|por favor|per favore|graag|aub|prosze(?: o)?|quiero|vorrei|ich mochte)'

/** Short answers that a person has to read, whichever of the languages they are in. */
const READ_BY_A_PERSON = any(
  // Nobody of ours, or not the person who was meant.
  `\\b(?:not|no longer|no soy|ya no soy|kein\\w?|nicht mehr|pas|plus|non sono|nao sou|geen|niet meer|nie jestem)(?: \\w+){0,2}? (?:${NOBODY_OF_OURS})\\b`,
  '\\b(?:wrong|falsche\\w?|mauvais\\w?|verkeerd\\w?|zla|zly|niewlasciw\\w+|faux|fausse) (?:n\\w*m\\w*r?\\w*|nr|p[ea]rson\\w*|osob\\w+)\\b|\\b(?:numero|numer|persona|pessoa|personne) (?:e[qk]ui[bv]\\w+|err\\w+|sbagliat\\w|errad\\w)\\b',
  '\\b(?:no|non|nao|ne|pas|nicht|niet|nie) (?:\\w+ ){0,2}?(?:conozco|conosco|conheco|connais|kenne|ken|znam)\\b|\\bconnais pas\\b|^(?:thats |it is |its |c est |c )?(?:not|pas) (?:me|moi)$|\\b(?:spreekt|spreken|sprechen) (?:\\w+ )?(?:niet|nicht) mit|\\bspreekt niet met\\b|\\bto nie (?:do mnie|ja)\\b',
  beside(
    'number|phone|numero|nummer|numer|handynummer|telefon\\w*|telephone|telefone|telefono',
    'no longer|anymore|any more|n est plus|nicht mehr|niet meer|ya no|ja nao|non e piu|juz nie|already not',
    3,
  ),
  '\\bn est plus (?:\\w+ )?(?:numero|telephone|portable)\\b|\\b(?:numero|nummer|number) incorrect\\w?\\b|\\bno soy quien\\b|\\bnon sono la persona\\b|\\bwohnt (?:\\w+ )?nicht mehr\\b',
  // Never asked for.
  '\\b(?:did not|didnt|never) (?:sign\\w*|subscrib\\w+|ask\\w*|request\\w*|agree\\w*|consent\\w*)\\b|\\b(?:nicht|nie) (?:bestellt|angemeldet|angefordert|zugestimmt|eingewilligt)\\b|\\b(?:jamais|rien|pas) (?:\\w+ )?(?:demande|inscrit\\w?)\\b|\\bno (?:solicite|pedi|autorice)\\b|\\bnon (?:ho )?(?:mai )?(?:richiesto|chiesto|autorizzato)\\b|\\bnao (?:pedi|solicitei|autorizei)\\b|\\b(?:niet|nooit) (?:\\w+ )?(?:gevraagd|aangevraagd|aangemeld)\\b|\\bnie (?:zamawial\\w+|prosil\\w+|zapisywal\\w+|wyrazam zgody|zgadzam sie)\\b|\\bbrak zgody\\b',
  // Nothing more, no contact, out of the list.
  '\\b(?:nichts mehr|nada mas|mas nada|mais nada|nada mais|niets meer|niks meer|nic wiecej|piu (?:nulla|niente)|(?:nulla|niente) piu|plus rien)\\b',
  '\\bnie (?:chce|zycze sobie) (?:juz )?nic\\b|\\b(?:will|mochte) (?:das|dies|sie) nicht(?: mehr)?$|\\bwil (?:dit|dat) niet meer\\b|\\b(?:kein\\w*|geen|no|pas de|nessun|sem|bez) (?:kontakt\\w*|contact\\w*|contatto|contato|kontaktu)\\b',
  '\\b(?:off|out of|from|aus|von|hors|de|da|dalla|uit|van|z) (?:ur|your|the|this|der|dem|la|votre|su|dessa|desta|sua|de|jullie|tej|waszej) (?:list\\w*|verteiler|lijst)\\b|^(?:sair|salir|exit|sortir|uscire|uitstappen|wyjsc)(?: de la lista| da lista| de la liste)?$|\\b(?:dal|z|da|dalla) list[ay]$',
  // Take out, and nobody says what; or our data.
  `^(?:${PLEASE} )*(?:${TAKE_OUT}|loschung|loeschung|usuniecie)(?: ${PLEASE}| me| mich| contact\\w*| kontakt\\w*)*$`,
  beside(
    `${TAKE_OUT}|loschung|loeschung`,
    '(?:meine\\w?|mes|mis|miei|mijn|meus|moje|moich)? ?(?:daten|donnees|datos|dati|dados|gegevens|dane|danych|nr|info|data)',
    2,
  ),
  // An end to this.
  '\\b(?:par(?:a|e|em) com (?:isso|isto)|stop (?:hiermee|ermee|er mee|daarmee)|hou\\w? (?:hier|er|daar)mee op|verschon\\w+|zaprzesta\\w+|starczy|darse de baja|d(?:e|en|oy|arme|ar|arse) (?:de )?baja|me borren|nao me (?:perturb|incomod)\\w+|hoe kom ik (?:hier|er) ?van ?af|j en ai (?:marre|assez)|(?:estoy|ya) hart[oa]|sono stuf[oa])\\b',
  `\\b(?:cancel\\w*|annull\\w+|anul\\w+|beend\\w+|fin|fine|ende|einde|konec|koniec)(?: \\w+){0,2}? (?:${Object.values(MESSAGES).join('|')}|envio|envios)\\b`,
)

const TONGUES = [ENGLISH, FRENCH, SPANISH, GERMAN, ITALIAN, PORTUGUESE, DUTCH, POLISH]

/** An appointment, an order, a prescription: taking one back ends no texts. */
const SOMETHING_ELSE =
  /\b(?:appointments?|appt|visits?|bookings?|reservations?|orders?|sessions?|class(?:es)?|meetings?|waiting list|termine?s?|kurs\w*|training|stunde|bestellung|behandlung|rezept|rendez vous|rdv|reservation|commande|cours|seance|ordonnance|citas?|reservas?|pedidos?|clases?|turnos?|receta|appuntament\w+|visita|prenotazion\w+|ordine|lezione|ricetta|consultas?|marcacao|agendamento|aulas?|encomenda|afspra\w+|afspraak|bestelling|recept\w*|wizyt\w+|termin\w*|rezerwacj\w+|zamowieni\w+|zajec\w*|lekcj\w+|zwolnieni\w+|szpital\w*|zab\w?|szwy|zahn|faden|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tomorrow|diente|muela|puntos|punti|dente)\b/
/** Somebody to whom a text did not come: "I have not received any text", "Ich habe keine SMS bekommen". */
const DID_NOT_COME =
  /\b(?:(?:did not|didnt|have not|havent|never|hasnt|has not) (?:get|got|gotten|receive[d]?|come|arrived?)|(?:hab\w*|noch|leider|bisher|bislang|wurde) (?:(?!mehr |gesagt |gebeten |will |mochte )\w+ ){0,4}(?:bekommen|erhalten|gekriegt|gekommen|angekommen|da)|(?:pas|rien|jamais|aucun\w*) (?:\w+ ){0,2}(?:recu|eu)|(?:recu|eu) (?:aucun\w*|pas|de)|no (?:\w+ ){0,2}(?:recib(?:i|imos|ido)|llego|llega|llegaron|llegado)|non (?:\w+ ){0,2}(?:ricevut\w+|arrivat\w+)|nao (?:\w+ ){0,2}(?:recebi|recebemos|chegou|chegaram)|(?:heb|hebben|had|nog) (?:\w+ ){0,4}(?:ontvangen|gekregen|gehad|binnen)|(?:ai|avons) (?:plus|pas) (?:de|d|eu)|nie (?:\w+ ){0,2}(?:dostal\w+|otrzymal\w+|przysz\w+|dosz\w+)|got no|received no)\b(?: \w+){0,3}/g
/** Somebody who cannot write just now. */
const CANNOT =
  /\b(?:(?:ich )?kann (?:\w+ ){0,3}nicht|kann nicht mehr|(?:cant|cannot|can not) (?:text|write|send|message)|je ne peux (?:pas|plus)|no puedo|non (?:posso|riesco)|nao (?:posso|consigo)|ik kan (?:\w+ ){0,3}(?:niet|geen)|nie (?:moge|mozemy))(?: \w+){0,3}/g

const ABOUT_TEXTS = new RegExp(`\\b(?:${Object.values(MESSAGES).join('|')})\\b`)

/** A text without what means something else: that a text did not come, or that somebody cannot write just now. */
export const withoutOtherMeanings = (text: string): string =>
  text.replace(DID_NOT_COME, ' ').replace(CANNOT, ' ').replace(/ +/g, ' ').trim()

/** Is this about an appointment, an order or a prescription, and not about texts? */
export const isAboutElse = (text: string): boolean => SOMETHING_ELSE.test(text) && !ABOUT_TEXTS.test(text)

const WORDS_AT_ONCE = 14
/** More words than that say something else besides. */
const OUTRIGHT = 8
/** What one sentence of words asks for: parts of it, where it is long. */
const inSentence = (sentence: string): 'stop' | 'doubtful' | null => {
  const words = sentence.split(' ')
  if (words.length > WORDS_AT_ONCE) {
    for (let from = 0; from < words.length; from += WORDS_AT_ONCE / 2)
      if (inSentence(words.slice(from, from + WORDS_AT_ONCE).join(' ')) !== null) return 'doubtful'
    return null
  }
  if (isAboutElse(sentence)) return null
  if (TONGUES.some(({ stop }) => stop.test(sentence))) return 'stop'
  return READ_BY_A_PERSON.test(sentence) || TONGUES.some(({ doubtful }) => doubtful.test(sentence))
    ? 'doubtful'
    : null
}

/**
 * What folded sentences ask for together: `stop` when one says it outright and little else stands beside it, `doubtful` when it stands
 * among much else or may mean something else, null when it is not about our texts.
 */
export const requestOf = (sentences: readonly string[]): 'stop' | 'doubtful' | null => {
  const found = sentences.map(inSentence).filter((one) => one !== null)
  if (found.length === 0) return null
  const words = sentences.reduce((sum, sentence) => sum + sentence.split(' ').length, 0)
  return found.includes('stop') && words <= OUTRIGHT ? 'stop' : 'doubtful'
}
