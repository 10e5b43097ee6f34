import { Anchor, Checkbox } from '@mantine/core'
import { IconScale } from '@tabler/icons-react'
import type { Duty as DutyOfCountry } from '#contract/sending/bulk'
import css from './Duty.module.css'

type DutyProps = {
  duty: DutyOfCountry
  agreed: boolean
  error: boolean
  onAgree: (on: boolean) => void
}

/** The legal duty of the office's country, before the first text to many. */
export function Duty({ duty, agreed, error, onAgree }: DutyProps) {
  return (
    <section className={css.duty} aria-label="Your legal duty">
      <IconScale size={18} stroke={1.7} aria-hidden />
      <div>
        <h2>Before your first text to many: {duty.title}</h2>
        <ul>
          {duty.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <div className={css.dutyFoot}>
          <Checkbox
            id="duty-agreed"
            checked={agreed}
            onChange={(event) => onAgree(event.currentTarget.checked)}
            error={error ? 'Confirm this before you send.' : undefined}
            label="I know this duty, and this text keeps to it."
          />
          <Anchor href={duty.address} target="_blank" rel="noreferrer">
            Read the rule
          </Anchor>
        </div>
      </div>
    </section>
  )
}
