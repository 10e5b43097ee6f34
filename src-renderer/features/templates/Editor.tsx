import { ArchiveItem } from '../../ui/page/ArchiveItem'
import { Breadcrumb } from '../../ui/page/Breadcrumb'
import { ActionIcon, Button, Menu, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconArrowBackUp, IconCopy, IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useMay } from '../../app/client/session'
import { Meter } from '../../ui/messages/Meter'
import { MessageField } from '../../ui/messages/MessageField'
import { Note } from '../../ui/feedback/Note'
import { Page } from '../../ui/page/Page'
import { PreviewPane } from '../../ui/page/PreviewPane'
import { TestText } from '../../ui/messages/TestText'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { useSettings, useUnitPrice, useVariables } from '../../ui/messages/use-preview'
import { useSubmit } from '../../ui/forms/use-submit'
import { When } from '../../ui/records/When'
import { KIND_PLURAL, LANGUAGE_WORD, optionsOf, PURPOSE_WORD } from '../../ui/words'
import { archive } from './archive'
import { Fallbacks } from './Fallbacks'
import split from '../../ui/page/split.module.css'
import { chooseInSend, type Draft, duplicateTemplate, saveTemplate, type Template } from './use-templates'

type EditorProps = {
  /** Null while it is new. */
  template: Template | null
  stored: Draft
  start: Draft
  keep: (draft: Draft) => void
  clear: () => Promise<void>
  /** A send waits for this template. */
  toSend: boolean
}

const same = (a: Draft, b: Draft) =>
  a.name === b.name &&
  a.recordKind === b.recordKind &&
  a.purpose === b.purpose &&
  a.language === b.language &&
  a.body === b.body

const CHOICES = [
  { field: 'recordKind', label: 'For', options: optionsOf(KIND_PLURAL) },
  { field: 'purpose', label: 'Purpose', options: optionsOf(PURPOSE_WORD) },
  { field: 'language', label: 'Language', options: optionsOf(LANGUAGE_WORD) },
] as const

/** What is typed, kept while it is not saved; saving it, or throwing it away. */
const useTemplateForm = ({ template, stored, start, keep, clear, toSend }: EditorProps) => {
  const navigate = useNavigate()
  const form = useForm<Draft>({ initialValues: start, onValuesChange: keep })
  const { values } = form
  const changed = !same(values, stored)

  const {
    busy,
    failure,
    run: save,
  } = useSubmit(form, async () => {
    const { id } = await saveTemplate(template?.id ?? null, values)
    // As it was stored, without spaces at the ends: nothing is left to save.
    form.setValues({ ...values, name: values.name.trim(), body: values.body.trim() })
    await clear()
    if (toSend) {
      await chooseInSend(id)
      toast({ say: `Saved “${values.name.trim()}”, and chosen for the send` })
      return navigate('/send')
    }
    toast({ say: `Saved “${values.name.trim()}”` })
    if (template === null) await navigate(`/templates/${id}`, { replace: true })
  })
  const discard = () => {
    const before = values
    form.setValues(stored)
    clear()
      .then(() =>
        toast({
          say: 'Changes thrown away',
          action: { label: 'Undo', run: () => form.setValues(before) },
        }),
      )
      .catch(toastError)
  }
  return { form, changed, busy, failure, save, discard }
}

/** Fields at the left, the text on a phone at the right. */
export function Editor(props: EditorProps) {
  const { template, toSend } = props
  const may = useMay('manager')
  const settings = useSettings().data
  const price = useUnitPrice()
  const [record, setRecord] = useState<number | null>(null)
  const [shown, setShown] = useState<string | null>(null)
  const { form, changed, busy, failure, save, discard } = useTemplateForm(props)
  const { values } = form
  const variables = useVariables(values.recordKind).data

  return (
    <Page
      title={template ? template.name : 'New template'}
      above={
        <Breadcrumb
          trail={[toSend ? { to: '/send', label: 'Send' } : { to: '/templates', label: 'Templates' }]}
        />
      }
      meta={
        template && (
          <span>
            Changed by {template.updatedBy}, <When within at={template.updatedAt} />
            {template.archived && ' · archived'}
          </span>
        )
      }
      actions={
        <>
          {changed && may && (
            <span className={`${text.small} ${text.muted}`}>Unsaved changes, kept here</span>
          )}
          {may && <TestDraft draft={values} recipientId={record} />}
          {may && (template || changed) && <More template={template} changed={changed} onDiscard={discard} />}
          {may && (
            <Button
              loading={busy}
              disabled={!changed && template !== null && !toSend}
              onClick={() => void save()}
            >
              {toSend ? 'Save and use in the send' : 'Save template'}
            </Button>
          )}
        </>
      }
    >
      <div className={split.split}>
        <form
          className={split.main}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (may) void save()
          }}
        >
          {!may && <Note>You can use this template; a Manager changes it.</Note>}
          {failure && (
            <Note tone="bad" alert title="This was not saved">
              {failure}
            </Note>
          )}
          <TextInput
            label="Name"
            maxLength={80}
            readOnly={!may}
            autoFocus={template === null}
            {...form.getInputProps('name')}
          />
          <SimpleGrid cols={3} spacing="md">
            {CHOICES.map(({ field, label, options }) => (
              <Select
                key={field}
                label={label}
                allowDeselect={false}
                readOnly={!may}
                data={options}
                {...form.getInputProps(field)}
              />
            ))}
          </SimpleGrid>
          <MessageField
            value={values.body}
            onChange={(body) => form.setFieldValue('body', body)}
            variables={variables}
            error={form.errors.body}
            disabled={!may}
            ending={values.purpose === 'conversation' ? undefined : settings?.sending.optOut[values.language]}
            meter={<Meter body={shown ?? values.body} price={price} />}
          />
          <Fallbacks
            body={values.body}
            variables={variables ?? []}
            disabled={!may}
            onChange={(body) => form.setFieldValue('body', body)}
          />
        </form>
        <aside className={split.side} aria-label="Preview of the text">
          <PreviewPane
            of={{
              kind: values.recordKind,
              body: values.body,
              purpose: values.purpose,
              language: values.language,
            }}
            onRecord={setRecord}
            onText={setShown}
          />
        </aside>
      </div>
    </Page>
  )
}

function TestDraft({ draft, recipientId }: { draft: Draft; recipientId: number | null }) {
  return (
    <TestText
      disabled={draft.body.trim() === ''}
      what={() => ({
        what: {
          templateId: null,
          body: draft.body,
          purpose: draft.purpose,
          language: draft.language,
        },
        recipientId,
        bulk: draft.purpose !== 'conversation',
      })}
    />
  )
}

type MoreProps = { template: Template | null; changed: boolean; onDiscard: () => void }
function More({ template, changed, onDiscard }: MoreProps) {
  const navigate = useNavigate()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label="More actions">
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {changed && (
          <Menu.Item leftSection={<IconArrowBackUp size={16} stroke={1.6} />} onClick={onDiscard}>
            Throw the changes away
          </Menu.Item>
        )}
        {template && (
          <>
            <Menu.Item
              leftSection={<IconCopy size={16} stroke={1.6} />}
              onClick={() =>
                void duplicateTemplate(template.id)
                  .then(({ id }) => navigate(`/templates/${id}`))
                  .catch(toastError)
              }
            >
              Duplicate
            </Menu.Item>
            <ArchiveItem archived={template.archived} onChange={(archived) => archive(template, archived)} />
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
