/** Before anything is claimed: what a crash, a copy or a restore left behind is put right. */
import type { CopyCheck } from './copies/copy'
import type { OutboxPorts } from './outbox'
import type { Recorder } from './reading/record'

/** Answers what is to run once, before the first claim. */
export const createRecovery =
  ({
    stores,
    office,
    report,
    record,
    copy,
  }: Pick<OutboxPorts, 'stores' | 'office' | 'report'> & { record: Recorder; copy: CopyCheck }) =>
  async (): Promise<void> => {
    await stores.write(() => {
      stores.sends.sweepUnfinished(office.now())
      const odd = stores.outbox.setAsideUnreadable('text.set-aside', office.now())
      if (odd > 0) report('outbox: texts were set aside', new Error(String(odd)))
      for (const attempt of stores.outbox.openAttempts('claimed')) {
        const message = stores.outbox.message(attempt.messageId)
        if (message) record.unknown(attempt.id, message, 'Deskbell ended before the answer')
      }
    })
    await copy.recognise()
  }
