import { ActionIcon, Menu } from '@mantine/core'
import { IconTemplate } from '@tabler/icons-react'
import type { Template } from '../../../../src-preload/contract/sending/templates'
import type { RecordKind } from '#shared/values'
import text from '../../../ui/text.module.css'
import { useTakingMenu } from '../../../ui/messages/use-taking-menu'
import { PURPOSE_WORD } from '../../../ui/words'
import { useTemplates } from '../use-composer'

/** Templates made by managers: chosen, written out, and then edited for this one text. */
export function TemplateMenu({
  kind,
  answers = false,
  onChoose,
}: {
  kind: RecordKind
  /** For an answer: an offer needs a consent of its own, so those templates are left out. */
  answers?: boolean
  onChoose: (template: Template) => void
}) {
  const { data } = useTemplates()
  const { menu, taking } = useTakingMenu()
  const own =
    data?.filter(
      ({ archived, recordKind, purpose }) =>
        !archived && recordKind === kind && !(answers && purpose === 'marketing'),
    ) ?? []
  return (
    <Menu position="top-start" width={280} {...menu}>
      <Menu.Target>
        <ActionIcon size="lg" aria-label="Choose a template" title="Templates">
          <IconTemplate size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
        {own.map((template) => (
          <Menu.Item
            key={template.id}
            onClick={taking(() => onChoose(template))}
            rightSection={<small className={text.muted}>{PURPOSE_WORD[template.purpose]}</small>}
          >
            {template.name}
          </Menu.Item>
        ))}
        {own.length === 0 && <Menu.Item disabled>No template for this kind of record yet</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
