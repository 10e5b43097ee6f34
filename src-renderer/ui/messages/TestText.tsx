import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconDeviceMobile } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { api } from '../../app/client/api'
import { FormModal } from '../forms/FormModal'
import { toast, toastError } from '../feedback/toast'
import { useExampleNumber } from '../locale'

type Tested = Omit<Parameters<typeof api.bulk.test>[0], 'draftId'>

type TestTextProps = {
  /** What to send, with whose values; asked when the button is pressed. */
  what: () => Tested | Promise<Tested>
  disabled?: boolean
}

/** One text to the signed-in user's own phone, with the values of a real record. */
export function TestText({ what, disabled = false }: TestTextProps) {
  const example = useExampleNumber()
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const under = useRef(false)
  const form = useForm({ initialValues: { number: '' } })

  const test = async () => {
    const { to } = await api.bulk.test({ draftId: crypto.randomUUID(), ...(await what()) })
    toast({ say: `Test text on its way to ${to}` })
  }
  const click = async () => {
    if (under.current) return
    under.current = true
    setBusy(true)
    try {
      if ((await api.users.me({})).number === null) setAsking(true)
      else await test()
    } catch (error) {
      toastError(error)
    } finally {
      under.current = false
      setBusy(false)
    }
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDeviceMobile size={15} aria-hidden />}
        loading={busy}
        disabled={disabled}
        onClick={() => void click()}
      >
        Test text to me
      </Button>
      <FormModal
        title="Where should test texts go?"
        opened={asking}
        onClose={() => setAsking(false)}
        form={form}
        size={420}
        submit="Send the test text"
        onSubmit={async () => {
          await api.users.setMyNumber({ number: form.values.number })
          await test()
        }}
      >
        <TextInput
          label="Your own mobile number"
          description="It is kept with your name, for test texts only."
          placeholder={example}
          type="tel"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('number')}
        />
      </FormModal>
    </>
  )
}
