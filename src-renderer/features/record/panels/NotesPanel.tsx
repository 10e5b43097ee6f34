import { Box, Button, Group, SegmentedControl, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect, useState } from 'react'
import { Form } from '../../../ui/forms/Form'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { Panel, PanelEmpty, PanelList } from '../../../ui/page/Panel'
import { BY_TIME, PanelFilter, PanelPager, PanelSort } from '../../../ui/page/PanelTools'
import text from '../../../ui/text.module.css'
import { toast } from '../../../ui/feedback/toast'
import { useDraft } from '../../../ui/forms/use-draft'
import { PANEL_PAGE, worthTools } from '../../../ui/tables/use-panel-rows'
import { useSubmit } from '../../../ui/forms/use-submit'
import { When } from '../../../ui/records/When'
import css from '../record.module.css'
import { TextButton } from '../TextButton'
import { addNote, type NotesView, type RecordOf, useNotes, whyNoText } from '../use-record'

export function NotesPanel({ record }: { record: RecordOf }) {
  const recordId = record.id
  const [view, setView] = useState<NotesView>({ search: '', offset: 0, descending: true, which: 'all' })
  const { data, error, refetch } = useNotes(recordId, view)
  return (
    <Panel title={record.kind === 'staff' ? 'Staff log' : 'Notes'} count={data?.total}>
      <AddNote recordId={recordId} />
      {error && (
        <ErrorState what="The notes could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {data && (worthTools(data.total, view.search) || view.which !== 'all') && (
        <SegmentedControl
          size="xs"
          aria-label="Which notes"
          value={view.which}
          onChange={(which) => setView({ ...view, which: which as NotesView['which'], offset: 0 })}
          data={[
            { value: 'all', label: 'All' },
            { value: 'own', label: 'Written by people' },
            { value: 'automatic', label: 'Automatic' },
          ]}
        />
      )}
      {data && worthTools(data.total, view.search) && (
        <PanelFilter label="Filter the notes" onSearch={(search) => setView({ ...view, search, offset: 0 })}>
          <PanelSort
            label="Order of the notes"
            choices={BY_TIME}
            value={{ key: 'at', descending: view.descending }}
            onSort={({ descending }) => setView({ ...view, descending, offset: 0 })}
          />
        </PanelFilter>
      )}
      {data?.total === 0 && view.search !== '' && <PanelEmpty>No note says that.</PanelEmpty>}
      {data && data.rows.length > 0 && (
        <PanelList label="Notes">
          {data.rows.map((note) => (
            <li key={note.id}>
              <Box className={text.written} dir="auto">
                {note.body}
              </Box>
              <Group c="dimmed" fz="xs" lh="xs">
                <span>
                  <When at={note.at} /> · {note.by}
                </span>
                <span className={text.grow} />
                <TextButton
                  id={recordId}
                  name={`Text ${record.name} about this note`}
                  whyNot={whyNoText(record)}
                />
              </Group>
            </li>
          ))}
        </PanelList>
      )}
      {data && (
        <PanelPager
          of="notes"
          offset={view.offset}
          limit={PANEL_PAGE}
          total={data.total}
          onOffset={(offset) => setView({ ...view, offset })}
        />
      )}
    </Panel>
  )
}

function AddNote({ recordId }: { recordId: number }) {
  const draft = useDraft<string>(`note:${recordId}`)
  const form = useForm({ initialValues: { body: '' } })
  const { busy, failure, run } = useSubmit(form, async () => {
    await addNote(recordId, form.values.body)
    form.reset()
    await draft.clear()
    toast({ say: 'Note added' })
  })
  const { saved } = draft
  const { setValues } = form
  useEffect(() => {
    if (saved) setValues((now) => (now.body ? now : { body: saved }))
  }, [saved, setValues])
  return (
    <Form className={css.addNote} failure={failure} onSubmit={run}>
      <Group align="flex-start">
        <Textarea
          flex={1}
          aria-label="New note"
          placeholder="Write a note"
          autosize
          minRows={1}
          maxRows={8}
          maxLength={4000}
          {...form.getInputProps('body')}
          onChange={(event) => {
            form.setFieldValue('body', event.currentTarget.value)
            form.clearErrors()
            draft.keep(event.currentTarget.value)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault()
              void run()
            }
          }}
        />
        <Button type="submit" variant="default" loading={busy}>
          Add note
        </Button>
      </Group>
    </Form>
  )
}
