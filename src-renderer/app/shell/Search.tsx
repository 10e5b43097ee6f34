import { Combobox, Kbd, Text, TextInput, useCombobox, useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue, useWindowEvent } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { HIT_GROUPS, Hit } from '../../../src-preload/contract/people/find'
import { Tag } from '../../ui/records/Tag'
import { leave as leavePage } from '../../ui/forms/leaving'
import { toastError } from '../../ui/feedback/toast'
import { When } from '../../ui/records/When'
import { useLocale } from '../../ui/locale'
import { type Action, actionsFor, actionsForNumber } from '../actions'
import { opened, recent } from '../stores/recent'
import css from './search.module.css'
import { useSession } from '../client/session'
import { useFind, useNamed } from './use-shell'

const GROUP_WORD: Record<(typeof HIT_GROUPS)[number] | Action['group'] | 'recent', string> = {
  recent: 'Opened last',
  people: 'People',
  accounts: 'Accounts',
  texts: 'Texts',
  templates: 'Templates',
  lists: 'Lists',
  sends: 'Sends',
  campaigns: 'Campaigns',
  actions: 'Do',
  screens: 'Go to',
}
/** So many actions beside what was found. */
const FEW = 4
/** What is offered before anything is typed fits without scrolling. */
const RECENT = 5
const FIRST = 8

type Found = NonNullable<ReturnType<typeof useFind>['data']>
type Group = { group: keyof typeof GROUP_WORD; hits: readonly Hit[]; actions: readonly Action[] }

type Asked = { text: string; answered: boolean; found: Found; lately: readonly Hit[] }
/** What is offered for the words typed so far; before any, what was opened last. */
const useGroups = ({ text, answered, found, lately }: Asked): Group[] => {
  const role = useSession().user?.role ?? 'receptionist'
  const { country } = useLocale()
  const typed = text.trim() !== ''
  return useMemo((): Group[] => {
    const known = found.some(({ group }) => group === 'people' || group === 'accounts')
    const actions = [
      ...(typed && answered && !known ? actionsForNumber(text, country) : []),
      ...actionsFor(text, role),
    ]
    const of = (group: Action['group']): Group => ({
      group,
      hits: [],
      actions: actions.filter((one) => one.group === group).slice(0, typed ? FEW : FIRST),
    })
    const groups: Group[] = typed
      ? [...found.map(({ group, hits }) => ({ group, hits, actions: [] })), of('actions'), of('screens')]
      : [{ group: 'recent', hits: lately.slice(0, RECENT), actions: [] }, of('actions')]
    return groups.filter(({ hits, actions: some }) => hits.length + some.length > 0)
  }, [text, typed, answered, found, lately, role, country])
}

/** One box over people, accounts, numbers in any notation, texts, templates, lists, screens and actions. Ctrl K. */
export function Search() {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, 60)
  const [visited, setVisited] = useState<string[]>([])
  const typed = text.trim() !== ''
  const { data: found = [], isFetching, isPlaceholderData } = useFind(asked)
  // Until then the list holds the answer to what was typed before: Enter must not open that.
  const answered = asked === text && !isPlaceholderData
  const [hasty, setHasty] = useState(false)
  const { data: lately = [] } = useNamed(visited)
  const input = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const { setColorScheme } = useMantineColorScheme()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  useEffect(() => opened(pathname), [pathname])
  const open = () => {
    setVisited(recent().filter((path) => path !== pathname))
    combobox.openDropdown()
  }
  useWindowEvent('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
      open()
    }
  })
  const shown = useGroups({ text, answered, found, lately })
  // Enter opens the first hit: it is chosen when the answer is there, not when the question is typed.
  const [first] = shown
  const { selectFirstOption } = combobox
  useEffect(() => {
    if (first !== undefined && typed && answered) selectFirstOption()
  }, [first, typed, answered, selectFirstOption])

  const leave = () => {
    combobox.closeDropdown()
    setText('')
    input.current?.blur()
  }
  const choose = (value: string) => {
    const [group, index] = value.split(' ')
    const from = shown.find((one) => one.group === group)
    const hit = from?.hits[Number(index)]
    const action = from?.actions[Number(index)]
    leave()
    if (hit) leavePage(() => void navigate(hit.to))
    else if (action)
      void Promise.resolve(
        action.run({ go: (to) => leavePage(() => void navigate(to)), colours: setColorScheme }),
      ).catch(toastError)
  }
  // Enter came before the answer: the first hit opens when it is there.
  const openFirst = useEffectEvent(() => first && choose(`${first.group} 0`))
  useEffect(() => {
    if (!hasty || !answered) return
    setHasty(false)
    openFirst()
  }, [hasty, answered])
  return (
    <Combobox
      store={combobox}
      shadow="lg"
      width={520}
      withinPortal={false}
      position="bottom-start"
      onOptionSubmit={choose}
    >
      <Combobox.Target>
        <TextInput
          ref={input}
          className={css.search}
          classNames={{ input: css.input }}
          type="search"
          aria-label="Search"
          placeholder="Search people, texts, lists…"
          leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
          rightSection={<Kbd aria-hidden>Ctrl K</Kbd>}
          rightSectionWidth={58}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setHasty(false)
            combobox.resetSelectedOption()
            open()
          }}
          onClick={open}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Escape') leave()
            if (event.key === 'Enter' && typed && !answered) setHasty(true)
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label="Found" mah="min(560px, 70vh)" style={{ overflowY: 'auto' }}>
          {shown.map(({ group, hits, actions }) => (
            <Combobox.Group key={group} label={GROUP_WORD[group]}>
              {hits.map((hit, index) => (
                <HitOption key={`${hit.to} ${hit.title} ${hit.at}`} value={`${group} ${index}`} hit={hit} />
              ))}
              {actions.map((action, index) => (
                <ActionOption key={action.label} value={`${group} ${index}`} action={action} />
              ))}
            </Combobox.Group>
          ))}
          {shown.length === 0 && (
            <Combobox.Empty>
              {isFetching || asked !== text ? 'Searching…' : `Nothing matches “${text.trim()}”.`}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function HitOption({ value, hit }: { value: string; hit: Hit }) {
  return (
    <Combobox.Option value={value} className={css.option}>
      <Text component="bdi" fw={550} maw={320} truncate>
        {hit.title}
      </Text>
      {hit.tag && <Tag>{hit.tag}</Tag>}
      <Text component="bdi" flex={1} miw={0} ta="end" c="dimmed" truncate>
        {hit.detail}
      </Text>
      {hit.at && <When at={hit.at} className={css.when} />}
    </Combobox.Option>
  )
}

function ActionOption({ value, action }: { value: string; action: Action }) {
  return (
    <Combobox.Option value={value} className={css.option}>
      <Text span flex={1} fw={550} truncate>
        {action.label}
      </Text>
      {action.keys?.split(' ').map((key) => (
        <Kbd key={key} size="xs" aria-hidden>
          {key}
        </Kbd>
      ))}
    </Combobox.Option>
  )
}
