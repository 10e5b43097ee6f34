import { ActionIcon, Anchor, Button, Group, Select, Switch, Table, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconArchive, IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { type PlainKey, phrase } from '#shared/phrases/phrase'
import { ApiError } from '../../app/client/api'
import { useMay } from '../../app/client/session'
import { ConfirmModal } from '../../ui/feedback/ConfirmModal'
import { Duty } from '../../ui/messages/Duty'
import { Empty } from '../../ui/feedback/Empty'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { FormModal } from '../../ui/forms/FormModal'
import { LoadingLine } from '../../ui/feedback/Loading'
import { useCount } from '../../ui/locale'
import { PageBody } from '../../ui/page/Page'
import { PlainTable } from '../../ui/tables/PlainTable'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { When } from '../../ui/records/When'
import { PURPOSE_WORD } from '../../ui/words'
import {
  acknowledgeDuty,
  archiveDaily,
  type DailySend,
  saveDaily,
  setDailyActive,
  useDaily,
  useDuty,
  useLists,
  useTemplates,
} from './campaigns/use-campaigns'

/** Texts that leave by themselves each day: reminders of tomorrow, birthdays. */
export function DailySends() {
  const { data, error, isPending, refetch } = useDaily()
  const may = useMay('manager')
  const [editing, setEditing] = useState<DailySend | 'new' | null>(null)
  const { data: duty } = useDuty()
  const [starting, setStarting] = useState<DailySend | null>(null)
  const [ending, setEnding] = useState<DailySend | null>(null)
  const add = may && (
    <Button size="sm" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEditing('new')}>
      New daily send
    </Button>
  )
  return (
    <>
      <LoadingLine on={isPending} />
      {error && (
        <PageBody>
          <ErrorState what="The daily sends could not be read" error={error} onRetry={() => void refetch()} />
        </PageBody>
      )}
      {data?.length === 0 && (
        <Empty
          title="Nothing leaves by itself yet"
          steps={[
            ['Save a search', 'such as: next visit is tomorrow'],
            ['Write a template', 'with the date as a variable'],
            ['Choose the hour', 'each person gets it once for each date'],
          ]}
          action={add}
        >
          A daily send texts whoever a saved search finds that day: reminders of appointments, birthday
          wishes.
        </Empty>
      )}
      {data && data.length > 0 && (
        <>
          <Group flex="none" py={10} px="gutter">
            {add}
          </Group>
          <PlainTable
            label="Daily sends"
            heads={[
              { head: 'Name' },
              { head: 'List', width: 250 },
              { head: 'Template', width: 190 },
              { head: 'Next', width: 150 },
              { head: 'Last time', width: 190 },
              { head: 'On', width: 70 },
              { head: 'Actions', width: 90, hidden: true },
            ]}
          >
            {data.map((daily) => (
              <DailyRow
                key={daily.id}
                daily={daily}
                onSwitch={(on) => {
                  if (on && duty) setStarting(daily)
                  else void setDailyActive(daily.id, on).catch(toastError)
                }}
                onEdit={() => setEditing(daily)}
                onEnd={() => setEnding(daily)}
              />
            ))}
          </PlainTable>
        </>
      )}
      {editing && <DailyForm daily={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {starting && <StartDaily daily={starting} onClose={() => setStarting(null)} />}
      <ConfirmModal
        opened={ending !== null}
        onClose={() => setEnding(null)}
        title={`End “${ending?.name}”?`}
        confirm="End this daily send"
        danger
        onConfirm={async () => {
          if (ending) await archiveDaily(ending.id)
          toast({ say: `Ended “${ending?.name}”` })
        }}
      >
        From today nobody gets it any more. What was sent stays in the reports.
      </ConfirmModal>
    </>
  )
}

type DailyRowProps = {
  daily: DailySend
  onSwitch: (on: boolean) => void
  onEdit: () => void
  onEnd: () => void
}
function DailyRow({ daily, onSwitch, onEdit, onEnd }: DailyRowProps) {
  const say = useCount()
  const may = useMay('manager')
  return (
    <Table.Tr>
      <Table.Td>
        <span className={text.medium}>{daily.name}</span>
      </Table.Td>
      <Table.Td data-wrap>
        <Anchor component={Link} to={`/lists/${daily.listId}`} inherit>
          {daily.listName}
        </Anchor>{' '}
        <span className={text.muted}>{say(daily.today)} today</span>
      </Table.Td>
      <Table.Td>
        <Anchor component={Link} to={`/templates/${daily.templateId}`} inherit>
          {daily.templateName}
        </Anchor>{' '}
        <span className={text.muted}>{PURPOSE_WORD[daily.purpose].toLowerCase()}</span>
      </Table.Td>
      <Table.Td>
        {daily.nextAt ? <When at={daily.nextAt} /> : 'Off'}
        {daily.nextAt && daily.hourly && <span className={text.muted}> then every 5 minutes</span>}
      </Table.Td>
      <Table.Td data-wrap c="second">
        <LastTime daily={daily} />
      </Table.Td>
      <Table.Td>
        <Switch
          aria-label={`${daily.name} is on`}
          checked={daily.active}
          disabled={!may}
          onChange={(event) => onSwitch(event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td>
        {may && (
          <>
            <ActionIcon aria-label={`Edit ${daily.name}`} onClick={onEdit}>
              <IconPencil size={16} stroke={1.6} />
            </ActionIcon>
            <ActionIcon aria-label={`End ${daily.name}`} onClick={onEnd}>
              <IconArchive size={16} stroke={1.6} />
            </ActionIcon>
          </>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function LastTime({ daily: { lastDay, lastResult, lastSendId, trying } }: { daily: DailySend }) {
  if (lastDay === null || lastResult === '') return 'Not yet'
  const result = `${lastDay}: ${lastResult}`
  if (trying) return `${result} Tried again every five minutes today.`
  return lastSendId === null ? (
    result
  ) : (
    <Anchor component={Link} to={`/sends/${lastSendId}`} inherit>
      {result}
    </Anchor>
  )
}

const missing = (field: string, reason: PlainKey): never => {
  throw new ApiError({ code: 'bad-input', reason: phrase(reason), field })
}

/** The duty with its checkbox, until somebody confirmed it; `confirm` refuses what goes on without that. */
const useDutyCheck = () => {
  const { data: duty } = useDuty()
  const [agreed, setAgreed] = useState(false)
  const [missed, setMissed] = useState(false)
  return {
    /** Still unknown whether one is owed: nothing can be started yet. */
    pending: duty === undefined,
    shown: duty && (
      <Duty
        duty={duty}
        agreed={agreed}
        error={missed}
        onAgree={(on) => {
          setAgreed(on)
          if (on) setMissed(false)
        }}
      />
    ),
    /** @throws ApiError while the box is not ticked */
    async confirm() {
      if (!duty) return
      if (!agreed) {
        setMissed(true)
        missing('duty', 'consent.confirm-duty-first')
      }
      await acknowledgeDuty(duty.country)
    },
  }
}

/** Turning one on is a first text to many as well. */
function StartDaily({ daily, onClose }: { daily: DailySend; onClose: () => void }) {
  const form = useForm({ initialValues: {} })
  const duty = useDutyCheck()
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Turn on “${daily.name}”?`}
      form={form}
      submit="Turn on"
      disabled={duty.pending}
      onSubmit={async () => {
        await duty.confirm()
        await setDailyActive(daily.id, true)
      }}
    >
      {duty.shown}
    </FormModal>
  )
}

function DailyForm({ daily, onClose }: { daily: DailySend | null; onClose: () => void }) {
  const { data: lists = [] } = useLists()
  const { data: templates = [] } = useTemplates()
  const duty = useDutyCheck()
  const form = useForm({
    initialValues: {
      name: daily?.name ?? '',
      listId: daily ? String(daily.listId) : null,
      templateId: daily ? String(daily.templateId) : null,
      at: daily?.at ?? '09:00',
    },
  })
  const searches = lists.filter((list) => !list.archived && list.kind === 'saved')
  const list = searches.find(({ id }) => String(id) === form.values.listId)
  const fitting = templates.filter(
    (one) =>
      !one.archived &&
      one.purpose !== 'conversation' &&
      (!list || list.recordKind === null || one.recordKind === list.recordKind),
  )
  return (
    <FormModal
      opened
      onClose={onClose}
      title={daily ? 'Edit daily send' : 'New daily send'}
      form={form}
      submit={daily ? 'Save daily send' : 'Start daily send'}
      disabled={duty.pending}
      onSubmit={async () => {
        const { name, listId, templateId, at } = form.values
        // What is not chosen is refused beside its field, like everything else.
        const input = {
          id: daily?.id ?? null,
          name,
          listId: Number(listId ?? 0) || missing('listId', 'daily.choose-a-search'),
          templateId: Number(templateId ?? 0) || missing('templateId', 'daily.choose-template'),
          at,
        }
        await duty.confirm()
        await saveDaily(input)
        toast({ say: daily ? `Saved “${name.trim()}”` : `“${name.trim()}” leaves daily at ${at}` })
      }}
    >
      <TextInput
        label="Name"
        placeholder="Reminders of tomorrow"
        maxLength={80}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Select
        label="Whoever this saved search finds"
        placeholder={
          searches.length === 0 ? 'There is no saved search yet: make one in Lists' : 'Choose a search'
        }
        data={searches.map(({ id, name }) => ({ value: String(id), label: name }))}
        {...form.getInputProps('listId')}
      />
      <Select
        label="Gets this template"
        placeholder="Choose a template"
        data={fitting.map(({ id, name }) => ({ value: String(id), label: name }))}
        {...form.getInputProps('templateId')}
      />
      <TextInput
        label="Daily at"
        description="A search that asks for hours is looked at every 5 minutes from then on."
        type="time"
        styles={{ input: { width: 140 } }}
        {...form.getInputProps('at')}
      />
      {duty.shown}
    </FormModal>
  )
}
