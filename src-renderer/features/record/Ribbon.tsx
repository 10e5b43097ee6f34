import { Breadcrumb } from '../../ui/page/Breadcrumb'
import { ActionIcon, Anchor, Box, Button, Group, Menu, Text, Title, Tooltip } from '@mantine/core'
import {
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconMessage,
  IconMessageOff,
  IconPencil,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { compose } from '../../app/stores/compose'
import { openDialog } from '../../app/stores/dialogs'
import { Consent } from '../../ui/records/Consent'
import { useCount } from '../../ui/locale'
import { Tag } from '../../ui/records/Tag'
import text from '../../ui/text.module.css'
import { Day } from '../../ui/records/When'
import { KIND_PLURAL, KIND_WORD, LANGUAGE_WORD, purposeWord } from '../../ui/words'
import { Missing } from './Missing'
import { RecordMenu } from './RecordMenu'
import css from './record.module.css'
import { type RecordOf, type useNeighbours, whyNoText } from './use-record'
import { Facts } from '../../ui/records/Facts'

type RibbonProps = {
  record: RecordOf
  neighbours: ReturnType<typeof useNeighbours>
  onGo: (to: number | null, step: number) => void
}

/** Who this is, at which number, and what they allowed. */
export function Ribbon({ record, neighbours, onGo }: RibbonProps) {
  const account = record.kind === 'account'
  // The office does not advertise to those who work there.
  const asked = record.standing.filter(({ purpose }) => record.kind !== 'staff' || purpose !== 'marketing')
  return (
    <Box className={text.lineUnder} p="14px var(--db-gutter) 0">
      <Breadcrumb
        trail={[account ? { to: '/accounts', label: 'Accounts' } : { to: '/people', label: 'People' }]}
        here={account ? undefined : KIND_PLURAL[record.kind]}
      />
      <Group gap="md">
        <Title className={text.truncate} order={1} miw={0} dir="auto">
          {record.name}
        </Title>
        <Tag>{record.pastSince === null ? KIND_WORD[record.kind] : 'Past client'}</Tag>
        {record.archived && <Tag>Archived</Tag>}
        <span className={`${text.truncate} ${text.small} ${text.muted}`}>
          since <Day at={record.pastSince ?? record.createdAt} />
          {record.language && ` · ${account ? 'texts in' : 'speaks'} ${LANGUAGE_WORD[record.language]}`}
        </span>
        <span className={text.grow} />
        {neighbours && <Walk neighbours={neighbours} onGo={onGo} />}
        <Button
          variant="default"
          leftSection={<IconPencil size={15} aria-hidden />}
          onClick={() => openDialog({ show: 'person', id: record.id, kind: record.kind })}
        >
          Edit
        </Button>
        <RecordMenu record={record} />
      </Group>
      <Facts mt={14} className={css.facts}>
        <div>
          <dt>{account ? 'Office number' : 'Phone'}</dt>
          <dd>
            <NumberChoice record={record} />
          </dd>
        </div>
        {asked.map((one) => (
          <Standing key={one.purpose} of={one} kind={record.kind} />
        ))}
        {record.account && (
          <div>
            <dt>Account</dt>
            <dd>
              <Anchor component={Link} to={`/people/${record.account.id}`} className={text.truncate} miw={0}>
                {record.account.name}
              </Anchor>
            </dd>
          </div>
        )}
      </Facts>
      <Missing record={record} />
    </Box>
  )
}

type WalkProps = { neighbours: NonNullable<RibbonProps['neighbours']>; onGo: RibbonProps['onGo'] }
/** To the records before and after this one. */
function Walk({ neighbours, onGo }: WalkProps) {
  const say = useCount()
  return (
    <Group className={text.nowrap} component="span" gap={4} c="dimmed" fz="xs">
      <Tooltip label="Previous (K)">
        <ActionIcon
          aria-label="Previous record"
          disabled={neighbours.previous === null}
          onClick={() => onGo(neighbours.previous, -1)}
        >
          <IconChevronLeft size={17} />
        </ActionIcon>
      </Tooltip>
      <span>
        {say(neighbours.index + 1)} of {say(neighbours.total)}
      </span>
      <Tooltip label="Next (J)">
        <ActionIcon
          aria-label="Next record"
          disabled={neighbours.next === null}
          onClick={() => onGo(neighbours.next, 1)}
        >
          <IconChevronRight size={17} />
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}

type StandingProps = { of: RecordOf['standing'][number]; kind: RecordOf['kind'] }
/** What was allowed for one purpose. */
function Standing({ of: { purpose, state, detail, until }, kind }: StandingProps) {
  return (
    <div>
      <dt>{purposeWord(purpose, kind)}</dt>
      <dd>
        <Consent state={state} />
        {(until || detail) && (
          <Text
            component="small"
            variant="note"
            truncate
            maw={150}
            visibleFrom="lg"
            title={detail || undefined}
          >
            {until ? (
              <>
                until <Day at={until} />
              </>
            ) : (
              detail
            )}
          </Text>
        )}
      </dd>
    </div>
  )
}

/** The number that is used, the others of the record, and the text icon, joined. */
function NumberChoice({ record }: { record: RecordOf }) {
  const [chosen, setChosen] = useState<number | null>(null)
  const number =
    record.numbers.find(({ id }) => id === chosen) ??
    record.numbers.find(({ primary }) => primary) ??
    record.numbers[0]
  const edit = () => openDialog({ show: 'person', id: record.id, kind: record.kind })
  const whyNot = whyNoText(record)
  const Sign = whyNot === null ? IconMessage : IconMessageOff
  if (!number)
    return (
      <Button size="xs" variant="default" onClick={edit}>
        Add a number
      </Button>
    )
  return (
    <Button.Group>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button
            variant="default"
            h={30}
            px={9}
            fz="md"
            title={number.e164}
            aria-label={`Number ${number.national}, ${number.label}. Choose another`}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {number.national}&nbsp;<small>{number.label}</small>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {record.numbers.map((one) => (
            <Menu.Item
              key={one.id}
              onClick={() => setChosen(one.id)}
              rightSection={<small>{one.label}</small>}
            >
              {one.national}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={edit}>Add or change numbers…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        h={30}
        px={10}
        {...(whyNot === null ? { variant: 'light', color: 'accent' } : { variant: 'default', c: 'dimmed' })}
        aria-label={`Text ${record.name}`}
        title={whyNot ?? undefined}
        aria-description={whyNot ?? undefined}
        leftSection={<Sign size={16} stroke={1.7} aria-hidden />}
        onClick={() => compose(record.id, number.e164)}
      >
        Text
      </Button>
    </Button.Group>
  )
}
