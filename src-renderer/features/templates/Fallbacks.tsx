import { Badge, Paper, Table, TextInput, Title } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { useId } from 'react'
import { usedVariables, type Variable, withFallback } from '../../ui/messages/message-checks'
import { PlainTable } from '../../ui/tables/PlainTable'

type FallbacksProps = {
  body: string
  variables: readonly Variable[]
  disabled: boolean
  onChange: (body: string) => void
}

/** What is written when a field of a record is empty; without it the person is left out. */
export function Fallbacks({ body, variables, disabled, onChange }: FallbacksProps) {
  const id = useId()
  const used = usedVariables(body, variables)
  if (used.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" mb={6} id={id}>
        Variables in this text
      </Title>
      <Paper withBorder style={{ overflow: 'hidden' }}>
        <PlainTable
          label="Variables in this text"
          heads={[{ head: 'Variable', width: 240 }, { head: 'If it is empty, write' }, { head: 'Otherwise' }]}
        >
          {used.map(({ name, label, fallback }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">
                <Badge
                  component="span"
                  variant="light"
                  color="accent"
                  h={22}
                  fw={550}
                  leftSection={<IconBraces size={12} aria-hidden />}
                >
                  {label}
                </Badge>
              </Table.Th>
              <Table.Td py={6}>
                <TextInput
                  size="xs"
                  aria-label={`If ${label} is empty, write`}
                  placeholder="nothing"
                  readOnly={disabled}
                  value={fallback ?? ''}
                  onChange={(event) => {
                    const typed = event.currentTarget.value
                    onChange(withFallback(body, name, typed === '' ? null : typed))
                  }}
                />
              </Table.Td>
              <Table.Td c="second">
                {fallback === null ? 'Whoever has none is left out' : 'Everybody gets the text'}
              </Table.Td>
            </Table.Tr>
          ))}
        </PlainTable>
      </Paper>
    </section>
  )
}
