/** Reactions that quote a text of ours, in the forms that phones of eight languages write. */
import { describe, expect, test } from 'vitest'
import { classifyReply } from '#shared/text/opt-out-words'
import { reactionOf } from '#shared/text/reactions'

const OURS = 'Hi Ann, your visit is tomorrow at ten. Larkfield Physio. Reply STOP to opt out'
const FORMS = [
  'Liked “%s” | Liked "%s" | Liked \'%s\' | Liked ‘%s’ | Liked "%s | Liked “%s"  |  Liked  “%s”',
  'Liked: “%s” | Emphasized “%s” | Reacted 😂 to “%s” | Reacted with 👍 to “%s” | 😮 to “%s”',
  "👍🏿 to “%s” | ❤ to “%s” | 👍 to '%s' | Added 👍 to “%s” | Removed a laugh from “%s”",
  'Removed an exclamation from “%s” | Removed a question mark from “%s”',
  'Removed a dislike from “%s” | Removed 🎉 from “%s” | A mis un j’aime sur « %s » | J’aime « %s »',
  'J’adore « %s » | A aimé “%s” | A aimé "%s" | A mis en évidence « %s » | A accentué « %s »',
  'A réagi par 👍 à « %s » | A ajouté 👍 à « %s » | A réagi 👍 à « %s » | N’aime pas « %s »',
  'A supprimé 👍 de « %s » | A retiré un j’aime de « %s » | Réaction 👍 à « %s » | 👍 sur « %s »',
  'A ri de « %s » | Le gustó "%s" | Le gusta “%s” | Me gusta “%s” | Indicó que le gusta “%s”',
  'Marcó “%s” como Me gusta | Le encanta “%s” | Se rió de “%s” | Se rió con “%s” | Exclamó por “%s”',
  'Cuestionó “%s” | Destacó “%s” | Reaccionó 👍 a “%s” | Ha reaccionado con 👍 a «%s» | 👍 a «%s»',
  'Eliminó un me gusta de “%s” | Quitó 👍 de “%s” | No le gusta “%s” | Ha indicado que le gusta «%s»',
  'Gefällt: „%s“ | „%s“ gefällt mir | Gefällt mir: „%s“ | Hat „%s“ geliked',
  'Hat ein „Gefällt mir“ für „%s“ hinzugefügt | Mag „%s“ | Mochte „%s“ | Liebte „%s“',
  'Hat „%s“ hervorgehoben | Betonte „%s“ | Hat „%s“ mit einem Herz markiert',
  'Hat „%s“ mit „Haha“ markiert | Hat mit 👍 auf "%s" reagiert | Hat auf „%s“ mit 👍 reagiert',
  'Reagierte mit 👍 auf „%s“ | 👍 für „%s“ | Hat 👍 von „%s“ entfernt',
  'Hat „Gefällt mir“ von „%s“ entfernt | Lachte über „%s“ | Fragte nach „%s“ | Zweifelte an „%s“',
  'Ha messo mi piace a “%s” | A messo “Mi piace” a “%s” | Gli è piaciuto “%s” | Le è piaciuto “%s”',
  'Ha amato “%s” | Ha riso di “%s” | Ha enfatizzato “%s” | Ha evidenziato «%s»',
  'Ha reagito 👍 a “%s” | 👍 a “%s” | Ha aggiunto 👍 a “%s” | Non gli è piaciuto “%s”',
  'Ha rimosso 👍 da “%s” | Ha tolto il mi piace a “%s” | Gostou “%s” | Gosta de “%s” | Curtiu “%s”',
  'Adorou “%s” | Amei “%s” | Riu de “%s” | Enfatizou “%s” | Reagiu 👍 a “%s”',
  'Reagiu com 👍 à mensagem “%s” | 👍 a “%s” | 👍 em “%s” | Removeu 👍 de “%s” | Não gostou de “%s”',
  'Deu ênfase a “%s” | Questionou “%s” | Vond ‘%s’ leuk | Vindt “%s” leuk | Leuk: “%s”',
  'Vond “%s” geweldig | Hield van “%s” | Lachte om “%s” | Benadrukte “%s” | Reageerde 👍 op “%s”',
  'Heeft met 👍 gereageerd op “%s” | 👍 bij “%s” | Verwijderde 👍 van “%s” | Vond “%s” niet leuk',
  'Trok “%s” in twijfel | Plaatste 👍 bij “%s” | Polubił(a) „%s” | Polubił „%s” | Lubi to: „%s”',
  'Pokochał(a) „%s” | Nie lubi „%s” | Roześmiał(a) się z „%s” | Podkreślił(a) „%s”',
  'Zareagował(a) 👍 na „%s” | Zareagowano na „%s” za pomocą 👍 | Dodano 👍 do „%s” | Usunięto 👍 z „%s”',
  '👍 na „%s" | Zakwestionował(a) „%s” | Zaśmiał się z „%s”',
]
const NO_REACTIONS = [
  'I liked “%s” but stop | Stop “%s” | “%s” no | No “%s” | Please no more “%s” | STOP. “%s”',
  "What is “%s”? | I hate “%s” | “%s” 🛑 | 🖕 to “%s” | Unsubscribe from “%s” | Don't like '%s'",
  'Le dije que no “%s” | “%s”',
]
const each = (lines: readonly string[]) => lines.flatMap((line) => line.split(' | '))

describe('a reaction holds nobody', () =>
  test.each(each(FORMS))('%s', (form) => {
    const body = form.replace('%s', OURS)
    expect(reactionOf(body)).toMatchObject({ quoted: OURS })
    expect(classifyReply(body)).toBe('other')
  }))
describe('what somebody says beside a quotation is read', () =>
  test.each(each(NO_REACTIONS))('%s', (form) =>
    expect(classifyReply(form.replace('%s', OURS))).not.toBe('other'),
  ))
