import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Note } from '../../ui/Note'
import { Panel } from '../../ui/Panel'
import { toast } from '../../ui/toast'
import { useSubmit } from '../../ui/use-submit'
import css from './settings.module.css'
import { pretendReply } from './use-settings'

/** Practice mode: a text comes in from this number, such as a STOP. */
export function PretendReply() {
  const form = useForm({ initialValues: { from: '', body: '' } })
  const { busy, failure, run } = useSubmit(form, async () => {
    await pretendReply(form.values)
    toast({ say: `A text from ${form.values.from} came in` })
    form.setFieldValue('body', '')
  })
  return (
    <Panel title="Practise a reply" note="as if somebody answered by text">
      <form
        noValidate
        className={css.panelBody}
        aria-label="Practise a reply"
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        {failure && (
          <Note tone="bad" alert>
            {failure}
          </Note>
        )}
        <div className={css.reply}>
          <TextInput
            label="From"
            type="tel"
            placeholder="(202) 555-0143"
            maxLength={40}
            {...form.getInputProps('from')}
          />
          <TextInput label="Text" placeholder="STOP" maxLength={1600} {...form.getInputProps('body')} />
          <Button type="submit" variant="default" loading={busy}>
            Let it arrive
          </Button>
        </div>
      </form>
    </Panel>
  )
}
