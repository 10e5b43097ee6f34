import { PersonLink } from '../../../ui/records/PersonLink'
import { Button, Group, Modal, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { measure } from '#shared/text/segments'
import { CostlyText } from '../../../ui/messages/CostlyText'
import { type Column, DataTable, type Sort } from '../../../ui/tables/DataTable'
import { NothingFound } from '../../../ui/feedback/Empty'
import { useCount } from '../../../ui/locale'
import { Meter } from '../../../ui/messages/Meter'
import { Money } from '../../../ui/records/Money'
import { PhoneNumber } from '../../../ui/records/PhoneNumber'
import text from '../../../ui/text.module.css'
import { TestReviewed } from './TestReviewed'
import { type Review, type ReviewRow, reviewRows } from '../use-send'
import type { Wizard } from '../wizard'
import { Bubble } from '../../../ui/messages/Bubble'

type WillTableProps = {
  review: Review
  /** Changes with every review: rows of an older one are asked again. */
  version: string
  search: string
  /** The people a warning is about. */
  only: number[] | null
  wizard: Wizard
  onLeaveOut: (id: number) => void
  onClear: () => void
  onWhy: () => void
}

/** @param usual the messages of a text on average, rounded down: a text of more is marked */
const columnsOf = (usual: number, open: (row: ReviewRow) => void): Column<ReviewRow>[] => [
  {
    key: 'name',
    head: 'Name',
    width: 190,
    sortable: true,
    cell: (row) => <PersonLink row={row} />,
  },
  {
    key: 'number',
    head: 'Number',
    width: 178,
    sortable: true,
    cell: (row) => (
      <>
        <PhoneNumber national={row.national ?? ''} e164={row.number} />{' '}
        <span className={`${text.small} ${text.muted}`}>{row.label}</span>
      </>
    ),
  },
  {
    key: 'text',
    head: 'Exact text',
    cell: (row) => (
      <UnstyledButton
        className={text.truncate}
        w="100%"
        fz="sm"
        c="second"
        title={row.text}
        tabIndex={-1}
        onClick={() => open(row)}
      >
        <CostlyText>{row.text}</CostlyText>
      </UnstyledButton>
    ),
  },
  {
    key: 'units',
    head: 'Messages',
    width: 96,
    number: true,
    sortable: true,
    cell: (row) =>
      row.units > usual && row.units > 1 ? (
        <Group component="span" display="inline-flex" gap="xs" c="warn" fw={600}>
          <IconAlertTriangle size={14} aria-hidden /> {row.units}
        </Group>
      ) : (
        row.units
      ),
  },
  { key: 'price', head: 'Price', width: 92, number: true, cell: (row) => <Money of={row.price} precise /> },
]

/** Everybody who gets the text, with the number and the exact words. */
export function WillTable({
  review,
  version,
  search,
  only,
  wizard,
  onLeaveOut,
  onClear,
  onWhy,
}: WillTableProps) {
  const [sort, setSort] = useState<Sort>({ key: 'name', descending: false })
  const [open, setOpen] = useState<ReviewRow | null>(null)
  const sortKey = sort.key === 'units' || sort.key === 'number' ? sort.key : 'name'
  return (
    <>
      <DataTable
        label="Will get it"
        columns={columnsOf(Math.floor(review.units / Math.max(1, review.will)), setOpen)}
        queryKey={['review', version, 'will', search, only, sortKey, sort.descending]}
        fetchPage={(offset, limit) =>
          reviewRows({
            reviewId: review.reviewId,
            tab: 'will',
            search,
            recipientIds: only,
            sort: sortKey,
            descending: sort.descending,
            offset,
            limit,
          })
        }
        rowId={(row) => row.recipientId}
        rowName={(row) => row.name}
        sort={sort}
        onSort={setSort}
        onOpen={setOpen}
        empty={
          review.will === 0 ? (
            <NothingFound
              title="Nobody gets it yet."
              action={
                <Button size="xs" variant="default" onClick={onWhy}>
                  See who won’t get it, and why
                </Button>
              }
            />
          ) : (
            <NothingFound
              title="Nobody here matches."
              action={
                <Button size="xs" variant="default" onClick={onClear}>
                  Show everybody again
                </Button>
              }
            />
          )
        }
      />
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open ? `Text to ${open.name}` : ''}
        size={480}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {open && (
          <OneText
            row={open}
            wizard={wizard}
            review={review}
            onLeaveOut={() => {
              onLeaveOut(open.recipientId)
              setOpen(null)
            }}
          />
        )}
      </Modal>
    </>
  )
}

type OneTextProps = { row: ReviewRow; wizard: Wizard; review: Review; onLeaveOut: () => void }
function OneText({ row, wizard, review, onLeaveOut }: OneTextProps) {
  const say = useCount()
  const { segments } = measure(row.text)
  return (
    <Stack gap={14}>
      <Group>
        <PhoneNumber national={row.national ?? ''} e164={row.number} />
        <span className={`${text.small} ${text.muted}`}>{row.label}</span>
      </Group>
      <Bubble>
        <CostlyText>{row.text}</CostlyText>
      </Bubble>
      <Meter
        body={row.text}
        price={
          row.price && segments > 0 ? { ...row.price, micros: Math.round(row.price.micros / segments) } : null
        }
      />
      {row.costly.length > 0 && (
        <Text c="second">
          {row.costly.join(' ')} {row.costly.length === 1 ? 'makes' : 'make'} it {say(row.units)} messages.
        </Text>
      )}
      <Group>
        <Button variant="subtle" onClick={onLeaveOut}>
          Leave {row.name} out
        </Button>
        <span className={text.grow} />
        <TestReviewed wizard={wizard} review={review} recipientId={row.recipientId} />
      </Group>
    </Stack>
  )
}
