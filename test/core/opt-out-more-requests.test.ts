/** More of what people write to end texts, tried once the rules stood: each opts out or is held. */
import { expect, test } from 'vitest'
import { classifyReply } from '#shared/text/opt-out-words'

const NEVER_IGNORED: Record<string, string[]> = {
  en: [
    'STOP.Thanks | Stop! wrong person | plz unsubscribe | unsubscribe me now!!! | Please discontinue',
    'discontinue texts | STOP ALL MESSAGES | I dont wanna get these | no more notifications pls',
    "please quit | Cancel subscription | CANCEL ALL | Do not send | don't send me texts",
    'never message me again | take off list | pls take me off | not interested remove',
    'STOP PLEASE!!!!! | stop u r annoying | stop it!!! | please stop it | Stop spamming',
    "who are you stop texting | kindly stop | STOP to end | reply STOP | text STOP | 'Stop' | stop-",
    'Stop... | sto p | st op | S.top | stopped | STOPALL please | END texts | quit it',
    'I quit this list | block me | Report spam | delete | wrong number sorry',
    "I'd rather not receive reminders by text | switch off the reminders pls | Prefer not to get texts",
    'I moved to another dentist so no need to keep texting | please turn off reminders',
    "ur texting the wrong number | this isn't ann's number anymore | no longer ann's phone",
  ],
  fr: [
    'arrêtez tout | Arret | STOPP SVP | stop sms merci | me desabonner | Desabonnement svp',
    "plus de message s'il vous plait | Merci de ne plus m'écrire | Ne plus envoyer de messages",
    'je ne veux plus etre contacté | Enlevez-moi | enlever mon numero | Supprimez-moi svp',
    "stoppez les envois | FIN | Annuler l'abonnement | numéro incorrect | ce n'est plus son numéro",
    "Ne m'appelez plus",
  ],
  es: [
    'No quiero mas mensajes de ustedes | dejen de molestarme | por favor no mas mensajes | BAJA SMS',
    'baja total | Cancelen mi suscripción | No envien | no mandar | No me mandes mensajes | quitenme',
    'Bórrame | eliminenme | ya no | ya basta por favor | no soy quien buscan',
    'este numero ya no es de ella',
  ],
  de: [
    'Bitte Abmeldung | Abmelden bitte!! | Ich will keine weiteren SMS | ich brauche keine SMS',
    'Keine SMS an diese Nummer | Löschen Sie mich | Löschen | Nummer bitte löschen | nehmt mich raus',
    'Raus aus dem Verteiler | bitte rausnehmen | Ich möchte das nicht mehr',
    'Schluss mit den Nachrichten | Einverständnis zurückgezogen | Ich ziehe meine Einwilligung zurück',
    'Nicht mehr kontaktieren | STOP!!! keine sms | Anna wohnt hier nicht mehr',
    'Die Nummer gehört nicht mehr Anna',
  ],
  'it and pt': [
    'Basta messaggi per favore | Cancellatemi dalla lista per favore | Eliminate il mio contatto',
    'Non voglio essere contattata | Non voglio essere disturbato | Smettetela con gli sms',
    "stop grazie | rimuovimi | annullate l'iscrizione | non sono la persona | Nao me mandem mais",
    'remover | parar mensagens | pare as mensagens | Quero parar de receber',
    'não quero mais receber nada | cancelar envio de sms | apaguem o meu contacto',
    'este número já não é dela',
  ],
  'nl and pl': [
    'Stop met sturen | stop de berichten | geen smsjes meer | Geen sms meer graag',
    "ik wil geen sms'en | Verwijder me | haal me eruit | uitschrijven graag | schrijf uit | afmelden!",
    'Dit nummer is niet meer van Anna | niet meer mailen of smsen | proszę o zaprzestanie',
    'nie chcę smsów | proszę nie wysyłać mi więcej | Wypiszcie | usuńcie | usunąć numer | stop smsom',
    'nie życzę sobie | Proszę zaprzestać | To już nie jest numer Anny | anulować sms',
    'rezygnacja z sms',
  ],
}

test.each(
  Object.entries(NEVER_IGNORED).flatMap(([language, lines]) =>
    lines.flatMap((line) => line.split(' | ')).map((body): [string, string] => [language, body]),
  ),
)('%s: %s is opted out or held', (_language, body) =>
  expect(['stop', 'doubtful']).toContain(classifyReply(body)),
)
