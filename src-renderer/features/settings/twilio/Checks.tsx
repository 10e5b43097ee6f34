import { Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { SignedWord } from '../../../ui/feedback/SignedWord'
import { Panel, PanelList } from '../../../ui/page/Panel'
import text from '../../../ui/text.module.css'
import type { Check } from '../use-settings'

const SIGN = { ok: IconCircleCheck, warn: IconAlertTriangle, fail: IconCircleX }
const TONE = { ok: 'ok', warn: 'warn', fail: 'bad' } as const
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
      <PanelList label={title}>
        {checks
          .toSorted((a, b) => RANK[a.state] - RANK[b.state])
          .map(({ name, state, say, code }) => (
            <li key={name}>
              <Group gap={10} mih={20}>
                <SignedWord icon={SIGN[state]} tone={TONE[state]} sign={16} w={84} flex="none">
                  {WORD[state]}
                </SignedWord>
                <Text span fw={550} w={164} flex="none">
                  {name}
                </Text>
                <span className={text.second}>
                  {say}
                  {code !== null && <span className={text.muted}> ({code})</span>}
                </span>
              </Group>
            </li>
          ))}
      </PanelList>
    </Panel>
  )
}
