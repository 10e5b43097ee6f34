import { Button, Group, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Form } from '../../../ui/forms/Form'
import { Panel } from '../../../ui/page/Panel'
import { toast } from '../../../ui/feedback/toast'
import { useSubmit } from '../../../ui/forms/use-submit'
import css from '../settings.module.css'
import { pretendReply } from '../use-settings'
import { useExampleNumber } from '../../../ui/locale'

/** Practice mode: a text comes in from this number, such as a STOP. */
export function PretendReply() {
  const example = useExampleNumber()
  const form = useForm({ initialValues: { from: '', body: '' } })
  const { busy, failure, run } = useSubmit(form, async () => {
    await pretendReply(form.values)
    toast({ say: `A text from ${form.values.from} came in` })
    form.setFieldValue('body', '')
  })
  return (
    <Panel title="Practise a reply" note="as if somebody answered by text">
      <Form className={css.practise} aria-label="Practise a reply" failure={failure} onSubmit={run}>
        <Group align="flex-start" gap="md">
          <TextInput
            label="From"
            w={180}
            type="tel"
            placeholder={example}
            maxLength={40}
            {...form.getInputProps('from')}
          />
          <TextInput
            label="Text"
            flex={1}
            placeholder="STOP"
            maxLength={1600}
            {...form.getInputProps('body')}
          />
          <Button mt={22} type="submit" variant="default" loading={busy}>
            Let it arrive
          </Button>
        </Group>
      </Form>
    </Panel>
  )
}
