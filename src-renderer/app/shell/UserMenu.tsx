import { Button, Menu, Text, useMantineColorScheme } from '@mantine/core'
import { IconChevronDown, IconKeyboard, IconLock, IconSettings } from '@tabler/icons-react'
import { Link } from 'react-router'
import { Avatar } from '../../ui/records/Avatar'
import { toastError } from '../../ui/feedback/toast'
import { ROLE_WORD } from '../../ui/words'
import { useSession } from '../client/session'
import { lock } from './use-shell'
import { showKeys } from '../stores/keys'

export function UserMenu() {
  const { user } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  if (!user) return null
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          h={34}
          px={6}
          aria-label={`${user.name}, ${ROLE_WORD[user.role]}`}
          leftSection={<Avatar name={user.name} size={26} />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          <Text span size="xs" lh="14px" fw={550} ta="start" c="bright">
            {user.name}
            <Text span display="block" visibleFrom="lg" fz={11.5} fw={400} c="dimmed">
              {ROLE_WORD[user.role]}
            </Text>
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
        >
          <Menu.RadioItem value="light">Light screen</Menu.RadioItem>
          <Menu.RadioItem value="dark">Dark screen</Menu.RadioItem>
          <Menu.RadioItem value="auto">Light or dark as the PC</Menu.RadioItem>
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.6} />} onClick={showKeys}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item component={Link} to="/settings" leftSection={<IconSettings size={16} stroke={1.6} />}>
          Settings
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLock size={16} stroke={1.6} />}
          onClick={() => void lock().catch(toastError)}
        >
          Lock, or another user
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
