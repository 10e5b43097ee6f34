import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconDeviceMobile } from '@tabler/icons-react'
import { useState } from 'react'
import { FormModal } from '../../ui/FormModal'
import { toast, toastError } from '../../ui/toast'
import { myNumber, type Review, reviewRows, sendTest, setMyNumber } from './use-send'
import { type Wizard, whatOf } from './wizard'

type TestTextProps = { wizard: Wizard; review: Review; recipientId?: number }

/** One text to the signed-in user's own phone, with the values of a real record. */
export function TestText({ wizard, review, recipientId }: TestTextProps) {
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const form = useForm({ initialValues: { number: '' } })

  const test = async () => {
    const first =
      recipientId ??
      (await reviewRows({ reviewId: review.reviewId, tab: 'will', limit: 1 })).rows[0]?.recipientId ??
      null
    const { to } = await sendTest({
      draftId: crypto.randomUUID(),
      // A template's words come with the review; the wizard holds only its number.
      what: {
        ...whatOf(wizard),
        body: review.what.body,
        purpose: review.what.purpose,
        language: review.what.language,
      },
      recipientId: first,
      plain: wizard.choices.plain,
      bulk: true,
    })
    toast({ say: `Test text on its way to ${to}` })
  }
  const click = async () => {
    if (busy) return
    setBusy(true)
    try {
      if ((await myNumber()) === null) setAsking(true)
      else await test()
    } catch (error) {
      toastError(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDeviceMobile size={15} aria-hidden />}
        loading={busy}
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
          await setMyNumber(form.values.number)
          await test()
        }}
      >
        <TextInput
          label="Your own mobile number"
          description="It is kept with your name, for test texts only."
          placeholder="(202) 555-0123"
          type="tel"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('number')}
        />
      </FormModal>
    </>
  )
}
