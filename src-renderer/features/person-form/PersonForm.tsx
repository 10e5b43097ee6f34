import { Button, Modal } from '@mantine/core'
import { useRef } from 'react'
import { useNavigate } from 'react-router'
import type { RecordKind } from '#shared/values'
import { ApiError } from '../../app/client/api'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { WindowFocus } from '../../ui/WindowFocus'
import { toast } from '../../ui/feedback/toast'
import { useDraft } from '../../ui/forms/use-draft'
import { KIND_WORD } from '../../ui/words'
import { emptyValues, inputOf, type Values, valuesOf } from './form-values'
import { PersonFields } from './PersonFields'
import { savePerson, usePerson } from './use-person-form'

type PersonFormProps = {
  id: number | null
  kind: RecordKind
  /** What a new record's number begins with. */
  number?: string
  onClose: () => void
}

const ADD: Record<RecordKind, string> = {
  client: 'Add client',
  lead: 'Add lead',
  staff: 'Add staff member',
  account: 'Add account',
}

/** Adds a record or edits one; what is half-typed is kept until it is saved or thrown away. */
export function PersonForm({ id, kind, number = '', onClose }: PersonFormProps) {
  const person = usePerson(id)
  const draft = useDraft<Values>(id === null ? `person:new:${kind}${number && `:${number}`}` : `person:${id}`)
  const fresh = person.data ? valuesOf(person.data) : emptyValues(kind, number)
  const navigate = useNavigate()
  /** The version that the form began with. */
  const seen = useRef<string>(undefined)
  seen.current ??= person.data?.updatedAt
  const ready = draft.loaded && (id === null || person.data !== undefined)
  const title = id === null ? ADD[kind] : `Edit ${person.data?.name ?? KIND_WORD[kind].toLowerCase()}`
  const save = async (values: Values) => {
    const saved = await savePerson({
      ...inputOf(id, values),
      ...(seen.current === undefined ? {} : { seen: seen.current }),
    }).catch(async (error: unknown) => {
      // Both versions are told; whoever saves again knows the other one.
      if (error instanceof ApiError && error.field === 'seen')
        seen.current = (await person.refetch()).data?.updatedAt
      throw error
    })
    await draft.clear()
    const name = [values.firstName, values.lastName].join(' ').trim()
    if (id === null)
      toast({ say: `Added ${name}`, action: { label: 'Open', run: () => navigate(`/people/${saved.id}`) } })
    else toast({ say: `Saved ${name}` })
  }
  return (
    <Modal opened onClose={onClose} title={title} size={640} closeButtonProps={{ 'aria-label': 'Close' }}>
      <WindowFocus />
      {person.error ? (
        <ErrorState
          what="The record could not be read"
          error={person.error}
          onRetry={() => void person.refetch()}
        />
      ) : ready ? (
        <PersonFields
          exceptId={id}
          // A draft of an older version knows fewer fields.
          start={{ ...fresh, ...draft.saved }}
          fresh={fresh}
          restored={draft.saved !== null}
          submit={id === null ? ADD[kind] : 'Save'}
          keep={draft.keep}
          forget={draft.clear}
          onSave={save}
          onClose={onClose}
        />
      ) : (
        <>
          <LoadingLine on />
          <Button variant="default" onClick={onClose} mt="md">
            Cancel
          </Button>
        </>
      )}
    </Modal>
  )
}
