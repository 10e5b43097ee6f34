import { ActionIcon, Box, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { times } from '#shared/money'
import { measure } from '#shared/text/segments'
import { Bubble } from '../messages/Bubble'
import { CostlyText } from '../messages/CostlyText'
import { useCount } from '../locale'
import { Money } from '../records/Money'
import text from '../text.module.css'
import { type Previewed, useMeter, usePreview, useSettings, useUnitPrice } from '../messages/use-preview'
import { KIND_WORD } from '../words'

const KINDS = { client: 'clients', lead: 'leads', staff: 'staff', account: 'accounts' } as const

type PreviewPaneProps = {
  of: Previewed
  /** Which record is shown is told, for a test text with its values. */
  onRecord?: (id: number | null) => void
  /** Its exact text is told, for the meter of the field. */
  onText?: (text: string | null) => void
  children?: ReactNode
}

/** The message on a phone, for one real record after another, with what it costs. */
export function PreviewPane({ of, onRecord, onText, children }: PreviewPaneProps) {
  const id = useId()
  const say = useCount()
  const [offset, setOffset] = useState(0)
  const { record, text: message, missing } = usePreview(of, offset)
  const settings = useSettings().data
  const total = record?.total ?? 0
  const go = (by: number) => setOffset((offset + by + total) % total)
  const known = record?.id ?? null
  useEffect(() => onRecord?.(known), [known, onRecord])
  useEffect(() => onText?.(message), [message, onText])
  return (
    <Stack component="section" aria-labelledby={id}>
      <Group>
        <Title order={2} size="h4" id={id}>
          Preview
        </Title>
        <span className={text.grow} />
        {total > 0 && (
          <>
            <ActionIcon size="sm" aria-label="Previous record" disabled={total < 2} onClick={() => go(-1)}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            <Text span size="xs" miw={58} ta="center" c="second" aria-live="polite">
              {say(Math.min(offset + 1, total))} of {say(total)}
            </Text>
            <ActionIcon size="sm" aria-label="Next record" disabled={total < 2} onClick={() => go(1)}>
              <IconChevronRight size={16} />
            </ActionIcon>
          </>
        )}
      </Group>
      <Box bd="1px solid var(--db-line-2)" bdrs={18} bg="var(--db-surface)" style={{ overflow: 'hidden' }}>
        <Box className={text.lineUnder} p={9} ta="center">
          <b>{settings?.office.name || 'Your office'}</b>
          {settings?.office.phone && <Text variant="note">{settings.office.phone}</Text>}
        </Box>
        <Stack gap="sm" p="10px 14px 18px" mih={176}>
          <Box ta="center" c="dimmed" fz="xs" lh="xs">
            {known === null ? `No ${KINDS[of.kind]} yet: fields stand for themselves` : `to ${record?.name}`}
          </Box>
          {message !== null ? (
            <Bubble>
              <CostlyText>{message}</CostlyText>
            </Bubble>
          ) : missing.length > 0 ? (
            <Text c="second">
              {record?.name} has no {missing.join(', ')}, so gets no text. Give the field a fallback, or fill
              it in on the record.
            </Text>
          ) : (
            <Text c="second">
              {of.body.trim() === ''
                ? 'The message appears here as it is written.'
                : 'Mend the message to see it here.'}
            </Text>
          )}
        </Stack>
      </Box>
      <Lengths of={of} message={message} mended={message !== null || missing.length > 0} />
      {children}
    </Stack>
  )
}

type LengthsProps = { of: Previewed; message: string | null; mended: boolean }
function Lengths({ of, message, mended }: LengthsProps) {
  const say = useCount()
  const price = useUnitPrice()
  const { data, isFetching } = useMeter(of)
  const written = mended && of.body.trim() !== ''
  const longest = data?.longestText ? measure(data.longestText) : null
  const mine = message === null ? null : measure(message)
  const rows = [
    ['Shortest', false, null, written && data && data.people > 0 ? data.shortest : null],
    [
      'Longest',
      false,
      written ? (longest?.characters ?? null) : null,
      written ? (longest?.segments ?? null) : null,
    ],
    ['This one', true, mine?.characters ?? null, mine?.segments ?? null],
  ] as const
  return (
    <>
      <Paper withBorder style={{ overflow: 'hidden' }}>
        <Table horizontalSpacing={5} aria-label="Length and price" aria-busy={isFetching || undefined}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th ps="md">Length</Table.Th>
              <Table.Th data-number>Characters</Table.Th>
              <Table.Th data-number>Messages</Table.Th>
              <Table.Th data-number pe="md">
                Price
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(([name, shown, characters, segments]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" className={text.nowrap} ps="md" fw={shown ? 550 : 400}>
                  {name}
                </Table.Th>
                <Table.Td data-number>{characters === null ? '–' : say(characters)}</Table.Td>
                <Table.Td data-number {...((segments ?? 0) > 1 && { c: 'warn', fw: 600 })}>
                  {segments ?? '–'}
                </Table.Td>
                <Table.Td data-number pe="md">
                  {segments === null || !price ? '–' : <Money of={times(price, segments)} precise />}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
      {written && data && data.people + data.missing > 0 && (
        <Text size="xs" c="second" role="status">
          To all {say(data.people + data.missing)}{' '}
          {data.people + data.missing === 1 ? KIND_WORD[of.kind].toLowerCase() : KINDS[of.kind]}:{' '}
          <b>{say(data.units)}</b> {data.units === 1 ? 'message' : 'messages'}
          {price && (
            <>
              , about <Money of={times(price, data.units)} />
            </>
          )}
          .{data.missing > 0 && ` ${say(data.missing)} would be left out because a field is empty.`}
        </Text>
      )}
    </>
  )
}
