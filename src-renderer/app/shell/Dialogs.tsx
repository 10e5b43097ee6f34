import { lazy, Suspense } from 'react'
import { closeDialog, useDialog } from '../stores/dialogs'

const PersonForm = lazy(() =>
  import('../../features/person-form/PersonForm').then((m) => ({ default: m.PersonForm })),
)
const RecordConsent = lazy(() =>
  import('../../features/consent/RecordConsent').then((m) => ({ default: m.RecordConsent })),
)
const RecordRefusal = lazy(() =>
  import('../../features/consent/RecordRefusal').then((m) => ({ default: m.RecordRefusal })),
)

export function Dialogs() {
  const dialog = useDialog()
  if (!dialog) return null
  return (
    <Suspense>
      {dialog.show === 'person' && <PersonForm {...dialog} onClose={closeDialog} />}
      {dialog.show === 'consent' && <RecordConsent {...dialog} onClose={closeDialog} />}
      {dialog.show === 'refuse' && <RecordRefusal {...dialog} onClose={closeDialog} />}
    </Suspense>
  )
}
