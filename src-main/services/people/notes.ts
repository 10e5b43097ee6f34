/** Case notes and the staff log. */
import type { AppContract, HandlersOf } from '#contract'
import { notFound, type Office, type Changed, userOf } from '../office'
import type { Stores } from '../stores'

export const createNotes = ({
  stores,
  office,
  changed,
}: {
  stores: Pick<Stores, 'write' | 'recipients' | 'notes'>
  office: Office
  changed: Changed
}): HandlersOf<AppContract['notes']> => ({
  list: ({ recipientId, offset, limit, ...how }) => stores.notes.list(recipientId, offset, limit, how),
  async add({ recipientId, body }, caller) {
    if (!stores.recipients.get(recipientId)) throw notFound('people.gone')
    const id = await stores.write(() =>
      stores.notes.add({ recipientId, body, at: office.now(), by: userOf(caller).name, messageId: null }),
    )
    changed('notes')
    return { id }
  },
})
