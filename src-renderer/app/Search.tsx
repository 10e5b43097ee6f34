import { Combobox, Kbd, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue, useWindowEvent } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { KIND_WORD } from '../ui/words'
import { Tag } from '../ui/Tag'
import css from './search.module.css'
import { useFind } from './use-shell'

/** One box over people, numbers in any notation, tags and e-mail. Ctrl K. */
export function Search() {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, 60)
  const { data = [], isFetching } = useFind(asked)
  const input = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  useWindowEvent('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
  })
  const shown = text.trim() === '' ? [] : data
  // Enter opens the first hit: it is chosen when the answer is there, not when the question is typed.
  const first = shown[0]?.id
  const { selectFirstOption } = combobox
  useEffect(() => {
    if (first !== undefined) selectFirstOption()
  }, [first, selectFirstOption])
  return (
    <Combobox
      store={combobox}
      shadow="lg"
      width={440}
      withinPortal={false}
      position="bottom-start"
      onOptionSubmit={(id) => {
        combobox.closeDropdown()
        setText('')
        input.current?.blur()
        void navigate(`/people/${id}`)
      }}
    >
      <Combobox.Target>
        <TextInput
          ref={input}
          className={css.search}
          classNames={{ input: css.input }}
          type="search"
          aria-label="Search"
          placeholder="Search people, numbers, tags…"
          leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
          rightSection={<Kbd aria-hidden>Ctrl K</Kbd>}
          rightSectionWidth={58}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            combobox.openDropdown()
          }}
          onFocus={() => text.trim() !== '' && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setText('')
              input.current?.blur()
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={text.trim() === ''} className={css.dropdown}>
        <Combobox.Options aria-label="Found">
          {shown.map((hit) => (
            <Combobox.Option key={hit.id} value={String(hit.id)} className={css.option}>
              <span className={css.name}>{hit.name}</span>
              <Tag>{KIND_WORD[hit.kind]}</Tag>
              <span className={css.detail}>{hit.detail}</span>
            </Combobox.Option>
          ))}
          {shown.length === 0 && (
            <Combobox.Empty>
              {isFetching || asked !== text ? 'Searching…' : `Nobody matches “${text.trim()}”.`}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
