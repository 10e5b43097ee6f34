/** One box over everything (M18). A feature joins by a source: what it finds, and what stands at an address of its. */
import type { AppContract, HandlersOf } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import type { HIT_GROUPS, HitOf as Hit } from '../../../src-preload/contract/people/find'
import { searchKey } from '#shared/people/search-key'
import type { RecordKind } from '#shared/values'
import type { Stores } from '../stores'
import type { Recipients } from './recipients'

type FindSource = {
  group: (typeof HIT_GROUPS)[number]
  find(text: string, limit: number): Hit[] | Promise<Hit[]>
  /** The hit at `<prefix>/<id>`. */
  prefix?: string
  named?(id: string): Hit | null | Promise<Hit | null>
}
type Ports = {
  stores: Pick<Stores, 'write' | 'recipients' | 'sends' | 'texts' | 'templates' | 'lists' | 'campaigns'>
  recipients: Recipients
}

/** Texts indexed before an answer; the others follow behind. */
const NEWEST = 200
/** Sends are looked for among the newest; older ones are in the reports. */
const SENDS = 300
/** Every word of the question begins a word of the name. */
const matches = (name: string, question: string): boolean => {
  const words = searchKey(name).split(/[^\p{L}\p{N}]+/u)
  const asked = searchKey(question)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  return asked.length > 0 && asked.every((one) => words.some((word) => word.startsWith(one)))
}

const template = ({ id, name, body }: { id: number; name: string; body: string }): Hit => ({
  to: `/templates/${id}`,
  title: name,
  tag: '',
  detail: body,
  at: null,
})
const list = ({ id, name, kind }: { id: number; name: string; kind: 'saved' | 'static' }): Hit => ({
  to: `/lists/${id}`,
  title: name,
  tag: '',
  detail: phrase(kind === 'saved' ? 'hit.saved-search' : 'hit.static-list'),
  at: null,
})
const campaign = ({
  id,
  name,
  dispatchAt,
}: {
  id: number
  name: string
  dispatchAt: string | null
}): Hit => ({
  to: `/campaigns/${id}`,
  title: name,
  tag: '',
  detail: phrase('hit.campaign'),
  at: dispatchAt,
})

/** Records that are not archived, each at an address of its own. */
const recordSource = <R extends { archivedAt: string | null }>(
  group: FindSource['group'],
  store: { all(): Promise<R[]>; get(id: number): Promise<R | null> },
  hit: (record: R) => Hit,
  /** Those that answer the question, the likeliest first. */
  found: (records: readonly R[], text: string) => R[],
): FindSource => ({
  group,
  find: async (text, limit) =>
    found(
      (await store.all()).filter(({ archivedAt }) => archivedAt === null),
      text,
    )
      .slice(0, limit)
      .map(hit),
  prefix: `/${group}`,
  async named(id) {
    const kept = await store.get(Number(id))
    return kept && kept.archivedAt === null ? hit(kept) : null
  },
})

/** In the order in which they are shown. */
const createSources = ({ stores, recipients }: Ports): FindSource[] => {
  const person = (one: {
    id: number
    kind: RecordKind
    name: string
    e164: string | null
    email: string
    archived?: number
  }): Hit => ({
    to: `/people/${one.id}`,
    title: one.name,
    tag: phrase(one.archived ? `hit.archived.${one.kind}` : `hit.${one.kind}`),
    detail: [one.e164 ? recipients.national(one.e164) : null, one.email || null].filter(Boolean).join(' · '),
    at: null,
  })

  return [
    {
      group: 'people',
      find: (text, limit) => stores.recipients.find(text, limit, 'people').map(person),
      prefix: '/people',
      named(id) {
        const kept = stores.recipients.get(Number(id))
        if (!kept || kept.archived) return null
        return person({ ...kept, archived: 0, e164: kept.numbers[0]?.e164 ?? null })
      },
    },
    { group: 'accounts', find: (text, limit) => stores.recipients.find(text, limit, 'accounts').map(person) },
    {
      group: 'texts',
      async find(text, limit) {
        // What was said a moment ago is what is looked for.
        if (stores.texts.pending()) await stores.write(() => stores.texts.catchUp(NEWEST))
        return stores.texts.find(text, limit).map((one) => ({
          to: one.recipientId === null ? '/inbox' : `/people/${one.recipientId}`,
          title: one.body,
          tag: phrase(one.direction === 'in' ? 'hit.reply' : 'hit.text'),
          detail: one.name || recipients.national(one.e164),
          at: one.at,
        }))
      },
    },
    recordSource('templates', stores.templates, template, (all, text) =>
      all
        .filter(({ name, body }) => matches(`${name} ${body}`, text))
        .toSorted((a, b) => Number(matches(b.name, text)) - Number(matches(a.name, text))),
    ),
    recordSource('lists', stores.lists, list, (all, text) => all.filter(({ name }) => matches(name, text))),
    recordSource('campaigns', stores.campaigns, campaign, (all, text) =>
      all.filter(({ name }) => matches(name, text)).toReversed(),
    ),
    {
      group: 'sends',
      // A campaign's send is found as the campaign.
      find: (text, limit) =>
        stores.sends
          .page(0, SENDS)
          .rows.filter(({ name, campaignId }) => campaignId === null && matches(name, text))
          .slice(0, limit)
          .map((send) => ({
            to: `/sends/${send.id}`,
            title: send.name,
            tag: '',
            detail: phrase('hit.send', { n: send.total, name: send.userName }),
            at: send.createdAt,
          })),
    },
  ]
}

export const createFind = (ports: Ports): HandlersOf<AppContract['find']> => {
  const sources = createSources(ports)
  return {
    async all({ text, each }) {
      if (text.trim() === '') return []
      const groups = []
      for (const source of sources) {
        const hits = await source.find(text, each)
        if (hits.length > 0) groups.push({ group: source.group, hits })
      }
      return groups
    },
    async named({ to }) {
      const hits = await Promise.all(
        to.map(async (address) => {
          const [, prefix = '', id = ''] = /^(\/[a-z]+)\/(\d+)$/.exec(address) ?? []
          return (await sources.find((source) => source.prefix === prefix)?.named?.(id)) ?? null
        }),
      )
      return hits.filter((one) => one !== null)
    },
  }
}
