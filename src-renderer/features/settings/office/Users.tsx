import { ActionIcon, Button, Group, Menu, Select, Table, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconDots, IconPencil, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { ArchiveItem } from '../../../ui/page/ArchiveItem'
import { showRecoveryCode } from '../../../app/entrance/recovery-code'
import { useMay, useSession } from '../../../app/client/session'
import { ConfirmModal } from '../../../ui/feedback/ConfirmModal'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { FormModal } from '../../../ui/forms/FormModal'
import { SecretInput } from '../../../ui/fields/SecretInput'
import { Panel } from '../../../ui/page/Panel'
import { PlainTable } from '../../../ui/tables/PlainTable'
import { Tag } from '../../../ui/records/Tag'
import text from '../../../ui/text.module.css'
import { toast } from '../../../ui/feedback/toast'
import { optionsOf, ROLE_WORD } from '../../../ui/words'
import { Head } from '../Head'
import { archiveUser, newRecoveryCode, saveUser, type User, useUsers } from '../use-settings'

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
                <Table.Td>{user.number ?? <span className={text.muted}>None</span>}</Table.Td>
                <Table.Td ta="end">
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
                      <ArchiveItem archived={user.archived} onChange={() => archive(user)} />
                    </Menu.Dropdown>
                  </Menu>
                </Table.Td>
              </Table.Tr>
            ))}
          </PlainTable>
        </Panel>
      )}
      <RecoveryCodePanel />
      {editing && <UserForm user={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function RecoveryCodePanel() {
  const { advice } = useSession()
  const [asking, setAsking] = useState(false)
  return (
    <Panel title="Recovery code">
      <Group gap="lg" py={14} px="lg">
        <Text flex={1} c="second">
          {advice.noRecoveryCode
            ? 'There is none yet. An Admin who forgets the PIN gets back in with it.'
            : 'An Admin who forgets the PIN gets back in with the code that was shown when it was made.'}
        </Text>
        <Button variant="default" onClick={() => setAsking(true)}>
          Make a new code
        </Button>
      </Group>
      <ConfirmModal
        opened={asking}
        onClose={() => setAsking(false)}
        title="Make a new recovery code?"
        confirm="Make a new code"
        onConfirm={async () => showRecoveryCode((await newRecoveryCode()).recoveryCode)}
      >
        The code before, if there is one, opens nothing any more. The new one is shown once.
      </ConfirmModal>
    </Panel>
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
        description={`${form.values.role === 'admin' ? '6' : '4'} to 8 digits.${user?.hasPin ? ' Empty keeps the PIN as it is.' : ''}`}
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
