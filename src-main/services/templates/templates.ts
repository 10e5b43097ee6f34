/** Templates, their variables, and what a body would cost over everybody it is for. */
import { foreignFields } from '#shared/text/foreign-fields'
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import { dress } from '#shared/text/compose'
import { createBoundedCache } from '#shared/bounded-cache'
import { measure } from '#shared/text/segments'
import { compile, render, unknownVariables, VARIABLES } from '#shared/text/template'
import { textStyle, type TextValues } from '#shared/text/text-values'
import type { Language, RecordKind } from '#shared/values'
import { notFound, type Office, type Changed, userOf } from '../office'
import type { Sender } from '../ports'
import type { Recipients } from '../people/recipients'
import type { Stores } from '../stores'
import type { TemplateRecord } from './template-store'
import { requireNameAndWayOut } from '../consent/way-out'
import { dressings } from './dressing'

type Ports = {
  stores: Pick<Stores, 'write' | 'recipients' | 'drafts' | 'templates' | 'facts'>
  office: Office
  recipients: Recipients
  /** Which sender a new send gets; null before one is chosen. */
  sender: () => Sender | null
  changed: Changed
}

/** So many people are read and counted in one piece. */
const AT_ONCE = 2000

const row = ({ archivedAt, ...template }: TemplateRecord) => ({
  ...template,
  archived: archivedAt !== null,
})

/** What a body may name, and whether it can be sent. */
const createBodyCheck = (recipients: Recipients) => {
  const variables = async (kind: RecordKind) => {
    const fields = await recipients.customFields()
    return [
      ...VARIABLES[kind].map((name) => ({ name, label: phrase(`label.${name}`) })),
      ...fields.map(({ key, label }) => ({ name: `custom.${key}`, label })),
      ...(kind === 'account'
        ? []
        : fields.map(({ key, label }) => ({
            name: `account.${key}`,
            label: phrase('account-variable.label', { label }),
          }))),
    ]
  }

  /** Refuses a body that cannot be sent: bad syntax, or a variable nobody has. */
  const checkBody = async (body: string, kind: RecordKind) => {
    const compiled = compile(body)
    if (!compiled.ok) throw new Refusal('bad-input', compiled.message, 'body')
    const known = (await variables(kind)).map(({ name }) => name)
    const [unknown] = unknownVariables(compiled.template, known)
    if (unknown) {
      const { name, suggestion: meant } = unknown
      throw new Refusal(
        'bad-input',
        meant
          ? phrase('templates.nobody-has-meant', { name, meant })
          : phrase('templates.nobody-has', { name }),
        'body',
      )
    }
    const foreign = foreignFields(body, known).find(({ mend }) => mend !== null)
    if (foreign)
      throw new Refusal(
        'bad-input',
        phrase('templates.foreign-field', { written: foreign.written, mend: foreign.mend ?? '' }),
        'body',
      )
    return compiled.template
  }
  return { variables, checkBody }
}

type Handlers = HandlersOf<AppContract['templates']>
type BodyCheck = ReturnType<typeof createBodyCheck>

