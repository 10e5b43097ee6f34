import { Button, Checkbox, Radio } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconFileImport, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useEvent } from '../../app/client/query'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { useCount } from '../../ui/locale'
import css from './first-run.module.css'
import type { How } from './HowStep'
import { saveStartup, useSamplePeople, useStartup } from './use-session'

const WAYS = [
  {
    value: 'sample',
    icon: IconUsers,
    title: 'Sample people',
    say: 'A made-up office to try a bulk send on, at once.',
  },
  {
    value: 'import',
    icon: IconFileImport,
    title: 'Import a file',
    say: 'From a spreadsheet or another program. Every row is shown before anything is kept.',
  },
] as const
type Way = (typeof WAYS)[number]['value']

type PeopleStepProps = { how: How; onBack: () => void; onFinish: (to: string) => Promise<void> }

export function PeopleStep({ how, onBack, onFinish: finish }: PeopleStepProps) {
  const [way, setWay] = useState<Way>('sample')
  const [made, setMade] = useState(0)
  const startup = useStartup()
  const [withPc, setWithPc] = useState(true)
  const sample = useSamplePeople()
  const say = useCount()
  useEvent('job', ({ job, done }) => job.startsWith('sample') && setMade(done))
  const onFinish = async (to: string) => {
    // Where the system does not allow it, Settings says so when it is tried there.
    if (startup.data?.can) await saveStartup(withPc).catch(() => undefined)
    await finish(to)
  }
  // Whoever chose Twilio goes there first: people come into the live database, not the practice one.
  const end = how === 'twilio' ? '/settings/twilio' : '/send'
  const go = () => {
    if (how === 'twilio') return void onFinish(end)
    if (way === 'import') return void onFinish('/import')
    sample.mutate(undefined, { onSuccess: () => void onFinish(end) })
  }
  return (
    <>
      <h1 id="people">{how === 'twilio' ? 'Next: connect Twilio' : 'Who is in the address book?'}</h1>
      <p className={css.lead}>
        {how === 'twilio'
          ? 'Settings opens with Twilio. Once it is connected and switched to live, import your people under People.'
          : 'In practice mode nobody is really texted, whoever you put in.'}
      </p>
      {sample.error && (
        <div className={css.failure}>
          <ErrorState what="The sample people could not be added" error={sample.error} />
        </div>
      )}
      {how === 'practice' && (
        <Radio.Group value={way} onChange={(value) => setWay(value as Way)} aria-labelledby="people">
          <div className={css.cards}>
            {WAYS.map(({ value, icon: Sign, title, say: words }) => (
              <Radio.Card key={value} value={value} className={css.card} aria-label={title}>
                <span className={css.cardHead}>
                  <Sign size={20} stroke={1.6} aria-hidden />
                  <b>{title}</b>
                  <span className={css.grow} />
                  <Radio.Indicator size="xs" />
                </span>
                <span className={css.cardSay}>{words}</span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
      )}
      {startup.data?.can && (
        <Checkbox
          mt="md"
          label="Start Deskbell with this PC, in the background"
          description="Scheduled texts and daily sends then leave although nobody has opened it."
          checked={withPc}
          onChange={(event) => setWithPc(event.currentTarget.checked)}
        />
      )}
      <div className={css.foot}>
        <Button variant="default" leftSection={<IconArrowLeft size={15} aria-hidden />} onClick={onBack}>
          Back
        </Button>
        <span className={css.grow} role="status">
          {sample.isPending && made > 0 && `${say(made)} added`}
        </span>
        {how === 'practice' && (
          <Button variant="subtle" onClick={() => void onFinish('/people')}>
            Skip this step
          </Button>
        )}
        <Button
          size="md"
          loading={sample.isPending}
          rightSection={<IconArrowRight size={16} aria-hidden />}
          onClick={go}
        >
          {how === 'twilio' ? 'Connect Twilio' : way === 'sample' ? 'Add sample people' : 'Choose a file'}
        </Button>
      </div>
    </>
  )
}
