/** Forgetting a person and handing out what is known of one (M24). */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import type { Files } from '../files'
import { breathe, notFound, type Office, type Topic, userOf } from '../office'
import type { Recipients } from '../recipients'
import type { Forgotten, ForgetExtent, ForgetJournal, Stores } from '../stores'
import { dossierOf, readable } from './dossier'
import type { Redactor } from './redactor'

type Ports = {
  stores: Stores
  office: Office
  recipients: Recipients
  files: Files
  journal: ForgetJournal
  redactor: Redactor
  accountSid: string
  newId: () => string
  changed: (...topics: Topic[]) => void
}

const TOUCHED = [
  'people',
  'notes',
  'consent',
  'lists',
  'messages',
  'sends',
  'outbox',
  'inbox',
  'imports',
  'drafts',
] as const
const texts = (n: number) => (n === 1 ? '1 text is' : `${n} texts are`)

const notYet = ({ underway, unknown }: ForgetExtent): string[] => [
  ...(underway > 0
    ? [
        `${texts(underway)} on the way or scheduled at the carrier. Wait until it is known how they ended, or recall them.`,
      ]
    : []),
  ...(unknown > 0
    ? [`Of ${unknown} of their texts nobody knows yet whether they were sent. Decide that in To do first.`]
    : []),
]

/** Takes erased names out of the index and the log, in short steps. */
const scrub = async (stores: Stores) => {
  await stores.write(() => stores.forget.scrubStart())
  while (await stores.write(() => stores.forget.scrubStep())) await breathe()
  stores.forget.scrubEnd()
}

/** Forgets again whom a restored copy of the database still knows. Answers how many. */
export const forgetAgain = async (
  stores: Stores,
  journal: ForgetJournal,
  accountSid: string,
): Promise<number> => {
  const missed = journal.all().filter(({ mark }) => !stores.forget.has(mark))
  for (const entry of missed) {
    await stores.write(() => {
      // The number of a record is never used again, but an older copy may give it to somebody new: the moment tells.
      const same = stores.forget.madeAt(entry.recipientId) === entry.createdAt
      const noes = [...entry.noes, ...(same ? stores.forget.noesOf(entry.recipientId) : [])]
      stores.forget.erase(same ? entry.recipientId : NOBODY, { ...entry, noes, accountSid })
    })
    await breathe()
  }
  if (missed.length > 0) await scrub(stores)
  return missed.length
}
/** No record has this id. */
const NOBODY = -1

export const createPrivacy = (ports: Ports): HandlersOf<AppContract['privacy']> => {
  const { stores, office, recipients, files, journal, redactor, accountSid, newId, changed } = ports
  const found = (id: number) => {
    const person = stores.recipients.get(id)
    if (!person) throw notFound('record')
    return person
  }
  return {
    async export({ id, format }) {
      const dossier = await dossierOf(found(id), { stores, office })
      const name = found(id).name.replace(/[^\p{L}\p{N} -]/gu, '') || 'record'
      return format === 'json'
        ? files.offer(`${name}.json`, 'application/json', `${JSON.stringify(dossier, null, 2)}\n`)
        : files.offer(`${name}.html`, 'text/html', readable(dossier))
    },
    check({ id }) {
      const { name, kind } = found(id)
      const {
        numbers,
        createdAt: _made,
        underway: _underway,
        unknown: _unknown,
        ...extent
      } = stores.forget.extent(id)
      return {
        ...extent,
        name,
        kind,
        numbers: numbers.map(({ e164, sharedWith }) => ({ national: recipients.national(e164), sharedWith })),
        keepsNo: stores.forget.noesOf(id).some(({ causes }) => causes.length > 0),
        notYet: notYet(stores.forget.extent(id)),
      }
    },
    async forget({ id }, caller) {
      const by = userOf(caller).name
      await stores.write(() => {
        const { createdAt } = found(id)
        const [reason] = notYet(stores.forget.extent(id))
        if (reason) throw new Refusal('conflict', reason)
        const entry: Forgotten = {
          mark: newId(),
          recipientId: id,
          createdAt,
          at: office.now(),
          by,
          noes: stores.forget.noesOf(id).filter(({ causes }) => causes.length > 0),
        }
        // First outside: should the PC die now, the next start forgets again.
        journal.record(entry)
        stores.forget.erase(id, { ...entry, accountSid })
      })
      await scrub(stores)
      redactor.wake()
      changed(...TOUCHED)
      return {}
    },
    left: () => ({ texts: stores.forget.redactions.left() }),
  }
}
