import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { LoadingLine } from '../../../ui/feedback/Loading'
import { Head } from '../Head'
import { SettingsForm } from '../SettingsForm'
import { setMyNumber, useMyNumber } from '../use-settings'
import { useExampleNumber } from '../../../ui/locale'

/** Everybody may set where their own test texts go. */
export function Me() {
  const { data, isPending } = useMyNumber()
  return (
    <>
      <Head title="Your number">A test text goes to your own phone, with a real record’s values.</Head>
      <LoadingLine on={isPending} />
      {data && <NumberForm key={data.number} number={data.number ?? ''} />}
    </>
  )
}

function NumberForm({ number }: { number: string }) {
  const example = useExampleNumber()
  const form = useForm({ initialValues: { number } })
  return (
    <SettingsForm
      form={form}
      label="Your number"
      saved="Saved your number"
      submit="Save number"
      onSave={() => setMyNumber(form.values.number)}
    >
      <TextInput
        label="Your own mobile number"
        type="tel"
        maxLength={40}
        w={280}
        placeholder={example}
        {...form.getInputProps('number')}
      />
    </SettingsForm>
  )
}
