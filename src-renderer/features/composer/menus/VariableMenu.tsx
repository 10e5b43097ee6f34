import { ActionIcon, Menu, Text } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { textStyle, type TextValues, valueText } from '#shared/text/text-values'
import type { RecordKind } from '#shared/values'
import { useLocale, useTextLanguage } from '../../../ui/locale'
import { useTakingMenu } from '../../../ui/messages/use-taking-menu'
import { useVariables } from '../use-composer'

type VariableMenuProps = {
  kind: RecordKind
  values: TextValues
  onChoose: (words: string) => void
}

/** The fields of this record: what is chosen is written at the cursor, as it will be read. */
export function VariableMenu({ kind, values, onChoose }: VariableMenuProps) {
  const { data = [] } = useVariables(kind)
  const style = textStyle(useTextLanguage(), useLocale())
  const { menu, taking } = useTakingMenu()
  return (
    <Menu position="top-start" width={280} {...menu}>
      <Menu.Target>
        <ActionIcon size="lg" aria-label="Insert a field of this record" title="Fields of this record">
          <IconBraces size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
        {data.map(({ name, label }) => {
          const words = valueText(values[name] ?? null, style)
          return (
            <Menu.Item
              key={name}
              disabled={words === ''}
              onClick={taking(() => onChoose(words))}
              rightSection={
                <Text component="small" truncate c="dimmed" display="inline-block" maw={110}>
                  {words || 'empty'}
                </Text>
              }
            >
              {label}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
