import { Button, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect, useState } from 'react'
import { ErrorState } from '../../ui/ErrorState'
import { Note } from '../../ui/Note'
import { Panel, PanelEmpty, PanelList } from '../../ui/Panel'
import { BY_TIME, PanelFilter, PanelPager, PanelSort } from '../../ui/PanelTools'
import text from '../../ui/text.module.css'
import { toast } from '../../ui/toast'
import { useDraft } from '../../ui/use-draft'
import { PANEL_PAGE, worthTools } from '../../ui/use-panel-rows'
import { useSubmit } from '../../ui/use-submit'
import { When } from '../../ui/When'
import css from './record.module.css'
import { TextButton } from './TextButton'
import { addNote, type RecordOf, useNotes } from './use-record'

export function NotesPanel({ record }: { record: RecordOf }) {
  const recordId = record.id
  const [view, setView] = useState({ search: '', offset: 0, descending: true })
  const { data, error, refetch } = useNotes(recordId, view)
  return (
    <Panel title={record.kind === 'staff' ? 'Staff log' : 'Notes'} count={data?.total}>
      <AddNote recordId={recordId} />
      {error && (
        <ErrorState what="The notes could not be read" error={error} onRetry={() => void refetch()} />
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
              <div className={css.noteBody}>{note.body}</div>
              <div className={`${text.muted} ${text.small} ${text.row}`}>
                <span>
                  <When at={note.at} /> · {note.by}
                </span>
                <span className={text.grow} />
                {!record.archived && (
                  <TextButton id={recordId} name={`Text ${record.name} about this note`} />
                )}
              </div>
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
    <form
      className={css.addNote}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      {failure && (
        <Note tone="bad" alert>
          {failure}
        </Note>
      )}
      <Textarea
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
    </form>
  )
}
