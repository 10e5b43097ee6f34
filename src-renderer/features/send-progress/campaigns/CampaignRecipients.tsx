import { PersonLink } from '../../../ui/records/PersonLink'
import { Button, Group, MultiSelect } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { IconUserMinus, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useMay } from '../../../app/client/session'
import { Consent } from '../../../ui/records/Consent'
import { type Column, DataTable } from '../../../ui/tables/DataTable'
import { Empty, NothingFound } from '../../../ui/feedback/Empty'
import { FormModal } from '../../../ui/forms/FormModal'
import { useCount } from '../../../ui/locale'
import { PhoneNumber } from '../../../ui/records/PhoneNumber'
import { plural } from '../../../ui/plural'
import text from '../../../ui/text.module.css'
import { toast, toastError } from '../../../ui/feedback/toast'
import { KIND_PLURAL } from '../../../ui/words'
import { SearchField } from '../../../ui/tables/SearchField'
import {
  addRecipients,
  type Campaign,
  useFound,
  pageOfRecipients,
  type Recipient,
  removeRecipients,
  useLists,
} from './use-campaigns'
import type { Selection } from '../../../ui/tables/selection'

const NOBODY: Selection = new Set()

/** Who is on a campaign; while it is a draft they can be added and taken off. */
export function CampaignRecipients({ campaign }: { campaign: Campaign }) {
  const navigate = useNavigate()
  const say = useCount()
  const may = useMay('manager')
  const draft = may && campaign.actions.includes('edit')
  const [search, setSearch] = useState('')
  const [selection, setSelection] = useState<Selection>(NOBODY)
  const [adding, setAdding] = useState(false)
  const remove = async () => {
    const ids = [...selection]
    const { removed } = await removeRecipients(campaign.id, ids)
    setSelection(NOBODY)
    toast({
      say: `Took ${plural(removed, 'recipient')} off`,
      action: { label: 'Undo', run: () => addRecipients(campaign.id, ids, []) },
    })
  }
  const columns: Column<Recipient>[] = [
    {
      key: 'name',
      head: 'Name',
      cell: (row) => <PersonLink row={row} />,
    },
    {
      key: 'number',
      head: 'Number',
      width: 170,
      cell: (row) =>
        row.number && row.national ? <PhoneNumber national={row.national} e164={row.number} /> : '–',
    },
    {
      key: 'standing',
      head: 'May be texted',
      width: 190,
      fit: true,
      cell: (row) => <Consent state={row.standing} />,
    },
  ]
  const add = draft && (
    <Button
      size={campaign.recipients > 0 ? 'xs' : 'sm'}
      variant={campaign.recipients > 0 ? 'default' : 'filled'}
      leftSection={<IconUserPlus size={15} aria-hidden />}
      onClick={() => setAdding(true)}
    >
      Add recipients
    </Button>
  )
  return (
    <>
      {campaign.recipients > 0 && (
        <Group flex="none" py={10} px="gutter">
          <SearchField
            label="Search in these recipients"
            placeholder="Search in these"
            value={search}
            onChange={setSearch}
          />
          {add}
          {selection.size > 0 && (
            <Button
              size="xs"
              variant="danger"
              leftSection={<IconUserMinus size={15} aria-hidden />}
              onClick={() => void remove().catch(toastError)}
            >
              Take {say(selection.size)} off
            </Button>
          )}
        </Group>
      )}
      <DataTable
        label="Recipients"
        columns={columns}
        queryKey={['campaigns', 'recipients', campaign.id, search, campaign.recipients]}
        fetchPage={pageOfRecipients(campaign.id, search)}
        rowId={(row) => row.recipientId}
        rowName={(row) => row.name}
        selection={draft ? selection : undefined}
        onSelect={setSelection}
        onOpen={(row) => void navigate(`/people/${row.recipientId}`)}
        empty={
          search === '' ? (
            <Empty title="No recipients yet" action={add}>
              Pick {KIND_PLURAL[campaign.recordKind].toLowerCase()} one by one or take all that are on a list
              now. In People, select rows and choose <b className={text.strong}>Add to campaign</b>.
            </Empty>
          ) : (
            <NothingFound
              title="Nobody on this campaign matches."
              action={
                <Button size="xs" variant="default" onClick={() => setSearch('')}>
                  Clear the search
                </Button>
              }
            />
          )
        }
      />
      {adding && <AddRecipients campaign={campaign} onClose={() => setAdding(false)} />}
    </>
  )
}

function AddRecipients({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { data: lists = [] } = useLists()
  const form = useForm({ initialValues: { lists: [] as string[], people: [] as string[] } })
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed, 150)
  const [names, setNames] = useState<Record<string, string>>({})
  const found = useFound(campaign.recordKind, asked)
  const fitting = lists.filter(
    (list) => !list.archived && (list.recordKind === null || list.recordKind === campaign.recordKind),
  )
  const { lists: chosen, people } = form.values
  const options = {
    ...Object.fromEntries((found.data ?? []).map(({ id, name }) => [String(id), name])),
    ...Object.fromEntries(people.map((id) => [id, names[id] ?? id])),
  }
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Add recipients"
      form={form}
      submit="Add to campaign"
      disabled={chosen.length + people.length === 0}
      onSubmit={async () => {
        const { added } = await addRecipients(campaign.id, people.map(Number), chosen.map(Number))
        toast({
          say: added === 0 ? 'All of them were on it already' : `Added ${plural(added, 'recipient')}`,
        })
      }}
    >
      <MultiSelect
        label="Everyone on these lists now"
        placeholder={chosen.length > 0 ? '' : 'Choose lists'}
        searchable
        data={fitting.map((list) => ({ value: String(list.id), label: `${list.name} (${list.count})` }))}
        {...form.getInputProps('lists')}
      />
      <MultiSelect
        label={`${KIND_PLURAL[campaign.recordKind]} one by one`}
        placeholder={people.length > 0 ? '' : 'Type a name or a number'}
        searchable
        searchValue={typed}
        onSearchChange={setTyped}
        filter={({ options: all }) => all}
        nothingFoundMessage={found.isPending ? 'Looking…' : 'Nobody of this name'}
        data={Object.entries(options).map(([value, label]) => ({ value, label }))}
        value={people}
        onChange={(next) => {
          setNames((known) => ({ ...known, ...options }))
          form.setFieldValue('people', next)
        }}
      />
    </FormModal>
  )
}
