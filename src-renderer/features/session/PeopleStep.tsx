import { Box, Button, Checkbox, Group, Radio, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconFileImport, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useEvent } from '../../app/client/query'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { useCount } from '../../ui/locale'
import text from '../../ui/text.module.css'
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
      <Title order={1} fz={24} lh="32px" id="people">
        {how === 'twilio' ? 'Next: connect Twilio' : 'Who is in the address book?'}
      </Title>
      <Text size="md" mt="xs" mb={22} c="second">
        {how === 'twilio'
          ? 'Settings opens with Twilio. Once it is connected and switched to live, import your people under People.'
          : 'In practice mode nobody is really texted, whoever you put in.'}
      </Text>
      {sample.error && (
        <Box mb="lg">
          <ErrorState what="The sample people could not be added" error={sample.error} />
        </Box>
      )}
      {how === 'practice' && (
        <Radio.Group value={way} onChange={(value) => setWay(value as Way)} aria-labelledby="people">
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14}>
            {WAYS.map(({ value, icon: Sign, title, say: words }) => (
              <Radio.Card
                key={value}
                value={value}
                p="18px 18px 20px"
                aria-label={title}
                style={{ display: 'grid', alignContent: 'start' }}
              >
                <Stack component="span" gap={6} fz="md" lh="md">
                  <Group component="span">
                    <Sign size={20} stroke={1.6} aria-hidden />
                    <b>{title}</b>
                    <Box component="span" flex={1} />
                    <Radio.Indicator size="xs" />
                  </Group>
                  <span className={text.second}>{words}</span>
                </Stack>
              </Radio.Card>
            ))}
          </SimpleGrid>
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
      <Group mt={26}>
        <Button variant="default" leftSection={<IconArrowLeft size={15} aria-hidden />} onClick={onBack}>
          Back
        </Button>
        <Box component="span" flex={1} role="status">
          {sample.isPending && made > 0 && `${say(made)} added`}
        </Box>
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
      </Group>
    </>
  )
}
