import { Button, Table } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMay } from '../../app/session'
import { ConfirmModal } from '../../ui/ConfirmModal'
import { Panel } from '../../ui/Panel'
import { PhoneNumber } from '../../ui/PhoneNumber'
import { PlainTable } from '../../ui/PlainTable'
import { Status } from '../../ui/Status'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/toast'
import css from './todo.module.css'
import { decideMessage, type Unknown } from './use-todo'

const HEADS = [
  { head: 'Status', width: 156 },
  { head: 'Name', width: 170 },
  { head: 'Number', width: 144 },
  { head: 'What happened' },
  { head: 'Decide', width: 230, hidden: true },
]

/** Texts whose end nobody can find out. */
export function UnknownPanel({ rows, total }: { rows: readonly Unknown[]; total: number }) {
  const may = useMay('manager')
  const [again, setAgain] = useState<Unknown | null>(null)
  return (
    <Panel
      title="Texts nobody knows the end of"
      count={total}
      note={may ? 'Deskbell never sends these again by itself.' : 'A Manager decides about these.'}
    >
      <PlainTable label="Texts that need a decision" heads={HEADS}>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>
              <Status state="unknown" />
            </Table.Td>
            <Table.Td>
              <Link className={text.name} to={`/reports?message=${row.id}`}>
                {row.name}
              </Link>
            </Table.Td>
            <Table.Td>
              <PhoneNumber national={row.national} e164={row.number} />
            </Table.Td>
            <Table.Td data-wrap className={text.second}>
              {row.why || row.body}
            </Table.Td>
            <Table.Td className={css.acts}>
              {may && (
                <>
                  <Button
                    size="xs"
                    variant="quiet"
                    aria-label={`It was sent: ${row.name}`}
                    onClick={() =>
                      void decideMessage(row.id, 'was-sent')
                        .then(() => toast({ say: `Kept as sent: ${row.name}` }))
                        .catch(toastError)
                    }
                  >
                    It was sent
                  </Button>
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={`Send again to ${row.name}`}
                    onClick={() => setAgain(row)}
                  >
                    Send again…
                  </Button>
                </>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </PlainTable>
      <ConfirmModal
        opened={again !== null}
        onClose={() => setAgain(null)}
        title={`Send this to ${again?.name} again?`}
        confirm="Send again"
        onConfirm={async () => {
          if (!again) return
          await decideMessage(again.id, 'send-again')
          toast({ say: `On its way again to ${again.name}` })
        }}
      >
        If the first one did arrive, {again?.name} gets the same text twice.
      </ConfirmModal>
    </Panel>
  )
}
