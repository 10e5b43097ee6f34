import { Button, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSend } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import { useNavigate } from 'react-router'
import type { Conditions } from '#contract/shapes'
import type { RecordKind } from '#shared/values'
import { Form } from '../../ui/forms/Form'
import { pickRecipients } from '../../app/stores/picked'
import { useMay } from '../../app/client/session'
import { conditionProblem } from '#shared/people/conditions'
import { DataTable } from '../../ui/tables/DataTable'
import { NothingFound } from '../../ui/feedback/Empty'
import { useCount } from '../../ui/locale'
import { Page } from '../../ui/page/Page'
import { toast, toastError } from '../../ui/feedback/toast'
import { useDraft } from '../../ui/forms/use-draft'
import { useSubmit } from '../../ui/forms/use-submit'
import { Breadcrumb } from '../../ui/page/Breadcrumb'
import { EVERYONE, KIND_CHOICES } from './kinds'
import { ConditionRows } from './ConditionRows'
import css from './lists.module.css'
import { ExportList } from './ExportList'
import { memberColumns } from './member-columns'
import { idsOf, type List, matchesOf, saveList, useCountOf, useSearchFields } from './use-lists'

type Values = { name: string; recordKind: RecordKind | typeof EVERYONE; conditions: Conditions }

const kindOf = (chosen: Values['recordKind']) => (chosen === EVERYONE ? null : chosen)

/** What is typed, kept while it is not saved, and saving it. */
const useSavedSearch = (list: List | null) => {
  const navigate = useNavigate()
  const draft = useDraft<Values>(`list:${list?.id ?? 'new'}`)
  const form = useForm<Values>({
    initialValues: {
      name: list?.name ?? '',
      recordKind: list?.recordKind ?? EVERYONE,
      conditions: list?.conditions ?? { join: 'all', of: [] },
    },
  })
  const { values, setValues } = form
  const typed = useRef(false)
  const { saved, keep } = draft
  useEffect(() => {
    if (saved) setValues(saved)
  }, [saved, setValues])
  useEffect(() => {
    if (typed.current) keep(values)
  }, [values, keep])

  const put: typeof form.setFieldValue = (...change) => {
    typed.current = true
    form.setFieldValue(...change)
  }
  const { busy, failure, run } = useSubmit(form, async () => {
    const { id } = await saveList({
      id: list?.id ?? null,
      name: values.name,
      kind: 'saved',
      recordKind: kindOf(values.recordKind),
      conditions: values.conditions,
    })
    typed.current = false
    await draft.clear()
    toast({ say: `Saved the list “${values.name.trim()}”` })
    if (!list) void navigate(`/lists/${id}`, { replace: true })
  })
  return { form, put, busy, failure, run }
}

/** The editor of a saved search: conditions, and live who they find. */
export function SavedSearch({ list }: { list: List | null }) {
  const manager = useMay('manager')
  const say = useCount()
  const navigate = useNavigate()
  const { data: fields = [] } = useSearchFields()
  const { form, put, busy, failure, run } = useSavedSearch(list)
  const { conditions, recordKind } = form.values
  const kind = kindOf(recordKind)
  const complete = useMemo(
    () => ({ ...conditions, of: conditions.of.filter((one) => conditionProblem(one, fields) === null) }),
    [conditions, fields],
  )
  const [settled] = useDebouncedValue(complete, 250)
  const count = useCountOf(kind, settled)
  return (
    <Page
      above={<Breadcrumb trail={[{ to: '/lists', label: 'Lists' }]} here="Saved search" />}
      title={list?.name ?? 'New saved search'}
      meta={
        count.data && (
          <span role="status">
            {say(count.data.count)} {count.data.count === 1 ? 'recipient' : 'recipients'} now
          </span>
        )
      }
      actions={
        manager && (
          <>
            {list && <ExportList list={list} />}
            {list && <TextThem list={list} />}
            <Button loading={busy} onClick={() => void run()}>
              Save list
            </Button>
          </>
        )
      }
    >
      <Form className={css.editor} failure={failure} onSubmit={run}>
        <fieldset className={css.fields} disabled={!manager} aria-label="Saved search">
          <div className={css.pair}>
            <TextInput
              label="Name of the list"
              maxLength={80}
              {...form.getInputProps('name')}
              onChange={(event) => put('name', event.currentTarget.value)}
            />
            <Select
              label="For"
              allowDeselect={false}
              data={KIND_CHOICES}
              {...form.getInputProps('recordKind')}
              onChange={(value) => put('recordKind', (value ?? EVERYONE) as Values['recordKind'])}
            />
          </div>
          <ConditionRows
            conditions={conditions}
            fields={fields}
            errors={form.errors}
            onChange={(next) => {
              form.clearErrors()
              put('conditions', next)
            }}
          />
        </fieldset>
      </Form>
      <DataTable
        label="Found now"
        columns={memberColumns(kind)}
        queryKey={['people', 'page', 'matches', kind, settled]}
        fetchPage={matchesOf(kind, settled)}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        onOpen={(row) => void navigate(`/people/${row.id}`)}
        empty={<NothingFound title="Nobody matches these conditions." />}
      />
    </Page>
  )
}

function TextThem({ list }: { list: List }) {
  const say = useCount()
  const navigate = useNavigate()
  return (
    <Button
      variant="default"
      leftSection={<IconSend size={15} aria-hidden />}
      disabled={list.count === 0}
      onClick={() =>
        void idsOf(list.id).then((ids) => {
          pickRecipients(ids)
          return navigate('/send?ids=picked')
        }, toastError)
      }
    >
      Text {say(list.count)}
    </Button>
  )
}