/** What is written of templates: saved, copied, archived. */
const createTemplateChanges = (
  { stores, office, sender, changed }: Ports,
  { get, checkBody }: { get: (id: number) => Promise<TemplateRecord> } & Pick<BodyCheck, 'checkBody'>,
): Pick<Handlers, 'save' | 'duplicate' | 'archive'> => {
  const freeName = (name: string, all: readonly TemplateRecord[]) => {
    const taken = new Set(all.map((template) => template.name))
    let free = office.say(phrase('name.first-copy', { name }))
    for (let n = 2; taken.has(free); n += 1) free = office.say(phrase('name.copy', { name, n }))
    return free
  }

  return {
    async save({ id, ...input }, caller) {
      const compiled = await checkBody(input.body, input.recordKind)
      if (input.purpose !== 'conversation')
        requireNameAndWayOut(
          { stores, office },
          sender(),
          { ...input, compiled },
          { body: 'body', language: 'language' },
        )
      const all = await stores.templates.all()
      if (
        all.some(
          (one) =>
            one.id !== id && one.archivedAt === null && one.name.toLowerCase() === input.name.toLowerCase(),
        )
      ) {
        throw new Refusal('conflict', 'templates.name-taken', 'name')
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
  }
}

/** What a body says to everybody it is for: one record after the other, and the length of all. */
const createWording = ({
  stores,
  office,
  recipients,
  sender,
}: Pick<Ports, 'stores' | 'office' | 'recipients' | 'sender'>): Pick<Handlers, 'record' | 'meter'> => ({
  async record({ recordKind, offset, language }, caller) {
    const { id, total } = stores.recipients.nth(recordKind, offset)
    const person = id === null ? null : stores.recipients.get(id)
    const dressing = dressings({ stores, office }, sender(), language)(person?.language ?? null)
    if (!person) return { total: 0, id: null, name: '', values: {}, dressing }
    const values = await recipients.valuesFor(userOf(caller).name)
    return { total, id: person.id, name: person.name, values: values(person), dressing }
  },
  async meter({ recordKind, body, bulk, language }, caller) {
    const compiled = compile(body)
    const empty = { people: 0, units: 0, shortest: 0, longest: 0, longestText: '', missing: 0 }
    if (!compiled.ok) return empty
    const values = await recipients.valuesFor(userOf(caller).name)
    const style = textStyle(language, office.settings().office)
    const dressedIn = dressings({ stores, office }, sender(), language)
    const dressed = (text: string, own: Language | null) => (bulk ? dress(text, dressedIn(own)) : text)
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
    const fields = compiled.variables.map(({ name }) => name)
    // What is put around a text to many is in the language of each.
    const variables = bulk ? [...new Set([...fields, 'language'])] : fields
    if (variables.length === 0) {
      const rendered = render(compiled.template, {}, style)
      if (rendered.ok && ids.length > 0) count(measured(rendered.text), ids.length)
    } else {
      const read = (from: number) =>
        from < ids.length ? stores.recipients.wording(ids.slice(from, from + AT_ONCE), variables) : []
      // Many people share a first name, a city or a date: what reads the same is measured once.
      const once = createBoundedCache<Measured | null>(10_000)
      const textOf = (person: TextValues, own: Language | null) =>
        once(JSON.stringify([own, ...fields.map((name) => person[name])]), () => {
          const rendered = render(compiled.template, person, style)
          return rendered.ok ? measured(dressed(rendered.text, own)) : null
        })
      // The next are read while these are counted.
      let next = read(0)
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        const people = await next
        next = read(from + AT_ONCE)
        for (const person of people) {
          const text = textOf(values(person), person.language)
          if (text) count(text, person.times)
          else result.missing += person.times
        }
      }
    }
    return { ...result, shortest: Number.isFinite(result.shortest) ? result.shortest : 0 }
  },
})

export const createTemplates = (ports: Ports) => {
  const { stores, recipients } = ports
  const get = async (id: number): Promise<TemplateRecord> => {
    const template = await stores.templates.get(id)
    if (!template) throw notFound('templates.gone')
    return template
  }
  const { variables, checkBody } = createBodyCheck(recipients)

  const handlers: Handlers = {
    list: async () =>
      (await stores.templates.all()).map(row).toSorted((a, b) => a.name.localeCompare(b.name)),
    get: async ({ id }) => row(await get(id)),
    ...createTemplateChanges(ports, { get, checkBody }),
    variables: ({ recordKind }) => variables(recordKind),
    ...createWording(ports),
  }
  return { handlers, checkBody, get }
}

export const createDrafts = ({
  stores,
  office,
  changed,
}: {
  stores: Pick<Stores, 'write' | 'recipients' | 'drafts' | 'templates'>
  office: Office
  changed: Changed
}): HandlersOf<AppContract['drafts']> => ({
  async save({ key, body }, caller) {
    await stores.drafts.save(userOf(caller).id, key, body, office.now())
    changed('drafts')
    return {}
  },
  get: async ({ key }, caller) => ({ body: await stores.drafts.get(userOf(caller).id, key) }),
  async clear({ key }, caller) {
    await stores.drafts.clear(userOf(caller).id, key)
    changed('drafts')
    return {}
  },
  list: ({ prefix }, caller) => stores.drafts.list(userOf(caller).id, prefix),
})
