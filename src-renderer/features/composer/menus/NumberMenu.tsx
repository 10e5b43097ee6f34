import { Menu, Button } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTakingMenu } from '../../../ui/messages/use-taking-menu'
import type { Recipient } from '../use-composer'

const LINE_WORD = { landline: 'Landline', fax: 'Fax', pager: 'Pager', invalid: 'Invalid' }

type NumberMenuProps = {
  recipient: Recipient
  number: Recipient['numbers'][number] | undefined
  onChoose: (e164: string) => void
  onAdd: () => void
}

/** The other numbers of the record, and a new one without leaving the window. */
export function NumberMenu({ recipient, number, onChoose, onAdd }: NumberMenuProps) {
  const { menu, taking } = useTakingMenu()
  return (
    <Menu position="top-start" width={250} {...menu}>
      <Menu.Target>
        <Button
          variant="subtle"
          c="bright"
          size="compact-sm"
          px={6}
          rightSection={<IconChevronDown size={13} aria-hidden />}
          title={number?.e164}
          aria-label={
            number ? `To ${number.national}, ${number.label}. Choose another number` : 'Add a number'
          }
        >
          {number ? number.national : 'No number'}&nbsp;{number && <small>{number.label}</small>}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {recipient.numbers.map((one) => (
          <Menu.Item
            key={one.id}
            onClick={() => onChoose(one.e164)}
            rightSection={
              <small>{one.blocked ?? (one.line === 'unknown' ? one.label : LINE_WORD[one.line])}</small>
            }
          >
            {one.national}
          </Menu.Item>
        ))}
        {recipient.numbers.length > 0 && <Menu.Divider />}
        <Menu.Item onClick={taking(onAdd)}>Add new…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
