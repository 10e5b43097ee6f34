import { ActionIcon, Button, Group, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconSend, IconTrash } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import { useNavigate } from 'react-router'
import type { Conditions } from '#contract/shapes'
import type { RecordKind } from '#shared/values'
import { Form } from '../../ui/forms/Form'
import { pickRecipients } from '../../app/stores/picked'
import { useMay } from '../../app/client/session'
import { ConditionFields } from '../../ui/conditions/ConditionFields'
import { type Condition, isComplete, startWith } from '../../ui/conditions/condition-words'
import { DataTable } from '../../ui/tables/DataTable'
import { NothingFound } from '../../ui/feedback/Empty'
import { useCount } from '../../ui/locale'
import { Page } from '../../ui/page/Page'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { useDraft } from '../../ui/forms/use-draft'
import { useSubmit } from '../../ui/forms/use-submit'
import { Breadcrumb } from '../../ui/page/Breadcrumb'
import { EVERYONE, KIND_CHOICES } from './kinds'
import css from './lists.module.css'
import { ExportList } from './ExportList'
import { memberColumns } from './member-columns'
import { idsOf, type List, matchesOf, saveList, useCountOf, useSearchFields } from './use-lists'

type Values = { name: string; recordKind: RecordKind | typeof EVERYONE; conditions: Conditions }

/** The editor of a saved search: conditions, and live who they find. */
export function SavedSearch({ list }: { list: List | null }) {
  const manager = useMay('manager')
  const say = useCount()
  const navigate = useNavigate()
  const { data: fields = [] } = useSearchFields()
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

  const { conditions, recordKind } = values
  const put = (next: Conditions) => {
    typed.current = true
    form.clearErrors()
    form.setFieldValue('conditions', next)
  }
  const kind = recordKind === EVERYONE ? null : recordKind
  const complete = useMemo(
    () => ({ ...conditions, of: conditions.of.filter((one) => isComplete(one, fields)) }),
    [conditions, fields],
  )
  const [settled] = useDebouncedValue(complete, 250)
  const count = useCountOf(kind, settled)
  const { busy, failure, run } = useSubmit(form, async () => {
    const { id } = await saveList({
      id: list?.id ?? null,
      name: values.name,
      kind: 'saved',
      recordKind: kind,
      conditions,
    })
    typed.current = false
    await draft.clear()
    toast({ say: `Saved the list “${values.name.trim()}”` })
    if (!list) void navigate(`/lists/${id}`, { replace: true })
  })
  const change = (index: number, next: Condition) =>
    put({ ...conditions, of: conditions.of.with(index, next) })
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
            {list && (
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
            )}
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
              onChange={(event) => {
                typed.current = true
                form.setFieldValue('name', event.currentTarget.value)
              }}
            />
            <Select
              label="For"
              allowDeselect={false}
              data={KIND_CHOICES}
              {...form.getInputProps('recordKind')}
              onChange={(value) => {
                typed.current = true
                form.setFieldValue('recordKind', (value ?? EVERYONE) as Values['recordKind'])
              }}
            />
          </div>
          {conditions.of.length > 1 && (
            <Group>
              <span className={text.second}>Recipients who match</span>
              <SegmentedControl
                aria-label="How the conditions are joined"
                value={conditions.join}
                onChange={(join) => put({ ...conditions, join: join as Conditions['join'] })}
                data={[
                  { value: 'all', label: 'all of these' },
                  { value: 'any', label: 'any of these' },
                ]}
              />
            </Group>
          )}
          {conditions.of.map((condition, index) => (
            // Conditions have no identity of their own.
            <div key={index} className={css.condition}>
              <ConditionFields
                name={`Condition ${index + 1}`}
                fields={fields}
                condition={condition}
                error={
                  (form.errors[`conditions.of.${index}.value`] as string | undefined) ??
                  (form.errors[`conditions.of.${index}`] as string | undefined) ??
                  null
                }
                onChange={(next) => change(index, next)}
              />
              <ActionIcon
                size="lg"
                aria-label={`Remove condition ${index + 1}`}
                onClick={() => put({ ...conditions, of: conditions.of.toSpliced(index, 1) })}
              >
                <IconTrash size={16} stroke={1.6} />
              </ActionIcon>
            </div>
          ))}
          <div>
            <Button
              size="xs"
              variant="quiet"
              leftSection={<IconPlus size={14} aria-hidden />}
              disabled={fields.length === 0 || conditions.of.length >= 30}
              onClick={() => {
                const first = fields.find((one) => one.field === 'tag') ?? fields[0]
                if (first) put({ ...conditions, of: [...conditions.of, startWith(first)] })
              }}
            >
              Add a condition
            </Button>
          </div>
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
