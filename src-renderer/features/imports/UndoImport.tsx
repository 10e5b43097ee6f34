import { ConfirmModal } from '../../ui/feedback/ConfirmModal'
import { useCount } from '../../ui/locale'
import { plural } from '../../ui/plural'
import { toast } from '../../ui/feedback/toast'
import { undoImport } from './use-imports'

type UndoImportProps = {
  of: { id: number; name: string; created: number; merged: number } | null
  onClose: () => void
  onUndone?: () => void
}

/** Asks before a whole import is taken back, naming the count. */
export function UndoImport({ of, onClose, onUndone }: UndoImportProps) {
  const say = useCount()
  return (
    <ConfirmModal
      opened={of !== null}
      onClose={onClose}
      title={of ? `Take back ${plural(of.created, 'new record')}?` : ''}
      confirm={of ? `Take back ${plural(of.created, 'record')}` : ''}
      danger
      onConfirm={async () => {
        if (!of) return
        const { removed, restored, kept } = await undoImport(of.id)
        toast({
          say: `${plural(removed, 'record')} taken back${restored > 0 ? `, ${say(restored)} as before` : ''}${
            kept > 0 ? `; ${say(kept)} stay because they were texted since` : ''
          }`,
        })
        onUndone?.()
      }}
    >
      Everybody whom “{of?.name}” added goes
      {of && of.merged > 0
        ? `, and ${plural(of.merged, 'record')} it added to become as they were before`
        : ''}
      . Who was texted since then stays.
    </ConfirmModal>
  )
}
