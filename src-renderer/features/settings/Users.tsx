import { ActionIcon, Button, Menu, Select, Table, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconArchive, IconArchiveOff, IconDots, IconPencil, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useMay } from '../../app/session'
import { ErrorState } from '../../ui/ErrorState'
import { FormModal } from '../../ui/FormModal'
import { SecretInput } from '../../ui/SecretInput'
import { Panel } from '../../ui/Panel'
import { PlainTable } from '../../ui/PlainTable'
import { Tag } from '../../ui/Tag'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/toast'
import { optionsOf, ROLE_WORD } from '../../ui/words'
import { Head } from './Head'
import css from './settings.module.css'
import { archiveUser, saveUser, type User, useUsers } from './use-settings'

export function Users() {
  const may = useMay('admin')
  return may ? <UserList /> : <Head title="Users and PINs" />
}

function UserList() {
  const { data: users, error, refetch } = useUsers()
  const [editing, setEditing] = useState<User | 'new' | null>(null)
  const archive = async (user: User) => {
    await archiveUser(user.id, !user.archived)
    toast({
      say: user.archived ? `${user.name} can sign in again` : `${user.name} can no longer sign in`,
      action: { label: 'Undo', run: () => archiveUser(user.id, user.archived) },
    })
  }
  return (
    <>
      <Head
        title="Users and PINs"
        action={
          <Button leftSection={<IconUserPlus size={15} aria-hidden />} onClick={() => setEditing('new')}>
            Add user
          </Button>
        }
      >
        Receptionists text one person at a time. Managers also send in bulk. Admins also pay and change
        settings.
      </Head>
      {error && (
        <ErrorState what="The users could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {users && (
        <Panel title="Users" count={users.length}>
          <PlainTable
            label="Users"
            heads={[
              { head: 'Name' },
              { head: 'Role', width: 130 },
              { head: 'PIN', width: 90 },
              { head: 'Own number', width: 170 },
              { head: 'Actions', width: 64, hidden: true },
            ]}
          >
            {users.map((user) => (
              <Table.Tr key={user.id}>
                <Table.Td>
                  <span className={text.medium}>{user.name}</span> {user.archived && <Tag>Archived</Tag>}
                </Table.Td>
                <Table.Td>{ROLE_WORD[user.role]}</Table.Td>
                <Table.Td className={user.hasPin ? undefined : text.muted}>
                  {user.hasPin ? 'Set' : 'None'}
                </Table.Td>
                <Table.Td className={text.number}>
                  {user.number ?? <span className={text.muted}>None</span>}
                </Table.Td>
                <Table.Td className={css.right}>
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <ActionIcon aria-label={`More for ${user.name}`}>
                        <IconDots size={16} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item
                        leftSection={<IconPencil size={16} stroke={1.6} />}
                        onClick={() => setEditing(user)}
                      >
                        Edit, or set a new PIN
                      </Menu.Item>
                      <Menu.Item
                        leftSection={
                          user.archived ? (
                            <IconArchiveOff size={16} stroke={1.6} />
                          ) : (
                            <IconArchive size={16} stroke={1.6} />
                          )
                        }
                        onClick={() => void archive(user).catch(toastError)}
                      >
                        {user.archived ? 'Bring back' : 'Archive'}
                      </Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                </Table.Td>
              </Table.Tr>
            ))}
          </PlainTable>
        </Panel>
      )}
      {editing && <UserForm user={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function UserForm({ user, onClose }: { user: User | null; onClose: () => void }) {
  const form = useForm({
    initialValues: {
      name: user?.name ?? '',
      role: user?.role ?? ('receptionist' as const),
      pin: '',
      number: user?.number ?? '',
    },
  })
  return (
    <FormModal
      opened
      onClose={onClose}
      title={user ? `Edit ${user.name}` : 'Add user'}
      form={form}
      submit={user ? 'Save user' : 'Add user'}
      onSubmit={async () => {
        const { name, role, pin, number } = form.values
        await saveUser({ id: user?.id ?? null, name, role, pin: pin || null, number: number.trim() || null })
        toast({ say: user ? `Saved ${name.trim()}` : `Added ${name.trim()}` })
      }}
    >
      <TextInput
        label="Name"
        maxLength={60}
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <Select
        label="Role"
        allowDeselect={false}
        data={optionsOf(ROLE_WORD)}
        {...form.getInputProps('role')}
      />
      <SecretInput
        label={user?.hasPin ? 'New PIN' : 'PIN'}
        description={user?.hasPin ? '4 to 8 digits. Empty keeps the PIN as it is.' : '4 to 8 digits.'}
        inputMode="numeric"
        maxLength={8}
        autoComplete="new-password"
        show="Show the PIN"
        {...form.getInputProps('pin')}
      />
      <TextInput
        label="Own number (optional)"
        description="Where this user’s test texts go"
        type="tel"
        maxLength={40}
        {...form.getInputProps('number')}
      />
    </FormModal>
  )
}
