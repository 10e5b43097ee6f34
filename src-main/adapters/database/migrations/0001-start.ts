import type { QueryRunner } from 'typeorm'
import { Forward } from './forward'
import { CONSENT } from './start/consent'
import { INBOX } from './start/inbox'
import { OUTBOX } from './start/outbox'
import { PEOPLE } from './start/people'
import { SENDING } from './start/sending'

/**
 * The first nine versions in one. Letter for letter what they made, columns added later at the end: a copy is compared with it
 * before it is opened.
 */
export class Start extends Forward {
  readonly name = 'Start1764000000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...PEOPLE, ...CONSENT, ...SENDING, ...OUTBOX, ...INBOX])
      await runner.query(statement)
  }
}
