import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A migration that only goes forward: an older program refuses a newer database instead. */
export abstract class Forward implements MigrationInterface {
  /** By this a database remembers that it ran; TypeORM orders by the number at its end. */
  abstract readonly name: string
  abstract up(runner: QueryRunner): Promise<void>

  async down(): Promise<void> {
    throw new Error('Deskbell never migrates down: restore a backup instead.')
  }
}
