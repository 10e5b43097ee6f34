import { Button } from '@mantine/core'
import { IconFileImport, IconUserPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { RecordKind } from '#shared/values'
import { useMay } from '../../app/client/session'
import { Empty } from '../../ui/feedback/Empty'

const WORDS: Record<RecordKind | 'all', { title: string; say: string }> = {
  client: {
    title: 'No clients yet',
    say: 'Clients are the people your office serves. Each has numbers, consent and notes.',
  },
  lead: {
    title: 'No leads yet',
    say: 'Leads are people who asked. A lead becomes a client with everything that was written kept.',
  },
  staff: {
    title: 'No staff yet',
    say: 'Staff members get texts too, if they permitted it: rotas, closures, meetings.',
  },
  account: {
    title: 'No accounts yet',
    say: 'An account is an organisation: an office number, consent, notes, and people who belong to it.',
  },
  all: {
    title: 'Nobody yet',
    say: 'The address book holds clients, leads and staff, with their numbers and what they allowed.',
  },
}

export function NobodyYet({
  kind,
  onAdd,
  addLabel,
}: {
  kind: RecordKind | null
  onAdd: () => void
  addLabel: string
}) {
  const mayImport = useMay('manager')
  const { title, say } = WORDS[kind ?? 'all']
  return (
    <Empty
      title={title}
      steps={[
        ['Add or import', 'one at a time, or a whole file'],
        ['Record consent', 'what they said, and where it is kept'],
        ['Text them', 'one, or everyone who allows it'],
      ]}
      action={
        <>
          <Button size="md" leftSection={<IconUserPlus size={16} aria-hidden />} onClick={onAdd}>
            {addLabel}
          </Button>
          {mayImport && (
            <Button
              size="md"
              variant="subtle"
              component={Link}
              to="/import"
              leftSection={<IconFileImport size={16} aria-hidden />}
            >
              Import a file
            </Button>
          )}
        </>
      }
    >
      {say}
    </Empty>
  )
}
