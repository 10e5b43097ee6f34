/** Replies with the words of a request that ask for no end of texts. */
import { describe, expect, test } from 'vitest'
import { classifyReply } from '#shared/text/opt-out-words'

/** About texts or with the same words, and no request: none of them is even held. */
const SAME_WORDS = [
  "I did not get the text | I haven't received any texts from you | I never got your message",
  "Didn't receive a text yesterday | I got no text about it",
  "Can you send me a text when it's ready | Thanks for the reminder text",
  'Please remove the Friday appointment | Can I remove one item from the order',
  'My number changed to 202 555 0143 | This is my new number | wrong day sorry | Sorry wrong time',
  "I am not sure | I'm not feeling well | I am not Monday free | This is not urgent",
  "It's not my fault | no more pain thanks | No more questions | There is no more parking outside",
  "no longer need the appointment | I no longer need a ride | I don't need anything",
  "I don't want to come Friday | Can you stop by later | The bleeding won't stop",
  "I'd rather not come Monday, text me other times | I turned off the alarm, sorry | No need to keep the slot",
  'Do you take walk-ins? | delete that | Please remove my stitches Tuesday',
  "I blocked Friday afternoon for you | Parking was blocked | We exit at Main St | I'll be out by 5",
  "mute point lol | see you in the end | Je n'ai pas reçu de SMS | Je n'ai reçu aucun message",
  "Je n'ai pas eu de message hier | Je n'ai plus de message de votre part depuis lundi",
  "Je ne reçois pas vos messages | Pouvez-vous m'envoyer un SMS",
  'Je vous envoie un message plus tard | Je ne peux plus venir | pas de message pour moi ?',
  "Il faut m'enlever les fils quand ? | Pouvez-vous retirer les points jeudi",
  "Je souhaite plus d'infos | Je veux plus de détails | je veux bien | Je ne suis pas disponible",
  "Ce n'est pas grave | C'est une erreur de date | Je ne suis pas sûre | suis en arrêt de travail",
  'le bon numéro est le 0612345678 | plus tard svp | Je ne peux pas écrire maintenant',
  "N'oubliez pas de m'écrire | No he recibido ningún mensaje | No me llegó el mensaje",
  'no recibí mensaje | No tengo mensajes nuevos | No puedo escribir ahora',
  'No puedo contestar mensajes en el trabajo | Me pueden quitar los puntos el lunes?',
  'quiero sacarme una muela | Necesito la baja médica | Tengo la baja hasta el lunes',
  '¿Me dan la baja? | El niño está de baja | No soy de aquí | no es urgente | No es necesario',
  'No soy fumador | Paramos a las 5 | Para eso llamo mañana | para el lunes | Me equivoqué de hora',
  'Me equivoqué de día | envíame el mensaje otra vez | Dejen el paquete en recepción',
  'Deje el recado a mi madre | Ich habe keine SMS bekommen | Ich habe noch keine Nachricht erhalten',
  'Leider keine Nachricht bekommen | Ich habe Ihre Nachricht nicht bekommen',
  'Keine Nachricht erhalten | Bitte melden Sie sich | Melden Sie sich bitte bei mir',
  'Können Sie mir eine SMS schicken? | Ich kann gerade nicht schreiben',
  'Kann nicht mehr schreiben, Akku leer | Bitte den Termin streichen',
  'Können Sie den Termin löschen? | Meine alte Nummer bitte durch die neue ersetzen',
  'Ich bin nicht da | Ich bin nicht sicher | Das ist nicht schlimm | Das ist nicht der richtige Tag',
  'Das ist nicht Ihr Fehler | Ich bin nicht zu Hause | Aus welchem Grund? | Fäden ziehen wann?',
  'Ich melde mich ab 14 Uhr | Melde mich ab Montag wieder | Ich bestelle ab Montag',
  'Bitte nehmen Sie mich als Patientin auf | Nehmen Sie mich dran?',
  'Nehmen Sie mich auf die Warteliste | Schluss um 5? | Top | Top, danke | Super',
  'Non ho ricevuto il messaggio | Non mi è arrivato nessun sms | Non posso scrivere ora',
  'Non riesco a mandare messaggi | Mi mandi un messaggio | Togliete i punti giovedì?',
  'Devo togliere un dente | Non sono sicuro | Non sono di Roma | Non è urgente',
  "Fermata dell'autobus | Não recebi mensagem | Não recebi o sms | Não chegou nenhuma mensagem",
  'Não posso escrever agora | Mande uma mensagem por favor | Me tira uma dúvida',
  'Pode tirar os pontos? | Quero sair mais cedo | Vou parar no caminho | Não sou de lá',
  'Não é urgente | Não é hoje | sem falta | Sem pressa | Quero cancelar o agendamento',
  'Ik heb geen sms ontvangen | Ik heb nog geen bericht gekregen | Geen bericht gehad',
  "Kunt u mij een sms sturen? | Kunt u mij sms'en? | Stuur maar een bericht",
  'Ik kan niet meer komen | Hechtingen verwijderen wanneer? | Ik schrijf het op | Schrijf mij in',
  'Ik meld me morgen | Ik meld me aan | Ik ben niet thuis | Dit is niet dringend | Dit is niet erg',
  'Hou je haaks | Haal mij op om 5 | Ik haal de recept op | Nie dostałam SMS',
  'Nie otrzymałem wiadomości | Nie przyszedł sms | Proszę wypisać receptę',
  'Kiedy wypis ze szpitala? | Proszę wysłać wiadomość | Nie mogę pisać teraz | Nie mogę teraz pisać',
  'Nie pisałam jeszcze | Proszę usunąć ząb | Usunięcie szwów kiedy? | To nie problem',
  'Nie jestem pewna | Nie jestem w domu | Nie wiem kiedy | Rezygnuję z wizyty',
  'Rezygnuję z jutrzejszej wizyty | Koniec pracy o 5 | Daj znać | Bez problemu | Bez zmian',
  'Zero problemu | Jestem chory | Odwołuję jutrzejszy termin',
]
/** Read by a person at worst. */
const NO_STOP = [
  "Please take me off the 3pm and put me at 4 | don't write me off yet lol",
  'stop and go traffic, 10 min late | Is there a stop near you?',
  'Please delete my last message, wrong chat | halt | Je dois arrêter le traitement ?',
  "J'arrête les antibiotiques ? | on arrête quand le plâtre",
  'No me interesa ese día... mejor martes | Ich höre mit dem Rauchen auf',
  'Es hört nicht auf zu bluten | Meine Tochter vom Training abmelden',
  'Kein Bedarf mehr an Parkplatz | Stopp, doch lieber Mittwoch | non mi scriva al lavoro, chiami',
  'Smettere di fumare | Vorrei cancellare la visita | Ik stop met roken',
]

describe('is not about our texts, though the words are the same', () =>
  test.each(SAME_WORDS.flatMap((line) => line.split(' | ')))('%s', (body) =>
    expect(classifyReply(body)).toBe('other'),
  ))
describe('opts nobody out', () =>
  test.each(NO_STOP.flatMap((line) => line.split(' | ')))('%s', (body) =>
    expect(classifyReply(body)).not.toBe('stop'),
  ))
