/** The test text: what is about to be sent to many, to whoever sends it. */
import { type AppContract, Refusal } from '#contract'
import { textStyle } from '#shared/text/text-values'
import { phrase } from '#shared/phrases/phrase'
import { dress } from '#shared/text/compose'
import { countryOf } from '#shared/phone/phone-number'
import { plainly } from '#shared/text/segments'
import { type Compiled, render } from '#shared/text/template'
import type { E164, RecordKind } from '#shared/values'
import type { z } from 'zod'
import { enqueue, singleMessage } from './enqueue'
import { notFound, type Office, type Changed } from '../office'
import type { Recipients } from '../people/recipients'
import { priceBook } from './prices'
import type { Stores } from '../stores'
import { dressings } from '../templates/dressing'
import type { Outbox } from '../outbox/outbox'

type Ports = {
  stores: Pick<Stores, 'write' | 'recipients' | 'sends' | 'prices' | 'facts'>
  office: Office
  recipients: Recipients
  outbox: Outbox
  checkBody: (body: string, kind: RecordKind) => Promise<Compiled>
  myNumber: (userId: number) => string | null
  changed: Changed
}

/** Sends it once for each draft. */
export const createTestText =
  ({ stores, office, recipients, outbox, checkBody, myNumber, changed }: Ports) =>
  async (
    { draftId, what, recipientId, plain, bulk }: z.output<AppContract['bulk']['test']['input']>,
    user: { id: number; name: string },
  ) => {
    const to = myNumber(user.id) as E164 | null
    if (!to) throw new Refusal('refused', 'sending.add-own-number', 'number')
    const earlier = stores.sends.firstMessageOf(draftId)
    if (earlier) return { messageId: earlier.id, text: earlier.body, to: recipients.national(to) }
    const person = recipientId === null ? null : stores.recipients.get(recipientId)
    if (recipientId !== null && !person) throw notFound('people.gone')
    const compiled = await checkBody(what.body, person?.kind ?? 'client')
    const values = await recipients.valuesFor(user.name)
    const rendered = render(
      compiled,
      person ? values(person) : {},
      textStyle(what.language, office.settings().office),
    )
    if (!rendered.ok)
      throw new Refusal(
        'bad-input',
        person
          ? phrase('sending.values-missing', { name: person.name, missing: rendered.missing.join(', ') })
          : phrase('sending.values-missing-here', { missing: rendered.missing.join(', ') }),
      )
    const sender = outbox.sender()
    if (!sender) throw new Refusal('refused', 'sending.choose-number')
    const dressing = dressings({ stores, office }, sender, what.language)(person?.language ?? null)
    const dressed = bulk ? dress(rendered.text, dressing) : rendered.text
    const text = plain ? plainly(dressed) : dressed
    await enqueue(
      { stores, office },
      {
        id: draftId,
        type: 'test',
        purpose: what.purpose,
        name: office.say('name.test-text'),
        recordKind: null,
        templateId: what.templateId,
        templateName: null,
        body: text,
        review: null,
        by: user,
        holdUntil: null,
        accountSid: outbox.accountSid,
        sender,
      },
      [
        singleMessage(
          { recipientId: 0, recipientName: `${user.name} (test)`, e164: to },
          text,
          priceBook(stores, sender).unit(countryOf(to) ?? ''),
        ),
      ],
      [],
      office.now(),
    )
    outbox.wake()
    changed('messages', 'outbox')
    const message = stores.sends.firstMessageOf(draftId)
    return { messageId: message?.id ?? 0, text, to: recipients.national(to) }
  }
