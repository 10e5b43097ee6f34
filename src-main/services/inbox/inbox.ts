/** The inbox: conversations by number, who writes, and what came with a reply. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { strongest } from '#core/sending/consent'
import { pictureType } from '#core/office/pictures'
import type { E164 } from '#shared/values'
import type { Files } from '../files'
import { notFound, type Office, type Changed } from '../office'
import { createSingleFlight } from '../single-flight'
import type { Sms } from '../ports'
import type { Recipients } from '../people/recipients'
import type { InboundKept, PictureKept } from './inbox-store'
import type { Stores } from '../stores'

type Api = HandlersOf<AppContract['inbox']>
type Thread = Awaited<ReturnType<Api['thread']>>
type Ports = {
  stores: Pick<Stores, 'write' | 'recipients' | 'consent' | 'inbound' | 'conversations' | 'pictures'>
  office: Office
  recipients: Recipients
  files: Files
  sms: Sms
  changed: Changed
}

/** Twilio's own limit for one message, all its media together: https://www.twilio.com/docs/messaging/api/media-resource */
const MOST_BYTES = 5 * 1024 * 1024
const MOST_PIECES = 10
/** More people than this behind one number is a switchboard; the screen names the first. */
const MOST_PEOPLE = 20

/** Whom a conversation is with: whoever was named last, else the one person who has the number. */
const personOf = (people: readonly { id: number }[], newest: InboundKept | undefined): number | null => {
  const named = people.find(({ id }) => id === newest?.recipientId)
  const [only] = people
  return named?.id ?? (people.length === 1 && only ? only.id : null)
}

const conversationAt = (conversations: Stores['conversations'], e164: string) => {
  const conversation = conversations.get(e164)
  if (!conversation) throw notFound('inbox.conversation-gone')
  return conversation
}

/** Conversations as they are shown: a page of them, and one. */
const createConversations = ({
  stores,
  office,
  recipients,
}: Pick<Ports, 'stores' | 'office' | 'recipients'>): Pick<Api, 'page' | 'thread'> => {
  const { conversations } = stores
  /** Whoever has the number; archived people keep their name where nobody else has it. */
  const peopleAt = (e164: string) => {
    const people = stores.recipients.withNumber(e164, office.settings().office.sortNames === 'last')
    return (people.length > 0 ? people : stores.recipients.archivedWith(e164)).slice(0, MOST_PEOPLE)
  }

  return {
    page({ view, search, offset, limit }) {
      const { total, rows } = conversations.page(view, search, offset, limit)
      const blocks = stores.consent.causes(rows.map(({ e164 }) => e164))
      return {
        total,
        any: total > 0 || conversations.any(),
        rows: rows.map(({ e164, lastAt, open, unread }) => {
          const people = peopleAt(e164)
          const [reply] = conversations.heard(e164, 1)
          const [text] = conversations.said(e164, 1)
          const ours = text !== undefined && text.createdAt > (reply?.at ?? '')
          return {
            e164,
            national: recipients.national(e164),
            people,
            person: personOf(people, reply),
            lastAt,
            open: open > 0,
            unread,
            block: strongest(blocks.get(e164) ?? []),
            last: ours
              ? { direction: 'out' as const, body: text.body, pictures: 0 }
              : { direction: 'in' as const, body: reply?.body ?? '', pictures: reply?.media ?? 0 },
          }
        }),
      }
    },

    thread({ e164, limit }): Thread {
      const { open, unread } = conversationAt(conversations, e164)
      const heard = conversations.heard(e164, limit + 1)
      const said = conversations.said(e164, limit + 1)
      const [newest] = heard
      if (!newest) throw notFound('inbox.conversation-gone')
      const people = stores.recipients.many(peopleAt(e164).map(({ id }) => id))
      const person = personOf(people, newest)
      const unnamed = person === null ? conversations.unnamed(e164) : null
      const states = stores.consent.states(people.map(({ id }) => id))
      const causes = stores.consent.causes([e164]).get(e164) ?? []
      const cause = strongest(causes)
      const block =
        cause && stores.consent.blocksOf([e164]).find((one) => one.cause === cause && !one.liftedAt)
      const names = new Map(
        stores.recipients
          .many([...new Set(heard.flatMap(({ recipientId }) => recipientId ?? []))])
          .map(({ id, name }) => [id, name]),
      )
      const items: Thread['items'] = [
        ...heard.map((reply) => ({
          direction: 'in' as const,
          id: reply.id,
          at: reply.at,
          body: reply.body,
          meaning: reply.meaning as 'other',
          filedUnder: names.get(reply.recipientId ?? 0) ?? null,
          pictures: reply.media,
        })),
        ...said.map((text) => ({
          direction: 'out' as const,
          id: text.id,
          at: text.createdAt,
          body: text.body,
          state: text.state,
          why: text.why,
          code: text.code,
          since: text.since,
          notBefore: text.notBefore,
          type: text.type,
          to: text.recipientName,
          template: text.template,
          by: text.by,
        })),
      ].toSorted((a, b) => b.at.localeCompare(a.at))
      return {
        e164,
        national: recipients.national(e164),
        people: people.map(({ id, name, kind }) => ({
          id,
          name,
          kind,
          alerts: recipients.standing(e164 as E164, 'alerts', states.get(id), causes, null),
          marketing: recipients.standing(e164 as E164, 'marketing', states.get(id), causes, null),
        })),
        person,
        asks: person === null ? (unnamed ?? { from: newest.id, upTo: newest.id }) : null,
        open: open > 0,
        unread,
        newest: newest.id,
        block: block ? { cause: block.cause, at: block.at, detail: block.detail, by: block.by } : null,
        items: items.slice(0, limit).toReversed(),
        more: items.length > limit,
      }
    },
  }
}

