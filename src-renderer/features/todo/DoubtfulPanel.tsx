import { Group, Stack, Text } from '@mantine/core'
import { DecideOptOut } from '../../ui/records/DecideOptOut'
import { Panel, PanelList } from '../../ui/page/Panel'
import { PhoneNumber } from '../../ui/records/PhoneNumber'
import text from '../../ui/text.module.css'
import { When } from '../../ui/records/When'
import css from './todo.module.css'
import type { Suppression } from './use-todo'

/** Replies that may be an opt-out: the number is held until somebody says what was meant. */
export function DoubtfulPanel({ rows }: { rows: readonly Suppression[] }) {
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
              <Stack gap={0} miw={0}>
                <b>{who}</b>
                <span className={text.muted}>
                  <PhoneNumber national={row.national} e164={row.e164} /> · <When at={row.at} />
                </span>
              </Stack>
              <Text span size="md" c="second">
                {row.detail}
              </Text>
              <Group gap={6}>
                <DecideOptOut e164={row.e164} national={row.national} who={who} />
              </Group>
            </li>
          )
        })}
      </PanelList>
    </Panel>
  )
}
