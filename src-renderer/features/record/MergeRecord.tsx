import { Select, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { ConfirmModal } from '../../ui/feedback/ConfirmModal'
import { sayError } from '../../ui/feedback/ErrorState'
import { Note } from '../../ui/feedback/Note'
import { plural } from '../../ui/plural'
import { toast } from '../../ui/feedback/toast'
import { KIND_WORD, PURPOSE_WORD } from '../../ui/words'
import { merge, type RecordOf, useFound, useMergeCheck } from './use-record'

/** Makes one record of two. What moves, and which no holds from then on, is said before. */
export function MergeRecord({ record, onClose }: { record: RecordOf; onClose: () => void }) {
  const [other, setOther] = useState<{ id: number; name: string } | null>(null)
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search === other?.name ? '' : search, 150)
  const { data: found = [] } = useFound(asked)
  const { data: check, error } = useMergeCheck(record.id, other?.id ?? null)
  const options = found
    .filter(({ id, kind }) => id !== record.id && (kind === 'account') === (record.kind === 'account'))
    .map(({ id, name, kind, detail }) => ({
      value: String(id),
      label: [name, KIND_WORD[kind], detail].filter(Boolean).join(' · '),
    }))
  const own = other ? [{ value: String(other.id), label: other.name }] : []
  const moves =
    check &&
    [
      ...check.numbers,
      ...check.tags.map((tag) => `the tag ${tag}`),
      check.messages > 0 && plural(check.messages, 'message'),
      check.notes > 0 && plural(check.notes, 'note'),
      check.lists > 0 && `membership of ${plural(check.lists, 'list')}`,
    ].filter((one) => typeof one === 'string')
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      title={`Merge another record into ${record.name}?`}
      confirm={check ? `Merge, and archive ${check.other}` : 'Merge'}
      disabled={!check}
      onConfirm={async () => {
        if (!other) return
        await merge(record.id, other.id)
        toast({ say: `${other.name} is now part of ${record.name}` })
      }}
    >
      <Stack>
        <Select
          label="Which record is the same one?"
          placeholder="Type a name or a number"
          searchable
          data-autofocus
          data={[...own, ...options.filter((one) => one.value !== own[0]?.value)]}
          filter={({ options: all }) => all}
          nothingFoundMessage={asked === '' ? undefined : 'Nobody matches'}
          value={other ? String(other.id) : null}
          searchValue={search}
          onSearchChange={setSearch}
          onChange={(id) => {
            const chosen = found.find((one) => String(one.id) === id)
            if (chosen) setOther({ id: chosen.id, name: chosen.name })
          }}
        />
        {error && (
          <Note tone="bad" alert>
            {sayError(error)}
          </Note>
        )}
        {check && moves && (
          <>
            <p>
              {moves.length > 0 ? (
                <>
                  From {check.other} to {check.keep}: <b>{moves.join(', ')}</b>, and the consent as it stands.
                </>
              ) : (
                <>{check.other} has nothing that is not here already; the consent is copied as it stands.</>
              )}{' '}
              {check.other} is archived.
            </p>
            {check.refused.length > 0 && (
              <Note tone="warn">
                One of the two said no: {check.refused.map((one) => PURPOSE_WORD[one]).join(', ')}. The no
                holds for all numbers.
              </Note>
            )}
          </>
        )}
      </Stack>
    </ConfirmModal>
  )
}
