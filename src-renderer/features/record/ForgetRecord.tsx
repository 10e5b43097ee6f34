import { List, Stack } from '@mantine/core'
import { useNavigate } from 'react-router'
import { ConfirmModal } from '../../ui/feedback/ConfirmModal'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { Note } from '../../ui/feedback/Note'
import { plural } from '../../ui/plural'
import { toast } from '../../ui/feedback/toast'
import { forget, type RecordOf, useForgetCheck } from './use-record'

/** Erases a record for good. What goes, what stays and why is said before; nothing brings it back. */
export function ForgetRecord({ record, onClose }: { record: RecordOf; onClose: () => void }) {
  const { data: check, error, refetch } = useForgetCheck(record.id)
  const navigate = useNavigate()
  const account = record.kind === 'account'
  const shared = check?.numbers.filter(({ sharedWith }) => sharedWith.length > 0) ?? []
  const goes =
    check &&
    [
      account ? 'the name and the details' : 'the name, e-mail, tags and fields',
      ...check.numbers.map(({ national }) => national),
      check.texts > 0 && `the words of ${plural(check.texts, 'text')}`,
      check.replies > 0 && `the words of ${plural(check.replies, 'reply', 'replies')}`,
      check.notes > 0 && plural(check.notes, 'note'),
      check.entries > 0 &&
        `the personal parts of ${plural(check.entries, 'consent entry', 'consent entries')}`,
      check.lists > 0 && `membership of ${plural(check.lists, 'list')}`,
      'what was begun and not sent',
    ].filter((one) => typeof one === 'string')
  const blocked = check === undefined || check.notYet.length > 0
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      danger
      title={`Forget ${record.name} for good?`}
      confirm={`Forget ${record.name}`}
      disabled={blocked}
      onConfirm={async () => {
        await forget(record.id)
        await navigate(account ? '/accounts' : '/people', { replace: true })
        toast({ say: `${record.name} was forgotten` })
      }}
    >
      <Stack>
        <LoadingLine on={!check && !error} />
        {error && (
          <ErrorState what="What would go could not be read" error={error} onRetry={() => void refetch()} />
        )}
        {check?.notYet.map((reason) => (
          <Note key={reason} tone="warn" title="Not yet">
            {reason}
          </Note>
        ))}
        {goes && (
          <>
            <p>Erased here, and the texts and pictures at Twilio too:</p>
            <List>
              {goes.map((one) => (
                <List.Item key={one}>{one}</List.Item>
              ))}
            </List>
            {check.waiting > 0 && <p>{plural(check.waiting, 'text')} waiting to leave will not be sent.</p>}
            {check.members > 0 && <p>{plural(check.members, 'person', 'people')} of this account stay.</p>}
            {shared.map(({ national, sharedWith }) => (
              <p key={national}>
                {national} stays with {sharedWith.join(', ')}, and so does what came in from it.
              </p>
            ))}
            {check.keepsNo && (
              <p>They said no: their number stays blocked, kept as a code without the number.</p>
            )}
            <p>Nothing brings this back. Export everything first if someone may ask for it.</p>
          </>
        )}
      </Stack>
    </ConfirmModal>
  )
}
