import { customValue } from '#shared/people/custom-values'
import { fieldOf, fieldsOf, type FieldValue, labelOf, NO_VALUES } from '#shared/people/person-fields'
import { say } from '#shared/phrases/say'
import { Button, Select, SimpleGrid, TagsInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect, useRef } from 'react'
import { Form } from '../../ui/forms/Form'
import { Note } from '../../ui/feedback/Note'
import text from '../../ui/text.module.css'
import { useSubmit } from '../../ui/forms/use-submit'
import { KIND_WORD } from '../../ui/words'
import { AccountField } from './AccountField'
import { FieldInput } from './FieldInput'
import type { Values } from './form-values'
import { NumberFields } from './NumberFields'
import css from './person-form.module.css'
import { useFields, useTags } from './use-person-form'

type PersonFieldsProps = {
  exceptId: number | null
  start: Values
  /** Without the draft. */
  fresh: Values
  restored: boolean
  submit: string
  keep: (values: Values) => void
  forget: () => Promise<void>
  onSave: (values: Values) => Promise<void>
  onClose: () => void
}

export function PersonFields(props: PersonFieldsProps) {
  const { exceptId, start, fresh, restored, submit, keep, forget, onSave, onClose } = props
  const form = useForm<Values>({ initialValues: start })
  const { values } = form
  const { data: tags = [] } = useTags()
  const { data: fields = [] } = useFields()
  const { busy, failure, run } = useSubmit(form, async () => {
    await onSave(values)
    onClose()
  })
  const first = useRef(true)
  useEffect(() => {
    if (first.current) first.current = false
    else keep(values)
  }, [values, keep])
  // The fields come after their window, whose own search for the first one was in vain.
  const whole = useRef<HTMLFormElement>(null)
  useEffect(() => whole.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])
  const account = values.kind === 'account'
  const kinds = account ? ['account' as const] : (['client', 'lead', 'staff'] as const)
  return (
    <Form ref={whole} failure={failure} onSubmit={run}>
      {restored && (
        <Note
          action={
            <Button
              size="xs"
              variant="subtle"
              onClick={() => {
                form.setValues(fresh)
                void forget()
              }}
            >
              Start over
            </Button>
          }
        >
          This is what you typed before. It was not saved yet.
        </Note>
      )}
      {account ? (
        <TextInput label="Name" maxLength={80} data-autofocus {...form.getInputProps('firstName')} />
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14} style={{ alignItems: 'start' }}>
          <TextInput label="First name" maxLength={80} data-autofocus {...form.getInputProps('firstName')} />
          <TextInput label="Last name" maxLength={120} {...form.getInputProps('lastName')} />
        </SimpleGrid>
      )}
      <NumberFields form={form} exceptId={exceptId} account={account} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14} style={{ alignItems: 'start' }}>
        {fieldsOf(values.kind).map((key) => (
          <FieldInput
            key={key}
            field={{ ...fieldOf(key), label: say(labelOf(key)) }}
            value={values[key]}
            error={form.errors[key]}
            onChange={(value) => form.setFieldValue(key, (value ?? NO_VALUES[key]) as FieldValue)}
          />
        ))}
        {!account && (
          <>
            <Select
              label="Kind"
              allowDeselect={false}
              data={kinds.map((value) => ({ value, label: KIND_WORD[value] }))}
              {...form.getInputProps('kind')}
            />
            <AccountField value={values.account} onChange={(next) => form.setFieldValue('account', next)} />
          </>
        )}
      </SimpleGrid>
      <TagsInput
        label="Tags"
        description="Type one and press Enter"
        data={tags.map(({ tag }) => tag)}
        maxLength={40}
        {...form.getInputProps('tags')}
      />
      {fields.some((field) => !field.archived) && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14} style={{ alignItems: 'start' }}>
          {fields
            .filter((field) => !field.archived)
            .map((field) => (
              <FieldInput
                key={field.id}
                field={field}
                value={customValue(values.custom, field.key) ?? null}
                error={form.errors[`custom.${field.key}`]}
                onChange={(value) => form.setFieldValue('custom', { ...values.custom, [field.key]: value })}
              />
            ))}
        </SimpleGrid>
      )}
      <div className={css.foot}>
        <span className={`${text.muted} ${text.small}`}>Kept as you type</span>
        <span className={text.grow} />
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button type="submit" loading={busy}>
          {submit}
        </Button>
      </div>
    </Form>
  )
}
