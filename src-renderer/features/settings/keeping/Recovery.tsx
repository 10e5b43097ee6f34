import { Stack } from '@mantine/core'
import { Note } from '../../../ui/feedback/Note'
import { Backups } from './Backups'
import { Updates } from './Updates'

/** The database cannot be opened: it is kept as it is, and the backups are offered. Nothing else works. */
export function Recovery({ why }: { why: string }) {
  return (
    <Stack component="main" gap="lg" maw={760} mx="auto" py={40} px="xl" aria-label="Restore">
      <Note tone="bad" alert title="Deskbell cannot open its database">
        {why} Nothing was changed in it, and nothing is sent. Restore a backup: the file that cannot be opened
        is kept.
      </Note>
      <Backups />
      <Updates />
    </Stack>
  )
}
