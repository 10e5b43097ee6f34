import { Button, Group, Paper, Radio, Text, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconLockOpen } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { Mark } from '../../app/shell/Mark'
import { useSession } from '../../app/client/session'
import { Avatar } from '../../ui/records/Avatar'
import { Note } from '../../ui/feedback/Note'
import { SecretInput } from '../../ui/fields/SecretInput'
import { ROLE_WORD } from '../../ui/words'
import { useSubmit } from '../../ui/forms/use-submit'
import css from './lock.module.css'
import { Recover } from './Recover'
import { signIn } from './use-session'
import text from '../../ui/text.module.css'

const LAST = 'deskbell.last-user'

/** Who is at the desk? Choose a name, type the PIN. */
export function LockScreen() {
  const { users, office } = useSession()
  const pin = useRef<HTMLInputElement>(null)
  const [forgotten, setForgotten] = useState(false)
  const last = users.find((user) => String(user.id) === localStorage.getItem(LAST)) ?? users[0]
  const form = useForm({ initialValues: { userId: String(last?.id ?? ''), pin: '' } })
  const chosen = users.find((user) => String(user.id) === form.values.userId)
  /** Nobody has a PIN: the screen is only covered. */
  const covered = users.length === 1 && !users[0]?.hasPin
  const { busy, failure, run, forget } = useSubmit(form, async () => {
    await signIn({ userId: Number(form.values.userId), pin: form.values.pin })
    localStorage.setItem(LAST, form.values.userId)
  })
  return (
    <main className={css.page}>
      <form
        className={css.box}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <Group gap={10}>
          <Mark />
          <Title order={1}>{office.name || 'Deskbell'}</Title>
        </Group>
        {failure && (
          <Note tone="bad" alert>
            {failure}
          </Note>
        )}
        <Radio.Group
          label={covered ? 'The screen is covered' : 'Who is at the desk?'}
          {...form.getInputProps('userId')}
          onChange={(userId) => {
            form.setValues({ userId, pin: '' })
            form.clearErrors()
            forget()
            pin.current?.focus()
          }}
        >
          <Paper
            withBorder
            className={`${text.rows} ${text.choices}`}
            mah="45dvh"
            style={{ overflow: 'auto' }}
          >
            {users.map((user) => (
              <Radio.Card key={user.id} value={String(user.id)} aria-label={user.name}>
                <Group component="span" gap={10} py={9} px={14}>
                  <Avatar name={user.name} size={32} />
                  <Text span size="md" fw={550} flex={1}>
                    {user.name}
                    <Text span size="xs" fw={400} display="block" c="second">
                      {ROLE_WORD[user.role]}
                    </Text>
                  </Text>
                  <Radio.Indicator size="xs" />
                </Group>
              </Radio.Card>
            ))}
          </Paper>
        </Radio.Group>
        {chosen?.hasPin && (
          <SecretInput
            key={chosen.id}
            ref={pin}
            label="PIN"
            inputMode="numeric"
            autoComplete="off"
            maxLength={8}
            autoFocus
            show="Show the PIN"
            {...form.getInputProps('pin')}
          />
        )}
        <Button
          type="submit"
          size="md"
          fullWidth
          loading={busy}
          disabled={!chosen}
          autoFocus={covered}
          leftSection={<IconLockOpen size={16} aria-hidden />}
        >
          {!chosen ? 'Sign in' : covered ? `Go on as ${chosen.name}` : `Sign in as ${chosen.name}`}
        </Button>
        {chosen?.hasPin &&
          (chosen.role === 'admin' ? (
            <Button variant="subtle" size="compact-sm" onClick={() => setForgotten(true)}>
              Forgotten PIN?
            </Button>
          ) : (
            <Text variant="note" ta="center">
              Forgotten PIN? An Admin can set a new one in Settings.
            </Text>
          ))}
      </form>
      {forgotten && chosen && <Recover user={chosen} onClose={() => setForgotten(false)} />}
    </main>
  )
}
