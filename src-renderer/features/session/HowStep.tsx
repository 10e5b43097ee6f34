import { Button, Radio } from '@mantine/core'
import { IconArrowRight, IconFlask, IconPlugConnected } from '@tabler/icons-react'
import css from './first-run.module.css'

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
      <h1 id="how">How should Deskbell send?</h1>
      <p className={css.lead}>
        You can change this at any time in Settings. Practice and real data are kept apart.
      </p>
      <Radio.Group value={how} onChange={(value) => onHow(value as How)} aria-labelledby="how">
        <div className={css.cards}>
          {WAYS.map(({ value, icon: Sign, title, say, points }) => (
            <Radio.Card key={value} value={value} className={css.card} aria-label={title}>
              <span className={css.cardHead}>
                <Sign size={20} stroke={1.6} aria-hidden />
                <b>{title}</b>
                <span className={css.grow} />
                <Radio.Indicator size="xs" />
              </span>
              <span className={css.cardSay}>{say}</span>
              <span className={css.points}>
                {points.map((point) => (
                  <span key={point}>{point}</span>
                ))}
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      <div className={css.foot}>
        <span className={css.grow} />
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
      </div>
    </>
  )
}
