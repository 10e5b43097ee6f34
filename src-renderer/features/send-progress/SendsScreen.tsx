import { Button, Group } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useMay } from '../../app/client/session'
import { type Column, DataTable } from '../../ui/tables/DataTable'
import { Empty, NothingFound } from '../../ui/feedback/Empty'
import { useCount } from '../../ui/locale'
import { Money } from '../../ui/records/Money'
import { Page } from '../../ui/page/Page'
import { plural } from '../../ui/plural'
import text from '../../ui/text.module.css'
import { When } from '../../ui/records/When'
import { PHASE_TITLE } from './phases'
import { SearchField } from '../../ui/tables/SearchField'
import { SendBar } from './SendBar'
import { pageOfSends, type Progress } from './use-sends'

type Row = Progress & { place: number }

const FAILED = ['failed', 'undelivered', 'rejected', 'expired'] as const

const columnsOf = (say: (count: number) => string): Column<Row>[] => [
  {
    key: 'name',
    head: 'Send',
    cell: (row) => (
      <Link className={text.name} to={`/sends/${row.sendId}`} tabIndex={-1}>
        {row.name}
      </Link>
    ),
  },
  {
    key: 'when',
    head: 'When',
    width: 128,
    cell: (row) => <When at={row.createdAt} className={text.second} />,
  },
  { key: 'by', head: 'By', width: 130, wide: true, cell: (row) => row.by },
  { key: 'phase', head: 'State', width: 110, cell: (row) => PHASE_TITLE[row.phase] },
  {
    key: 'progress',
    head: 'Progress',
    width: 150,
    cell: (row) => <SendBar send={row} size={6} />,
  },
  {
    key: 'delivered',
    head: 'Delivered',
    width: 116,
    number: true,
    cell: (row) => `${say(row.states.delivered ?? 0)} of ${say(row.total)}`,
  },
  {
    key: 'failed',
    head: 'Failed',
    width: 80,
    number: true,
    cell: (row) => {
      const failed = FAILED.reduce((sum, state) => sum + (row.states[state] ?? 0), 0)
      return failed > 0 ? <span className={`${text.bad} ${text.strong}`}>{say(failed)}</span> : '0'
    },
  },
  {
    key: 'cost',
    head: 'Cost',
    width: 90,
    number: true,
    wide: true,
    cell: (row) => (row.cost ? <Money of={row.cost} /> : '–'),
  },
]

/** Every send, the newest first. */
export function SendsScreen() {
  const navigate = useNavigate()
  const may = useMay('manager')
  const say = useCount()
  const [total, setTotal] = useState<number | null>(null)
  const [search, setSearch] = useState('')
  const [found, setFound] = useState(0)
  const none = total === 0 && search === ''
  return (
    <Page
      title="Sends"
      meta={total ? <span>{plural(total, 'send')}</span> : undefined}
      actions={
        may &&
        !none && (
          <Button component={Link} to="/send" leftSection={<IconSend size={15} aria-hidden />}>
            New send
          </Button>
        )
      }
    >
      {!none && (
        <Group flex="none" py="sm" px="gutter">
          <SearchField
            label="Search sends by name"
            placeholder="Search by name"
            value={search}
            onChange={setSearch}
          />
          <span className={text.grow} />
          {search !== '' && total !== null && (
            <span className={`${text.small} ${text.muted}`}>
              {say(found)} of {plural(total, 'send')}
            </span>
          )}
        </Group>
      )}
      <DataTable
        label="Sends"
        columns={columnsOf(say)}
        queryKey={['sends', 'page', search]}
        fetchPage={async (offset, limit) => {
          const page = await pageOfSends(search, offset, limit)
          return {
            total: page.total,
            rows: page.rows.map((row, index) => ({ ...row, place: offset + index + 1 })),
          }
        }}
        rowId={(row) => row.place}
        rowName={(row) => row.name}
        onOpen={(row) => void navigate(`/sends/${row.sendId}`)}
        onTotal={(count) => (search === '' ? setTotal(count) : setFound(count))}
        empty={
          search !== '' ? (
            <NothingFound
              title="No send has this in its name."
              action={
                <Button size="xs" variant="default" onClick={() => setSearch('')}>
                  Show all sends
                </Button>
              }
            />
          ) : (
            <NothingSent may={may} />
          )
        }
      />
    </Page>
  )
}

function NothingSent({ may }: { may: boolean }) {
  return (
    <Empty
      title="Nothing sent yet"
      steps={[
        ['Choose who', 'lists of people, and who to leave out'],
        ['Choose what', 'a template, or a message written here'],
        ['Review and send', 'everyone accounted for, price first'],
      ]}
      action={
        may && (
          <Button size="md" component={Link} to="/send" leftSection={<IconSend size={16} aria-hidden />}>
            New send
          </Button>
        )
      }
    >
      Each text to many people is kept here, with what became of every single one.
    </Empty>
  )
}
