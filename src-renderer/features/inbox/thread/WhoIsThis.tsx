import { Button, Group, Menu } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import { openDialog } from '../../../app/stores/dialogs'
import text from '../../../ui/text.module.css'
import { toast, toastError } from '../../../ui/feedback/toast'
import { AttachNumber } from './AttachNumber'
import { fileUnder, type Thread } from '../use-inbox'

type WhoIsThisProps = { thread: Thread; asks: NonNullable<Thread['asks']> }

/** A shared or unknown number: one of those who have it, somebody who is in People already, or somebody new. */
export function WhoIsThis({ thread: { e164, national, people }, asks }: WhoIsThisProps) {
  const [attaching, setAttaching] = useState(false)
  const file = (person: { id: number; name: string }) =>
    void fileUnder(e164, asks, person.id)
      .then(() =>
        toast({
          say: `Filed under ${person.name}`,
          action: { label: 'Undo', run: () => fileUnder(e164, asks, null) },
        }),
      )
      .catch(toastError)
  return (
    <Group
      align="flex-start"
      gap={10}
      p="10px 14px 12px 20px"
      bg="warn.0"
      style={{ borderBottom: '1px solid var(--db-warn-line)' }}
      role="group"
      aria-label="Who is this?"
    >
      <IconUserQuestion size={18} stroke={1.7} color="var(--db-warn)" aria-hidden />
      <div>
        <b className={text.medium}>Who is this?</b>{' '}
        <span className={text.second}>
          {people.length > 0
            ? 'What was written is filed under the person you choose.'
            : 'Nobody in People has this number.'}
        </span>
        <Group gap={6} align="stretch" wrap="wrap" mt="sm">
          {people.map((person) => (
            <Button key={person.id} size="xs" variant="default" onClick={() => file(person)}>
              <bdi>{person.name}</bdi>
            </Button>
          ))}
          <Button
            size="xs"
            variant={people.length > 0 ? 'quiet' : 'default'}
            onClick={() => setAttaching(true)}
          >
            {people.length > 0 ? 'Someone else…' : 'Add to a person…'}
          </Button>
          <Menu position="bottom-start" width={180}>
            <Menu.Target>
              <Button size="xs" variant="quiet">
                Somebody new…
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {(['client', 'lead'] as const).map((kind) => (
                <Menu.Item
                  key={kind}
                  onClick={() => openDialog({ show: 'person', id: null, kind, number: national })}
                >
                  Add a {kind}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </div>
      <AttachNumber
        opened={attaching}
        national={national}
        e164={e164}
        onClose={() => setAttaching(false)}
        onAttached={file}
      />
    </Group>
  )
}
