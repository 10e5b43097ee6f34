import { Tabs, Text } from '@mantine/core'
import { useDidUpdate, useSessionStorage } from '@mantine/hooks'
import { useRef } from 'react'
import { KIND_PLURAL } from '../../ui/words'
import { useCount } from '../../ui/locale'
import { PeopleTable } from './PeopleTable'
import { useCounts } from './use-people'

const TABS = ['client', 'lead', 'staff', 'all'] as const
type Tab = (typeof TABS)[number]

export function PeopleScreen() {
  const [tab, setTab] = useSessionStorage<Tab>({ key: 'people.tab', defaultValue: 'client' })
  const { data: counts } = useCounts()
  const say = useCount()
  const countOf = (one: Tab) =>
    one === 'all'
      ? (counts?.client ?? 0) + (counts?.lead ?? 0) + (counts?.staff ?? 0) + (counts?.account ?? 0)
      : (counts?.[one] ?? 0)
  // The table of another kind is a new one, tabs included: whoever went there by arrows goes on from there.
  const tabs = useRef<HTMLDivElement>(null)
  useDidUpdate(() => {
    if (document.activeElement === document.body)
      tabs.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
  }, [tab])
  return (
    <PeopleTable
      key={tab}
      title="People"
      kind={tab === 'all' ? null : tab}
      below={
        <Tabs value={tab} onChange={(value) => setTab((value as Tab | null) ?? 'client')} mt={2}>
          <Tabs.List ref={tabs}>
            {TABS.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {one === 'all' ? 'All' : KIND_PLURAL[one]}
                {counts && (
                  <Text span c="dimmed" fw={500} ms={5}>
                    {say(countOf(one))}
                  </Text>
                )}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      }
    />
  )
}
