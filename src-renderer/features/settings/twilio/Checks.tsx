import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { Panel } from '../../../ui/page/Panel'
import text from '../../../ui/text.module.css'
import css from '../settings.module.css'
import type { Check } from '../use-settings'

const SIGN = { ok: IconCircleCheck, warn: IconAlertTriangle, fail: IconCircleX }
const WORD = { ok: 'Works', warn: 'Look', fail: 'Missing' }
/** What needs somebody comes first. */
const RANK = { fail: 0, warn: 1, ok: 2 }

export function Checks({ title, checks }: { title: string; checks: readonly Check[] }) {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length
  const note = [
    count('ok') > 0 && `${count('ok')} work`,
    count('warn') > 0 && `${count('warn')} to look at`,
    count('fail') > 0 && `${count('fail')} missing`,
  ]
    .filter(Boolean)
    .join(', ')
  return (
    <Panel title={title} note={<span role="status">{note}</span>}>
      <ul className={css.checks} aria-label={title}>
        {checks
          .toSorted((a, b) => RANK[a.state] - RANK[b.state])
          .map(({ name, state, say, code }) => {
            const Sign = SIGN[state]
            return (
              <li key={name} data-state={state}>
                <span className={css.state}>
                  <Sign size={16} stroke={1.8} aria-hidden />
                  {WORD[state]}
                </span>
                <b className={text.medium}>{name}</b>
                <span className={text.second}>
                  {say}
                  {code !== null && <span className={text.muted}> ({code})</span>}
                </span>
              </li>
            )
          })}
      </ul>
    </Panel>
  )
}
