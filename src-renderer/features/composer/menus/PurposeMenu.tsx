import { Menu, Button } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { Standing } from '../../../../src-preload/contract/shapes'
import { PURPOSES, type Purpose } from '#shared/values'
import { Consent } from '../../../ui/records/Consent'
import { PURPOSE_WORD } from '../../../ui/words'
import { useMay } from '../use-composer'

type PurposeMenuProps = {
  recipientId: number
  e164: string | null
  purpose: Purpose
  onChoose: (purpose: Purpose) => void
}
type Reason = NonNullable<ReturnType<typeof useMay>['data']>['reason']

const STANDING: Record<NonNullable<Reason>, Standing> = {
  suppressed: 'blocked',
  held: 'held',
  refused: 'refused',
  'not-asked': 'none',
  archived: 'blocked',
  'replies-off': 'none',
}

/** What kind of text this is, with what the recipient allowed. */
export function PurposeMenu({ recipientId, e164, purpose, onChoose }: PurposeMenuProps) {
  return (
    <Menu position="top-end" width={250}>
      <Menu.Target>
        <Button
          variant="subtle"
          c="bright"
          size="compact-sm"
          px={6}
          rightSection={<IconChevronDown size={13} aria-hidden />}
          aria-label={`As ${PURPOSE_WORD[purpose]}. Choose another purpose`}
        >
          {PURPOSE_WORD[purpose]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {PURPOSES.map((one) => (
          <Menu.Item
            key={one}
            onClick={() => onChoose(one)}
            rightSection={<Allowed recipientId={recipientId} e164={e164} purpose={one} />}
          >
            {PURPOSE_WORD[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type AllowedProps = { recipientId: number; e164: string | null; purpose: Purpose }

/** Of the number in the window: another one of the same person may stand elsewhere. */
function Allowed({ recipientId, e164, purpose }: AllowedProps) {
  const { data } = useMay(recipientId, e164, purpose)
  if (!data) return null
  if (data.reason) return <Consent state={STANDING[data.reason]} />
  return <Consent state={purpose === 'conversation' ? 'window' : 'granted'} />
}
