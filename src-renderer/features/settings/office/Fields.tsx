import { ActionIcon, Button, Select, Table, TagsInput, TextInput, Tooltip } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconArchive, IconArchiveOff, IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useMay } from '../../../app/client/session'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { FormModal } from '../../../ui/forms/FormModal'
import { Panel, PanelEmpty } from '../../../ui/page/Panel'
import { PlainTable } from '../../../ui/tables/PlainTable'
import { Tag } from '../../../ui/records/Tag'
import text from '../../../ui/text.module.css'
import { toast, toastError } from '../../../ui/feedback/toast'
import { optionsOf } from '../../../ui/words'
import { Head } from '../Head'
import { archiveField, type Field, saveField, useFields } from '../use-settings'

const TYPE_WORD: Record<Field['type'], string> = {
  text: 'Text',
  number: 'Number',
  'yes-no': 'Yes or no',
  choice: 'Choice',
  date: 'Date',
  'date-time': 'Date and time',
}

export function Fields() {
  const { data: fields, error, refetch } = useFields()
  const may = useMay('manager')
  const [editing, setEditing] = useState<Field | 'new' | null>(null)
  const archive = async (field: Field) => {
    await archiveField(field.id, !field.archived)
    toast({
      say: field.archived
        ? `Brought back “${field.label}”`
        : `Archived “${field.label}”; its values are kept`,
      action: { label: 'Undo', run: () => archiveField(field.id, field.archived) },
    })
  }
  return (
    <>
      <Head
        title="Custom fields"
        action={
          may && (
            <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEditing('new')}>
              Add field
            </Button>
          )
        }
      >
        What your office keeps about people: on the record, as a variable in texts, as a condition of lists.
      </Head>
      {error && (
        <ErrorState what="The fields could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {fields && (
        <Panel title="Fields" count={fields.length}>
          {fields.length === 0 ? (
            <PanelEmpty>No field yet. An appointment date or a birthday is a good first one.</PanelEmpty>
          ) : (
            <PlainTable
              label="Fields"
              heads={[
                { head: 'Name' },
                { head: 'Type', width: 130 },
                { head: 'Variable', width: 220 },
                { head: 'Actions', width: 96, hidden: true },
              ]}
            >
              {fields.map((field) => (
                <Table.Tr key={field.id}>
                  <Table.Td>
                    <span className={text.medium}>{field.label}</span> {field.archived && <Tag>Archived</Tag>}
                  </Table.Td>
                  <Table.Td>{TYPE_WORD[field.type]}</Table.Td>
                  <Table.Td c="second">{`{{ custom.${field.key} }}`}</Table.Td>
                  <Table.Td ta="end">
                    {may && (
                      <>
                        <ActionIcon aria-label={`Edit ${field.label}`} onClick={() => setEditing(field)}>
                          <IconPencil size={16} stroke={1.6} />
                        </ActionIcon>
                        <Tooltip label={field.archived ? 'Bring back' : 'Archive'}>
                          <ActionIcon
                            aria-label={`${field.archived ? 'Bring back' : 'Archive'} ${field.label}`}
                            onClick={() => void archive(field).catch(toastError)}
                          >
                            {field.archived ? (
                              <IconArchiveOff size={16} stroke={1.6} />
                            ) : (
                              <IconArchive size={16} stroke={1.6} />
                            )}
                          </ActionIcon>
                        </Tooltip>
                      </>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </PlainTable>
          )}
        </Panel>
      )}
      {editing && <FieldForm field={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function FieldForm({ field, onClose }: { field: Field | null; onClose: () => void }) {
  const form = useForm({
    initialValues: {
      label: field?.label ?? '',
      type: field?.type ?? ('text' as Field['type']),
      choices: field?.choices ?? [],
    },
  })
  const { type, label, choices } = form.values
  return (
    <FormModal
      opened
      onClose={onClose}
      title={field ? `Edit ${field.label}` : 'Add field'}
      form={form}
      submit={field ? 'Save field' : 'Add field'}
      onSubmit={async () => {
        await saveField({ id: field?.id ?? null, label, type, choices: type === 'choice' ? choices : [] })
        toast({ say: field ? `Saved “${label.trim()}”` : `Added the field “${label.trim()}”` })
      }}
    >
      <TextInput
        label="Name"
        placeholder="Next visit"
        maxLength={40}
        data-autofocus
        {...form.getInputProps('label')}
      />
      <Select
        label="Type"
        allowDeselect={false}
        disabled={field !== null}
        description={field ? 'The type of a field cannot change: its values would be lost.' : undefined}
        data={optionsOf(TYPE_WORD)}
        {...form.getInputProps('type')}
      />
      {type === 'choice' && (
        <TagsInput
          label="Choices"
          description="Type one and press Enter"
          {...form.getInputProps('choices')}
        />
      )}
    </FormModal>
  )
}
