import { Button, Group, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { IconPlugConnected, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { Form } from '../../../ui/forms/Form'
import { ConfirmModal } from '../../../ui/feedback/ConfirmModal'
import { Note } from '../../../ui/feedback/Note'
import { ChoiceField } from '../../../ui/fields/ChoiceField'
import { SecretInput } from '../../../ui/fields/SecretInput'
import text from '../../../ui/text.module.css'
import { toast } from '../../../ui/feedback/toast'
import { useSubmit } from '../../../ui/forms/use-submit'
import { When } from '../../../ui/records/When'
import { TwoColumns } from '../TwoColumns'
import { type Check, forgetTwilio, type Login, saveTwilio, type Settings, testTwilio } from '../use-settings'

type TwilioLoginProps = { twilio: Settings['twilio']; onChecks: (checks: Check[] | null) => void }

const startOf = ({ accountSid, kind, keySid }: Settings['twilio']) => ({
  accountSid: accountSid ?? '',
  kind,
  keySid: keySid ?? '',
  secret: '',
})
type LoginForm = UseFormReturnType<ReturnType<typeof startOf>>

/** What is typed of the login; testing it, and storing it when it passed. */
const useLogin = (twilio: Settings['twilio'], onChecks: TwilioLoginProps['onChecks']) => {
  const [refused, setRefused] = useState(false)
  const form: LoginForm = useForm({ initialValues: startOf(twilio) })
  const { values } = form
  const login = (): Login => ({
    accountSid: values.accountSid.trim(),
    kind: values.kind,
    keySid: values.kind === 'key' ? values.keySid.trim() : null,
    secret: values.secret.trim() || null,
  })
  const test = useSubmit(form, async () => {
    setRefused(false)
    onChecks(null)
    onChecks((await testTwilio(login())).checks)
  })
  const save = useSubmit(form, async () => {
    onChecks(null)
    const { ok, checks } = await saveTwilio(login())
    onChecks(checks)
    setRefused(!ok)
    if (!ok) return
    form.setFieldValue('secret', '')
    toast({ say: 'Twilio is connected' })
  })
  return { form, refused, test, save }
}

/** The login at Twilio: each permission is tried by the call that needs it, before anything is stored. */
export function TwilioLogin({ twilio, onChecks }: TwilioLoginProps) {
  const [forgetting, setForgetting] = useState(false)
  const { form, refused, test, save } = useLogin(twilio, onChecks)
  const failure = test.failure ?? save.failure
  const stored = twilio.secretEnd !== null
  return (
    <Form aria-label="Login at Twilio" failure={failure} onSubmit={save.run}>
      {refused && (
        <Note tone="bad" alert title="Not connected">
          The rows below say what is missing. Nothing was stored.
        </Note>
      )}
      <LoginFields form={form} secretEnd={twilio.secretEnd} />
      <Group align="stretch">
        <Button type="submit" loading={save.busy} leftSection={<IconPlugConnected size={15} aria-hidden />}>
          {stored ? 'Test and save login' : 'Connect Twilio'}
        </Button>
        <Button
          variant="default"
          loading={test.busy}
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() => void test.run()}
        >
          Test only
        </Button>
        <span className={text.grow} />
        {twilio.testedAt && (
          <Group component="span" c="dimmed">
            <span>
              Tested <When within at={twilio.testedAt} />
            </span>
          </Group>
        )}
        {stored && (
          <Button variant="danger" onClick={() => setForgetting(true)}>
            Forget this login…
          </Button>
        )}
      </Group>
      <ConfirmModal
        opened={forgetting}
        onClose={() => setForgetting(false)}
        title="Forget the Twilio login?"
        confirm="Forget the login"
        danger
        onConfirm={async () => {
          await forgetTwilio()
          onChecks(null)
          form.setValues({ accountSid: '', keySid: '', secret: '' })
        }}
      >
        Nothing can be sent live before you connect again. Texts that Twilio already has are not recalled.
      </ConfirmModal>
    </Form>
  )
}

type LoginFieldsProps = {
  form: LoginForm
  /** The last characters of the stored secret; null when none is stored. */
  secretEnd: string | null
}
function LoginFields({ form, secretEnd }: LoginFieldsProps) {
  const { kind } = form.values
  const stored = secretEnd !== null
  return (
    <TwoColumns>
      <TextInput
        label="Account SID"
        placeholder="AC…"
        description="On the first page of the Twilio console"
        maxLength={34}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('accountSid')}
      />
      <ChoiceField
        label="Log in with"
        data={[
          { value: 'key', label: 'API key' },
          { value: 'token', label: 'Auth token' },
        ]}
        {...form.getInputProps('kind')}
      />
      {kind === 'key' && (
        <TextInput
          label="API key SID"
          placeholder="SK…"
          maxLength={34}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('keySid')}
        />
      )}
      <SecretInput
        label={kind === 'key' ? 'API key secret' : 'Auth token'}
        placeholder={stored ? `Kept: ends in ${secretEnd}` : ''}
        description={stored ? 'Empty keeps the one that is stored' : undefined}
        maxLength={200}
        autoComplete="off"
        show="Show the secret"
        {...form.getInputProps('secret')}
      />
    </TwoColumns>
  )
}
