import { Box, Button, Group, Radio, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconArrowRight, IconFlask, IconPlugConnected } from '@tabler/icons-react'
import css from './first-run.module.css'
import text from '../../ui/text.module.css'

export type How = 'practice' | 'twilio'

const WAYS = [
  {
    value: 'practice',
    icon: IconFlask,
    title: 'Practice mode',
    say: 'Try everything now. No text leaves this PC.',
    points: [
      'A built-in carrier answers like Twilio, with every status and error',
      'Free: no account, no card',
      'Practice people and consent never mix with real ones',
    ],
  },
  {
    value: 'twilio',
    icon: IconPlugConnected,
    title: 'Our Twilio account',
    say: 'Send real texts. Takes about five minutes.',
    points: [
      'You need a paid account, an API key and a number: a trial account sends only Twilio’s own sample texts',
      'Deskbell tests every permission and says what is missing',
      'US numbers need a registration, which can take two weeks',
    ],
  },
] as const

export function HowStep({ how, onHow, onNext }: { how: How; onHow: (how: How) => void; onNext: () => void }) {
  return (
    <>
      <Title order={1} fz={24} lh="32px" id="how">
        How should Deskbell send?
      </Title>
      <Text size="md" mt="xs" mb={22} c="second">
        You can change this at any time in Settings. Practice and real data are kept apart.
      </Text>
      <Radio.Group value={how} onChange={(value) => onHow(value as How)} aria-labelledby="how">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14}>
          {WAYS.map(({ value, icon: Sign, title, say, points }) => (
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
                <span className={text.second}>{say}</span>
                <Stack component="span" className={text.lineOver} mt={10} pt={14} fz="sm" lh="sm" c="second">
                  {points.map((point) => (
                    <span key={point} className={css.point}>
                      {point}
                    </span>
                  ))}
                </Stack>
              </Stack>
            </Radio.Card>
          ))}
        </SimpleGrid>
      </Radio.Group>
      <Group mt={26}>
        <Box component="span" flex={1} />
        <Button
          variant="subtle"
          onClick={() => {
            onHow('practice')
            onNext()
          }}
        >
          Decide later
        </Button>
        <Button size="md" rightSection={<IconArrowRight size={16} aria-hidden />} onClick={onNext}>
          {how === 'practice' ? 'Start in practice mode' : 'Use our Twilio account'}
        </Button>
      </Group>
    </>
  )
}
