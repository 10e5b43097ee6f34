/** Everything that is known of one record, and the same to read. */
import { carrierSays } from '#core/sending/send-plan'
import { valuesOf } from '#shared/people/person-fields'
import { phrase } from '#shared/phrases/phrase'
import type { Office } from '../office'
import { EVERYTHING_SAID, reportRows } from '../reports/report-rows'
import type { RecipientKept } from '../people/people-store'
import type { ReportRow } from '../reports/report-store'
import type { Stores } from '../stores'

const PAGE = 500

type Line = Record<string, string | number | boolean | null>
export type Dossier = {
  exportedAt: string
  office: string
  record: Line
  numbers: Line[]
  fields: Line
  consent: Line[]
  blocks: Line[]
  lists: string[]
  notes: Line[]
  messages: Line[]
}

export const dossierOf = async (
  person: RecipientKept,
  {
    stores,
    office,
  }: {
    stores: Pick<Stores, 'consent' | 'notes' | 'report' | 'lists' | 'members' | 'fields'>
    office: Office
  },
): Promise<Dossier> => {
  const { id } = person
  const fields = await stores.fields.all()
  const lists = await stores.lists.all()
  const messages: ReportRow[] = []
  for await (const row of reportRows(stores, { ...EVERYTHING_SAID, recipientId: id }, { descending: false }))
    messages.push(row)
  const notes = []
  for (let offset = 0; ; offset += PAGE) {
    const { rows } = stores.notes.list(id, offset, PAGE)
    notes.push(...rows)
    if (rows.length < PAGE) break
  }
  return {
    exportedAt: office.now(),
    office: office.settings().office.name,
    record: {
      kind: person.kind,
      firstName: person.firstName,
      lastName: person.lastName,
      ...valuesOf(person),
      account: person.accountName,
      tags: person.tags.join(', '),
      createdAt: person.createdAt,
      archived: person.archived,
      lastTextAt: person.lastOutAt,
      lastReplyAt: person.lastInAt,
    },
    numbers: person.numbers.map(({ e164, label, primary, country, flagged }) => ({
      number: e164,
      label,
      primary,
      country,
      carrierSays: flagged === null ? null : office.say(carrierSays(flagged)),
    })),
    fields: Object.fromEntries(
      Object.entries(person.custom).map(([key, value]) => [
        fields.find((field) => field.key === key)?.label ?? key,
        value,
      ]),
    ),
    consent: stores.consent
      .history(id)
      .toReversed()
      .map(({ at, e164, purpose, state, basis, source, wording, userName }) => ({
        at,
        number: e164,
        purpose,
        state,
        basis,
        source,
        wording,
        by: userName,
      })),
    blocks: stores.consent
      .blocksOf(person.numbers.map(({ e164 }) => e164))
      .map(({ at, e164, cause, detail, by, liftedAt, liftedBy, liftedWhy }) => ({
        at,
        number: e164,
        cause,
        detail,
        by,
        liftedAt,
        liftedBy,
        liftedWhy,
      })),
    lists: stores.members.of(id).flatMap((listId) => lists.find((list) => list.id === listId)?.name ?? []),
    notes: notes.toReversed().map(({ at, body, by }) => ({ at, by, note: body })),
    messages: messages.map(({ at, direction, e164, body, state, purpose, template, by, why }) => ({
      at,
      direction: office.say(direction === 'out' ? 'export.sent' : 'export.received'),
      number: e164,
      text: body,
      state,
      purpose,
      template,
      by,
      why: why === '' ? '' : office.say(why),
    })),
  }
}

const html = (text: unknown): string =>
  String(text ?? '').replace(
    /[&<>"']/g,
    (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[letter] ?? '',
  )
const table = (title: string, lines: readonly Line[], none: string): string => {
  const [first] = lines
  if (!first) return `<h2>${html(title)}</h2><p>${html(none)}</p>`
  const heads = Object.keys(first)
  return `<h2>${html(title)}</h2><table><thead><tr>${heads.map((head) => `<th scope="col">${html(head)}</th>`).join('')}</tr></thead><tbody>${lines
    .map((line) => `<tr>${heads.map((head) => `<td>${html(line[head])}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`
}
const facts = (title: string, of: Line): string =>
  `<h2>${html(title)}</h2><dl>${Object.entries(of)
    .map(([key, value]) => `<dt>${html(key)}</dt><dd>${html(value)}</dd>`)
    .join('')}</dl>`

/** A page that needs nothing but a browser and can be printed. */
export const readable = (dossier: Dossier, say: Office['say']): string => {
  const none = say('dossier.none')
  const name = [dossier.record.firstName, dossier.record.lastName].filter(Boolean).join(' ')
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${html(name)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{font:14px/1.45 system-ui,sans-serif;margin:32px;max-width:1000px}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:4px 8px;border-bottom:1px solid #ccc;overflow-wrap:anywhere;white-space:pre-wrap}
dl{display:grid;grid-template-columns:140px 1fr;gap:4px 12px}dt{color:#555}dd{margin:0}h2{margin-top:28px;font-size:16px}</style>
<h1>${html(name)}</h1>
<p>${html(say(phrase('dossier.everything', { office: dossier.office, name, at: dossier.exportedAt })))}</p>
${facts(say('dossier.record'), dossier.record)}
${table(say('dossier.numbers'), dossier.numbers, none)}
${Object.keys(dossier.fields).length > 0 ? facts(say('dossier.fields'), dossier.fields) : ''}
${table(say('dossier.consent'), dossier.consent, none)}
${table(say('dossier.blocks'), dossier.blocks, none)}
<h2>${html(say('dossier.lists'))}</h2><p>${html(dossier.lists.join(', ') || none)}</p>
${table(say('dossier.notes'), dossier.notes, none)}
${table(say('dossier.messages'), dossier.messages, none)}
</html>
`
}
