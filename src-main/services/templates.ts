/** Templates, their variables, and what a body would cost over everybody it is for. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { dress } from '#core/compose'
import { createMemo } from '#core/memo'
import { measure } from '#core/segments'
import { compile, render, unknownVariables, VARIABLES } from '#core/template'
import type { Language, RecordKind } from '#core/values'
import { notFound, type Office, type Topic, userOf } from './office'
import type { Recipients } from './recipients'
import type { Stores, TemplateRecord } from './stores'

type Ports = { stores: Stores; office: Office; recipients: Recipients; changed: (...topics: Topic[]) => void }

/** So many people are read and counted in one piece. */
const AT_ONCE = 2000

const LABELS: Record<string, string> = {
  first_name: 'First name',
  last_name: 'Last name',
  full_name: 'Full name',
  email: 'E-mail',
  account_name: 'Account',
  office_name: 'Office name',
  office_phone: 'Office phone',
  user_name: 'Your name',
  today: 'Today’s date',
}

/** How a text of many is dressed: office name and opt-out line in the template's language. */
export const dressingFor = (office: Office, language: Language) => {
  const { office: place, sending } = office.settings()
  return { officeName: sending.nameOffice ? place.name : '', optOutLine: sending.optOut[language] }
}

export const createTemplates = ({ stores, office, recipients, changed }: Ports) => {
  const get = async (id: number): Promise<TemplateRecord> => {
    const template = await stores.templates.get(id)
    if (!template) throw notFound('template')
    return template
  }
  const row = ({ archivedAt, ...template }: TemplateRecord) => ({
    ...template,
    archived: archivedAt !== null,
  })

  const variables = async (kind: RecordKind) => [
    ...VARIABLES[kind].map((name) => ({ name, label: LABELS[name] ?? name })),
    ...(await recipients.customFields()).map((field) => ({
      name: `custom.${field.key}`,
      label: field.label,
    })),
  ]

  /** Refuses a body that cannot be sent: bad syntax, or a variable nobody has. */
  const checkBody = async (body: string, kind: RecordKind) => {
    const compiled = compile(body)
    if (!compiled.ok) throw new Refusal('bad-input', compiled.message, 'body')
    const known = (await variables(kind)).map(({ name }) => name)
    const [unknown] = unknownVariables(compiled.template, known)
    if (unknown) {
      const hint = unknown.suggestion
        ? ` Did you mean ${unknown.suggestion}?`
        : ' Choose one from the list of variables.'
      throw new Refusal('bad-input', `Nobody has “${unknown.name}”.${hint}`, 'body')
    }
    return compiled.template
  }

  const freeName = (name: string, all: readonly TemplateRecord[]) => {
    const taken = new Set(all.map((template) => template.name))
    let free = `${name} (copy)`
    for (let n = 2; taken.has(free); n += 1) free = `${name} (copy ${n})`
    return free
  }

  const handlers: HandlersOf<AppContract['templates']> = {
    list: async () =>
      (await stores.templates.all()).map(row).toSorted((a, b) => a.name.localeCompare(b.name)),
    get: async ({ id }) => row(await get(id)),
    async save({ id, ...input }, caller) {
      await checkBody(input.body, input.recordKind)
      const all = await stores.templates.all()
      if (
        all.some(
          (one) =>
            one.id !== id && one.archivedAt === null && one.name.toLowerCase() === input.name.toLowerCase(),
        )
      ) {
        throw new Refusal(
          'conflict',
          'There is a template of this name already. Choose another name.',
          'name',
        )
      }
      const record = { ...input, updatedAt: office.now(), updatedBy: userOf(caller).name }
      let saved = id
      if (saved === null) saved = await stores.templates.add({ ...record, archivedAt: null })
      else {
        await get(saved)
        await stores.templates.change(saved, record)
      }
      changed('templates')
      return { id: saved }
    },
    async duplicate({ id }, caller) {
      const { id: _old, ...template } = await get(id)
      const name = freeName(template.name, await stores.templates.all())
      const copy = await stores.templates.add({
        ...template,
        name,
        archivedAt: null,
        updatedAt: office.now(),
        updatedBy: userOf(caller).name,
      })
      changed('templates')
      return { id: copy }
    },
    async archive({ id, archived }) {
      await stores.templates.change(id, { archivedAt: archived ? office.now() : null })
      changed('templates')
      return {}
    },
    variables: ({ recordKind }) => variables(recordKind),
    async record({ recordKind, offset }, caller) {
      const { id, total } = stores.recipients.nth(recordKind, offset)
      const person = id === null ? null : stores.recipients.get(id)
      if (!person) return { total: 0, id: null, name: '', values: {} }
      const values = await recipients.valuesFor(userOf(caller).name)
      return { total, id: person.id, name: person.name, values: values(person) }
    },
    async meter({ recordKind, body, bulk, language }, caller) {
      const compiled = compile(body)
      const empty = { people: 0, units: 0, shortest: 0, longest: 0, longestText: '', missing: 0 }
      if (!compiled.ok) return empty
      const values = await recipients.valuesFor(userOf(caller).name)
      const dressing = bulk ? dressingFor(office, language) : { officeName: '', optOutLine: '' }
      const ids = await stores.recipients.ids(
        { kind: recordKind, search: '', conditions: [], staticListId: null, archived: false },
        await recipients.context(),
      )
      const result = { ...empty, shortest: Number.POSITIVE_INFINITY }
      let longestCharacters = 0
      type Measured = { text: string; segments: number; characters: number }
      const measured = (text: string): Measured => ({ text, ...measure(text) })
      const count = ({ text, segments, characters }: Measured, times: number) => {
        result.people += times
        result.units += segments * times
        result.shortest = Math.min(result.shortest, segments)
        if (characters > longestCharacters || segments > result.longest) {
          result.longestText = text
          longestCharacters = characters
        }
        result.longest = Math.max(result.longest, segments)
      }
      if (compiled.variables.length === 0) {
        const rendered = render(compiled.template, {})
        if (rendered.ok && ids.length > 0) count(measured(dress(rendered.text, dressing)), ids.length)
      } else {
        const variables = compiled.variables.map(({ name }) => name)
        const read = (from: number) =>
          from < ids.length ? stores.recipients.wording(ids.slice(from, from + AT_ONCE), variables) : []
        // Many people share a first name, a city or a date: what reads the same is measured once.
        const once = createMemo<Measured | null>(10_000)
        const textOf = (person: Record<string, string | null>) =>
          once(JSON.stringify(variables.map((name) => person[name])), () => {
            const rendered = render(compiled.template, person)
            return rendered.ok ? measured(dress(rendered.text, dressing)) : null
          })
        // The next are read while these are counted.
        let next = read(0)
        for (let from = 0; from < ids.length; from += AT_ONCE) {
          const people = await next
          next = read(from + AT_ONCE)
          for (const person of people) {
            const text = textOf(values(person))
            if (text) count(text, person.times)
            else result.missing += person.times
          }
        }
      }
      return { ...result, shortest: Number.isFinite(result.shortest) ? result.shortest : 0 }
    },
  }
  return { handlers, checkBody, get }
}

export const createDrafts = ({
  stores,
  office,
  changed,
}: {
  stores: Stores
  office: Office
  changed: (...topics: Topic[]) => void
}): HandlersOf<AppContract['drafts']> => ({
  async save({ key, body }, caller) {
    await stores.write(() => stores.drafts.save(userOf(caller).id, key, body, office.now()))
    changed('drafts')
    return {}
  },
  get: ({ key }, caller) => ({ body: stores.drafts.get(userOf(caller).id, key) }),
  async clear({ key }, caller) {
    await stores.write(() => stores.drafts.clear(userOf(caller).id, key))
    changed('drafts')
    return {}
  },
  list: ({ prefix }, caller) => stores.drafts.list(userOf(caller).id, prefix),
})
