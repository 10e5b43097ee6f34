import { Group, Select, Table } from '@mantine/core'
import { Panel } from '../../ui/page/Panel'
import css from './imports.module.css'
import type { FileRead, ReadChoice } from './use-imports'

const DELIMITER_WORD: Record<string, string> = {
  comma: 'Comma',
  semicolon: 'Semicolon',
  tab: 'Tab',
  bar: 'Bar |',
}

/** Which sheet, line of headings, separator and letters the file is read with, beside its first lines as they are. */
export function HowRead({ file, onRead }: { file: FileRead; onRead: (choice: ReadChoice) => void }) {
  const { layout } = file
  const choice: ReadChoice = {
    sheet: layout.sheet,
    headingLine: layout.headingLine,
    ...(file.format === 'csv'
      ? {
          delimiter: layout.delimiters.find((one) => one === file.delimiter) ?? null,
          encoding: layout.encodings.find((one) => one === file.encoding) ?? null,
        }
      : {}),
  }
  // What was found out before is found out again where something else changes below it.
  const read = (change: ReadChoice) => onRead({ ...choice, headingLine: null, ...change })
  const width = Math.max(0, ...layout.lines.map(({ cells }) => cells.length))
  return (
    <Panel title="How the file is read" note="Change it where names or columns look wrong.">
      <Group gap={10} align="stretch" wrap="wrap" p="10px 14px 6px">
        {layout.sheets.length > 1 && (
          <Select
            size="xs"
            label="Sheet"
            allowDeselect={false}
            data={layout.sheets.map(({ name, rows }) => ({ value: name, label: `${name} (${rows})` }))}
            value={layout.sheet}
            onChange={(sheet) => sheet && read({ sheet })}
          />
        )}
        <Select
          size="xs"
          label="Headings"
          allowDeselect={false}
          data={[
            { value: '0', label: 'There are none' },
            ...layout.lines.map(({ line }) => ({ value: String(line), label: `Line ${line}` })),
          ]}
          value={String(layout.headingLine)}
          onChange={(line) => line !== null && read({ headingLine: Number(line) })}
        />
        {layout.delimiters.length > 0 && (
          <Select
            size="xs"
            label="Cells are divided by"
            allowDeselect={false}
            data={layout.delimiters.map((value) => ({ value, label: DELIMITER_WORD[value] ?? value }))}
            value={file.delimiter}
            onChange={(next) => read({ delimiter: layout.delimiters.find((one) => one === next) ?? null })}
          />
        )}
        {layout.encodings.length > 0 && (
          <Select
            size="xs"
            label="Letters"
            allowDeselect={false}
            data={[...layout.encodings]}
            value={file.encoding}
            onChange={(next) => read({ encoding: layout.encodings.find((one) => one === next) ?? null })}
          />
        )}
      </Group>
      <div className={css.firstLines} tabIndex={0} role="region" aria-label="First lines of the file">
        <Table withRowBorders={false} verticalSpacing={3} fz="xs" aria-label="First lines">
          <Table.Tbody>
            {layout.lines.slice(0, 6).map(({ line, cells }) => (
              <Table.Tr key={line} data-headings={line === layout.headingLine || undefined}>
                <Table.Th scope="row">{line}</Table.Th>
                {Array.from({ length: width }, (_, i) => (
                  <Table.Td key={i}>
                    <bdi>{cells[i] ?? ''}</bdi>
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Panel>
  )
}
