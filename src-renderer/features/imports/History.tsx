import { Box, Button, Table } from '@mantine/core'
import { useState } from 'react'
import { useCount } from '../../ui/locale'
import { Panel } from '../../ui/page/Panel'
import { PlainTable } from '../../ui/tables/PlainTable'
import text from '../../ui/text.module.css'
import { When } from '../../ui/records/When'
import type { Past } from './use-imports'
import { UndoImport } from './UndoImport'

const HEADS = [
  { head: 'File' },
  { head: 'When', width: 128 },
  { head: 'By', width: 120 },
  { head: 'New', width: 76, number: true },
  { head: 'Added to', width: 86, number: true },
  { head: 'Rejected', width: 86, number: true },
  { head: 'Actions', width: 120, hidden: true },
]

/** The imports so far, each with its way back. */
export function History({ imports }: { imports: readonly Past[] }) {
  const say = useCount()
  const [undoing, setUndoing] = useState<Past | null>(null)
  return (
    <Panel title="Imports so far" count={imports.length}>
      <PlainTable label="Imports so far" heads={HEADS}>
        {imports.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td title={one.name} data-wrap>
              {one.name}
              {one.unfinished && one.undoneAt === null && (
                <Box c="second">
                  Not finished: Deskbell ended in the middle. Take back what it wrote, or import the file
                  again to complete it.
                </Box>
              )}
            </Table.Td>
            <Table.Td>
              <When at={one.at} className={text.second} />
            </Table.Td>
            <Table.Td>{one.by}</Table.Td>
            <Table.Td data-number>{say(one.created)}</Table.Td>
            <Table.Td data-number>{say(one.merged)}</Table.Td>
            <Table.Td data-number>{say(one.rejected)}</Table.Td>
            <Table.Td data-number>
              {one.undoneAt ? (
                <span className={text.muted}>Taken back</span>
              ) : (
                <Button
                  size="xs"
                  variant="quiet"
                  aria-label={`Undo the import of ${one.name}`}
                  onClick={() => setUndoing(one)}
                >
                  Undo…
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </PlainTable>
      <UndoImport
        of={
          undoing && { id: undoing.id, name: undoing.name, created: undoing.created, merged: undoing.merged }
        }
        onClose={() => setUndoing(null)}
      />
    </Panel>
  )
}
