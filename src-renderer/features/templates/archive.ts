/** Archiving a template, with the way back. */
import { toast } from '../../ui/feedback/toast'
import { archiveTemplate, type Template } from './use-templates'

export const archive = async (
  { id, name }: Pick<Template, 'id' | 'name'>,
  archived: boolean,
): Promise<void> => {
  await archiveTemplate(id, archived)
  toast({
    say: archived ? `Archived “${name}”` : `“${name}” is in use again`,
    action: { label: 'Undo', run: () => archiveTemplate(id, !archived) },
  })
}
