/** Forgetting a person and handing out what is known of one (M24). */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { type Phrase, phrase } from '#shared/phrases/phrase'
import type { Files } from '../files'
import { notFound, type Office, type Changed, userOf } from '../office'
import { writeEach, writeWhile } from '../time-slice'
import type { Recipients } from '../people/recipients'
import type { Forgotten, ForgetExtent, ForgetJournal } from './privacy-store'
import type { Stores } from '../stores'
import { dossierOf, readable } from './dossier'
import type { Redactor } from './redactor'

type Ports = {
  stores: Pick<
    Stores,
    'write' | 'recipients' | 'consent' | 'forget' | 'notes' | 'report' | 'lists' | 'members' | 'fields'
  >
  office: Office
  recipients: Recipients
  files: Files
  journal: ForgetJournal
  redactor: Redactor
  accountSid: string
  newId: () => string
  /** Copies that lie about have somebody to forget, too. */
  forgotten: () => void
  changed: Changed
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
const notYet = ({ underway, unknown }: ForgetExtent): Phrase[] => [
  ...(underway > 0 ? [phrase('privacy.texts-underway', { n: underway })] : []),
  ...(unknown > 0 ? [phrase('privacy.texts-unknown', { n: unknown })] : []),
]

/** Takes erased names out of the index and the log, in short steps. */
const scrub = async (
  stores: Pick<
    Stores,
    'write' | 'recipients' | 'consent' | 'forget' | 'notes' | 'report' | 'lists' | 'members' | 'fields'
  >,
) => {
  await stores.write(() => stores.forget.scrubStart())
  await writeWhile(stores, () => stores.forget.scrubStep())
  stores.forget.scrubEnd()
}

/**
 * Erases a record in short steps, its texts before itself. `id` and the numbers of the record are found again after a
 * crash, so whoever begins anew finds all that is left: numbers are known by the record and by its texts, which go last.
 */
const erase = async (
  stores: Pick<
    Stores,
    'write' | 'recipients' | 'consent' | 'forget' | 'notes' | 'report' | 'lists' | 'members' | 'fields'
  >,
  id: number,
  entry: Forgotten & { accountSid: string },
  mayEnd: () => void = () => {},
) => {
  const { forget } = stores
  const numbers = forget.ownNumbers(id)
  const replies = () => forget.repliesOf(id, numbers)
  const eraseReply = (reply: number) => forget.eraseReply(reply, entry)
  const eraseText = (text: number) => forget.eraseText(text, id, entry)
  await writeEach(stores, replies(), eraseReply)
  await stores.write(() => forget.eraseNumbers(id, numbers, entry))
  await writeEach(stores, forget.textsOf(id), eraseText)
  await stores.write(() => {
    mayEnd()
    // What came meanwhile.
    replies().forEach(eraseReply)
    forget.textsOf(id).forEach(eraseText)
    forget.eraseNumbers(id, numbers, entry)
    forget.erase(id, entry)
  })
}

/** Forgets again whom a restored copy of the database still knows. Answers how many. */
export const forgetAgain = async (
  stores: Pick<
    Stores,
    'write' | 'recipients' | 'consent' | 'forget' | 'notes' | 'report' | 'lists' | 'members' | 'fields'
  >,
  journal: ForgetJournal,
  accountSid: string,
): Promise<number> => {
  const missed = journal.all().filter(({ mark }) => !stores.forget.has(mark))
  for (const entry of missed) {
    // The number of a record is never used again, but an older copy may give it to somebody new: the moment tells.
    const same = stores.forget.madeAt(entry.recipientId) === entry.createdAt
    const noes = [...entry.noes, ...(same ? stores.forget.noesOf(entry.recipientId) : [])]
    await erase(stores, same ? entry.recipientId : NOBODY, { ...entry, noes, accountSid })
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
    if (!person) throw notFound('people.gone')
    return person
  }
  return {
    async export({ id, format }) {
      const dossier = await dossierOf(found(id), { stores, office })
      const name = found(id).name.replace(/[^\p{L}\p{N} -]/gu, '') || 'record'
      return format === 'json'
        ? files.offer(`${name}.json`, 'application/json', `${JSON.stringify(dossier, null, 2)}\n`)
        : files.offer(`${name}.html`, 'text/html', readable(dossier, office.say))
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
      const notUnderway = () => {
        const [reason] = notYet(stores.forget.extent(id))
        if (reason) throw new Refusal('conflict', reason)
      }
      const entry = await stores.write((): Forgotten => {
        const { createdAt } = found(id)
        notUnderway()
        const made = {
          mark: newId(),
          recipientId: id,
          createdAt,
          at: office.now(),
          by,
          noes: stores.forget.noesOf(id).filter(({ causes }) => causes.length > 0),
        }
        // First outside: should the PC die from here on, the next start forgets again.
        journal.record(made)
        stores.forget.cancelWaiting(id, made.at)
        return made
      })
      await erase(stores, id, { ...entry, accountSid }, notUnderway)
      await scrub(stores)
      redactor.wake()
      ports.forgotten()
      changed(...TOUCHED)
      return {}
    },
    left: () => ({ texts: stores.forget.redactions.left() }),
  }
}
