import { Link } from 'react-router'
import { Button } from '@mantine/core'
import type { Money as Amount } from '#shared/values'
import { useCount } from '../../../ui/locale'
import { Money } from '../../../ui/records/Money'
import { Note } from '../../../ui/feedback/Note'
import type { Review } from '../use-send'
import text from '../../../ui/text.module.css'
import { Facts } from '../../../ui/records/Facts'

/** Need, have, left after: in messages and in money. */
export function Balance({ review }: { review: Review }) {
  const { balance, units, cost } = review
  const left = balance.haveUnits === null ? null : balance.haveUnits - units
  return (
    <Facts style={{ flexWrap: 'nowrap' }}>
      <Fact name="Need" units={units} money={cost} />
      <Fact name="Have" units={balance.haveUnits} money={balance.have} />
      {balance.short ? (
        <Fact name="Short of" units={left === null ? null : -left} money={balance.short} bad />
      ) : (
        <Fact name="Left after" units={left} money={balance.left} />
      )}
    </Facts>
  )
}

type FactProps = { name: string; units: number | null; money: Amount | null; bad?: boolean }
function Fact({ name, units, money, bad }: FactProps) {
  const say = useCount()
  return (
    <div data-bad={bad || undefined}>
      <dt>{name}</dt>
      {/* Where it is narrow the money stands under the units. */}
      <dd style={{ whiteSpace: 'normal' }}>
        {units !== null && (
          <span className={text.nowrap}>
            {say(units)} <small>{Math.abs(units) === 1 ? 'unit' : 'units'}</small>
          </span>
        )}{' '}
        {money ? (
          <small className={text.nowrap}>
            <Money of={money} />
          </small>
        ) : (
          units === null && <small>not known</small>
        )}
      </dd>
    </div>
  )
}

type BlockedProps = { balance: Review['balance']; onCheck: () => void; busy: boolean }
/** Why the balance keeps the send back, and how that is mended. */
export function Blocked({ balance, onCheck, busy }: BlockedProps) {
  if (balance.blocked === null) return null
  return (
    <div id="blocked">
      <Note
        tone="bad"
        alert
        title={
          balance.short ? (
            <>
              Short of <Money of={balance.short} />: this cannot be sent yet
            </>
          ) : (
            'This cannot be sent yet'
          )
        }
        action={
          balance.notReady ? (
            <Button size="xs" variant="default" component={Link} to="/settings/ready">
              Ready to send?
            </Button>
          ) : (
            <Button size="xs" variant="default" loading={busy} onClick={onCheck}>
              Check again
            </Button>
          )
        }
      >
        {balance.blocked}
      </Note>
    </div>
  )
}
