import { Button } from '@mantine/core'
import { Panel, PanelList } from '../../ui/Panel'
import { PhoneNumber } from '../../ui/PhoneNumber'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/toast'
import { When } from '../../ui/When'
import css from './todo.module.css'
import { decideOptOut, type Suppression } from './use-todo'

/** Replies that may be an opt-out: the number is held until somebody says what was meant. */
export function DoubtfulPanel({ rows }: { rows: readonly Suppression[] }) {
  const decide = (row: Suppression, meant: 'stop' | 'not-stop') =>
    void decideOptOut(row.id, meant)
      .then(() =>
        toast({
          say:
            meant === 'stop'
              ? `${row.national} is blocked for everybody who shares it`
              : `${row.national} may be texted again`,
        }),
      )
      .catch(toastError)
  return (
    <Panel
      title="Is this an opt-out?"
      count={rows.length}
      note="Nothing is sent to these numbers until you decide."
    >
      <PanelList label="Replies that may be an opt-out">
        {rows.map((row) => {
          const who = row.people.length > 0 ? row.people.join(', ') : row.national
          return (
            <li key={row.id} className={css.doubt}>
              <div className={css.doubtWho}>
                <b>{who}</b>
                <span className={text.muted}>
                  <PhoneNumber national={row.national} e164={row.e164} /> · <When at={row.at} />
                </span>
              </div>
              <span className={css.quote}>{row.detail}</span>
              <div className={css.acts}>
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`Yes, block it: ${who}`}
                  onClick={() => decide(row, 'stop')}
                >
                  Yes, block it
                </Button>
                <Button
                  size="xs"
                  variant="quiet"
                  aria-label={`No, it is not: ${who}`}
                  onClick={() => decide(row, 'not-stop')}
                >
                  No, it is not
                </Button>
              </div>
            </li>
          )
        })}
      </PanelList>
    </Panel>
  )
}
