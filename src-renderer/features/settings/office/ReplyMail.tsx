import { Button, Group, Switch, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { Form } from '../../../ui/forms/Form'
import { useMay } from '../../../app/client/session'
import { ConfirmModal } from '../../../ui/feedback/ConfirmModal'
import { ErrorState } from '../../../ui/feedback/ErrorState'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { Note } from '../../../ui/feedback/Note'
import { ChoiceField } from '../../../ui/fields/ChoiceField'
import { NumberField } from '../../../ui/fields/NumberField'
import { wholeRule } from '../../../ui/fields/number-rule'
import { SecretInput } from '../../../ui/fields/SecretInput'
import { plural } from '../../../ui/plural'
import text from '../../../ui/text.module.css'
import { toast, toastError } from '../../../ui/feedback/toast'
import { useSubmit } from '../../../ui/forms/use-submit'
import { When } from '../../../ui/records/When'
import { Head } from '../Head'
import { TwoColumns } from '../TwoColumns'
import css from '../settings.module.css'
import {
  forgetMail,
  type MailKept,
  type MailTyped,
  retryMail,
  saveMail,
  testMail,
  useMail,
} from '../use-settings'
import type { SectionProps } from '../section-props'

/** The usual port of each kind of encryption: RFC 8314, RFC 6409. */
const PORT = { tls: 465, starttls: 587, plain: 25 }

/** Replies forwarded to the reception's e-mail address. */
export function ReplyMail({ settings }: SectionProps) {
  const { data, error, isPending, refetch } = useMail()
  return (
    <>
      <Head title="Replies by e-mail">
        Every text that comes in is also sent to an e-mail address. The inbox does not wait for it.
      </Head>
      <LoadingLine on={isPending} />
      {error && (
        <ErrorState what="The mail settings could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {data && (
        <>
          <Queue mail={data} />
          {!settings.twilio.secretsProtected && (
            <Note tone="warn" title="The password is kept in a file">
              This system does not protect it; only this user of the PC can read the file.
            </Note>
          )}
          <Server mail={data} />
        </>
      )}
    </>
  )
}

function Queue({ mail: { waiting, failed, why, nextAt } }: { mail: MailKept }) {
  if (why === '' || waiting + failed === 0) return null
  const retry = () =>
    void retryMail()
      .then((tried) => toast({ say: `Trying ${plural(tried.waiting, 'e-mail')} now` }))
      .catch(toastError)
  return (
    <Note
      tone={failed > 0 ? 'bad' : 'warn'}
      title={[
        waiting > 0 && `${plural(waiting, 'e-mail')} ${waiting === 1 ? 'waits' : 'wait'}`,
        failed > 0 && `${plural(failed, 'e-mail')} could not be sent`,
      ]
        .filter(Boolean)
        .join(', ')}
      action={
        <Button size="sm" variant="default" onClick={retry}>
          Try again now
        </Button>
      }
    >
      {why}{' '}
      {nextAt && (
        <>
          Next try: <When at={nextAt} />.
        </>
      )}{' '}
      The texts themselves are in the inbox.
    </Note>
  )
}

const startOf = ({ on, to, from, host, port, security, user }: MailKept) => ({
  on,
  to,
  from,
  host,
  port,
  security,
  user,
  password: '',
})
type MailForm = UseFormReturnType<ReturnType<typeof startOf>>

function Server({ mail }: { mail: MailKept }) {
  const may = useMay('admin')
  const [forgetting, setForgetting] = useState(false)
  const { passwordStored } = mail
  const form: MailForm = useForm({
    initialValues: startOf(mail),
    validate: { port: wholeRule({ least: 1, most: 65_535 }) },
  })
  const { values } = form
  const typed = (): MailTyped => ({
    to: values.to.trim(),
    from: values.from.trim(),
    host: values.host.trim(),
    port: values.port,
    security: values.security,
    user: values.user.trim(),
    password: values.password === '' ? null : values.password,
  })
  const test = useSubmit(form, async () => {
    await testMail(typed())
    toast({ say: `A test e-mail is on its way to ${values.to.trim()}` })
  })
  const save = useSubmit(form, async () => {
    await saveMail({ ...typed(), on: values.on })
    form.setFieldValue('password', '')
    toast({ say: values.on ? 'Replies are forwarded from now on' : 'Saved; replies are not forwarded' })
  })
  const failure = test.failure ?? save.failure
  return (
    <Form aria-label="Replies by e-mail" failure={failure} onSubmit={save.run}>
      <fieldset className={css.fields} disabled={!may} aria-label="Replies by e-mail">
        <Switch label="Forward replies by e-mail" {...form.getInputProps('on', { type: 'checkbox' })} />
        <MailFields form={form} passwordStored={passwordStored} />
      </fieldset>
      {may && (
        <Group align="stretch">
          <Button type="submit" loading={save.busy}>
            Save mail settings
          </Button>
          <Button
            variant="default"
            loading={test.busy}
            leftSection={<IconMail size={15} aria-hidden />}
            onClick={() => void test.run()}
          >
            Send a test e-mail
          </Button>
          <span className={text.grow} />
          {passwordStored && (
            <Button variant="danger" onClick={() => setForgetting(true)}>
              Forget the password…
            </Button>
          )}
        </Group>
      )}
      <ConfirmModal
        opened={forgetting}
        onClose={() => setForgetting(false)}
        title="Forget the mail password?"
        confirm="Forget the password"
        danger
        onConfirm={async () => {
          await forgetMail()
          form.setValues({ on: false, user: '', password: '' })
        }}
      >
        Replies are no longer forwarded, and e-mails that wait are dropped. The texts stay in the inbox.
      </ConfirmModal>
    </Form>
  )
}

/** To whom, from whom, and the server that carries it. */
function MailFields({ form, passwordStored }: { form: MailForm; passwordStored: boolean }) {
  return (
    <TwoColumns>
      <TextInput
        label="To"
        type="email"
        placeholder="reception@example.com"
        maxLength={200}
        {...form.getInputProps('to')}
      />
      <TextInput
        label="From"
        type="email"
        description="An address the mail server lets you use"
        placeholder="deskbell@example.com"
        maxLength={200}
        {...form.getInputProps('from')}
      />
      <TextInput
        label="Mail server"
        placeholder="smtp.example.com"
        maxLength={200}
        spellCheck={false}
        {...form.getInputProps('host')}
      />
      <NumberField label="Port" {...form.getInputProps('port')} />
      <Encryption form={form} />
      <span />
      <TextInput
        label="User"
        description="Empty if the server asks for no login"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('user')}
      />
      <SecretInput
        label="Password"
        placeholder={passwordStored ? 'Stored' : ''}
        description={passwordStored ? 'Empty keeps the one that is stored' : 'Never shown again'}
        maxLength={200}
        autoComplete="off"
        show="Show the password"
        {...form.getInputProps('password')}
      />
    </TwoColumns>
  )
}

/** With the encryption its usual port is filled in, unless another one was typed. */
function Encryption({ form }: { form: MailForm }) {
  const { values } = form
  return (
    <ChoiceField
      label="Encryption"
      description={values.security === 'plain' && 'Only for a server on this PC.'}
      data={[
        { value: 'starttls', label: 'STARTTLS' },
        { value: 'tls', label: 'TLS' },
        { value: 'plain', label: 'None' },
      ]}
      {...form.getInputProps('security')}
      onChange={(value) => {
        const next = value as MailKept['security']
        if (values.port === PORT[values.security]) form.setFieldValue('port', PORT[next])
        form.setFieldValue('security', next)
      }}
    />
  )
}