/** What was read, is done, and is whose. */
const createMarks = ({
  stores,
  office,
  changed,
}: Pick<Ports, 'stores' | 'office' | 'changed'>): Pick<Api, 'read' | 'markDone' | 'file'> => {
  const { conversations } = stores
  return {
    async read({ e164, upTo }) {
      const marked = await stores.write(() => {
        const people = stores.recipients.withNumber(e164)
        const [only] = people
        // Somebody added since: the number is theirs alone, and so are its texts.
        if (people.length === 1 && only) conversations.file(e164, null, upTo, only.id)
        return conversations.read(e164, upTo, office.now())
      })
      if (marked > 0) changed('inbox', 'outbox')
      return {}
    },

    async markDone({ e164, upTo, done }) {
      conversationAt(conversations, e164)
      await stores.write(() =>
        done ? conversations.done(e164, upTo, office.now()) : conversations.reopen(e164),
      )
      changed('inbox', 'outbox')
      return {}
    },

    async file({ e164, from, upTo, recipientId }) {
      conversationAt(conversations, e164)
      if (recipientId !== null && !stores.recipients.withNumber(e164).some(({ id }) => id === recipientId))
        throw new Refusal('conflict', 'inbox.number-moved')
      await stores.write(() => conversations.file(e164, from, upTo, recipientId))
      changed('inbox', 'messages')
      return {}
    },
  }
}

/** What came with a reply: fetched from the carrier once, and kept. */
const createPictures = ({
  stores,
  files,
  sms,
}: Pick<Ports, 'stores' | 'files' | 'sms'>): Pick<Api, 'pictures'> => {
  const { inbound, pictures } = stores
  const once = createSingleFlight<PictureKept[]>()

  const fetchPictures = async (reply: InboundKept): Promise<PictureKept[]> => {
    const pieces = (await sms.media(reply.sid)).slice(0, MOST_PIECES)
    const fetched: PictureKept[] = []
    for (const { sid, type } of pieces) {
      // What is no picture by name is not even fetched; what is none by its bytes is not kept.
      const bytes = type.startsWith('image/') ? await sms.mediaBytes(reply.sid, sid, MOST_BYTES) : null
      const shown = bytes && pictureType(bytes)
      fetched.push({ sid, type: shown ?? type.slice(0, 100), bytes: shown ? bytes : null })
    }
    await stores.write(() => pictures.put(reply.id, fetched))
    return fetched
  }

  return {
    async pictures({ id }) {
      const reply = inbound.get(id)
      if (!reply) throw notFound('inbox.text-gone')
      if (reply.media === 0) return { pictures: [] }
      const kept = pictures.of(id)
      // A click repeated while the first one fetches waits for it.
      const all = kept.length > 0 ? kept : await once(String(id), () => fetchPictures(reply))
      return {
        pictures: all.map(({ type, bytes }, index) => ({
          type,
          file: bytes && files.offer(`picture ${index + 1}.${type.replace('image/', '')}`, type, bytes),
        })),
      }
    },
  }
}

export const createInbox = (ports: Ports): Api => ({
  ...createConversations(ports),
  ...createMarks(ports),
  ...createPictures(ports),
})
