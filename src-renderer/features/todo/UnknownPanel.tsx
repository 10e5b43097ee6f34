import { Button, Group, Table } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMay } from '../../app/client/session'
import { ConfirmModal } from '../../ui/feedback/ConfirmModal'
import { DecideUnknown } from '../../ui/records/DecideUnknown'
import { Panel } from '../../ui/page/Panel'
import { PhoneNumber } from '../../ui/records/PhoneNumber'
import { PlainTable } from '../../ui/tables/PlainTable'
import { plural } from '../../ui/plural'
import { Status } from '../../ui/feedback/Status'
import text from '../../ui/text.module.css'
import { toast } from '../../ui/feedback/toast'
import { decideAll, type Unknown } from './use-todo'

const HEADS = [
  { head: 'Status', width: 156 },
  { head: 'Name', width: 170 },
  { head: 'Number', width: 144 },
  { head: 'What happened' },
  { head: 'Decide', width: 300, hidden: true },
]

/** Texts whose end nobody can find out. */
export function UnknownPanel({ rows, total }: { rows: readonly Unknown[]; total: number }) {
  const may = useMay('manager')
  return (
    <Panel
      title="Texts nobody knows the end of"
      count={total}
      note={may ? 'Deskbell never sends these again by itself.' : 'A Manager decides about these.'}
    >
      {may && rows.length > 1 && <DecideAll rows={rows} />}
      <PlainTable label="Texts that need a decision" heads={HEADS}>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>
              <Status state="unknown" />
            </Table.Td>
            <Table.Td>
              <Link className={text.name} to={`/reports?message=${row.id}`}>
                <bdi>{row.name}</bdi>
              </Link>
            </Table.Td>
            <Table.Td>
              <PhoneNumber national={row.national} e164={row.number} />
            </Table.Td>
            <Table.Td data-wrap c="second">
              {row.why || row.body}
            </Table.Td>
            <Table.Td ta="end">{may && <DecideUnknown messageId={row.id} name={row.name} />}</Table.Td>
          </Table.Tr>
        ))}
      </PlainTable>
    </Panel>
  )
}

const ANSWERS = {
  'was-sent': {
    label: 'All were sent',
    title: (texts: string) => `Keep ${texts} as sent?`,
    confirm: (texts: string) => `Keep ${texts} as sent`,
    say: 'They count as sent. Whoever did not get the text will not get it.',
  },
  leave: {
    label: 'Leave all',
    title: (texts: string) => `Leave ${texts} unsent?`,
    confirm: (texts: string) => `Leave ${texts}`,
    say: 'Nothing more is done about them.',
  },
  'send-again': {
    label: 'Send all again…',
    title: (texts: string) => `Send ${texts} again?`,
    confirm: (texts: string) => `Send ${texts} again`,
    say: 'Whoever did get the first one gets the same text twice.',
  },
} as const
type Answer = keyof typeof ANSWERS

/** One answer for all that are listed, asked once with their number. */
function DecideAll({ rows }: { rows: readonly Unknown[] }) {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const texts = plural(rows.length, 'text')
  const asked = ANSWERS[answer ?? 'leave']
  return (
    <Group gap="xs" align="stretch" wrap="wrap" justify="flex-end" py="sm" px="md">
      {(Object.keys(ANSWERS) as Answer[]).map((one) => (
        <Button
          key={one}
          size="xs"
          variant={one === 'send-again' ? 'default' : 'quiet'}
          onClick={() => setAnswer(one)}
        >
          {ANSWERS[one].label}
        </Button>
      ))}
      <ConfirmModal
        opened={answer !== null}
        onClose={() => setAnswer(null)}
        title={asked.title(texts)}
        confirm={asked.confirm(texts)}
        onConfirm={async () => {
          const { decided, left } = await decideAll(
            rows.map(({ id }) => id),
            answer ?? 'leave',
          )
          toast({
            say: `${plural(decided, 'text')} decided${left > 0 ? `; ${left} had changed meanwhile` : ''}`,
          })
        }}
      >
        {asked.say}
      </ConfirmModal>
    </Group>
  )
}
