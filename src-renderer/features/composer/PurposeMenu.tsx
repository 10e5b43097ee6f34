import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { PURPOSES, type Purpose } from '#core/values'
import { Consent } from '../../ui/Consent'
import { PURPOSE_WORD } from '../../ui/words'
import css from './composer.module.css'
import type { Recipient } from './use-composer'

type PurposeMenuProps = { recipient: Recipient; purpose: Purpose; onChoose: (purpose: Purpose) => void }

/** What kind of text this is, with what the recipient allowed. */
export function PurposeMenu({ recipient, purpose, onChoose }: PurposeMenuProps) {
  return (
    <Menu position="top-end" width={250}>
      <Menu.Target>
        <UnstyledButton
          className={css.inline}
          aria-label={`As ${PURPOSE_WORD[purpose]}. Choose another purpose`}
        >
          {PURPOSE_WORD[purpose]}
          <IconChevronDown size={13} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {PURPOSES.map((one) => {
          const state = recipient.standing.find((standing) => standing.purpose === one)?.state
          return (
            <Menu.Item
              key={one}
              onClick={() => onChoose(one)}
              rightSection={state && <Consent state={state} />}
            >
              {PURPOSE_WORD[one]}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
