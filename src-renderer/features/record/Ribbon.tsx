import { ArchiveItem } from '../../ui/page/ArchiveItem'
import { Breadcrumb } from '../../ui/page/Breadcrumb'
import { ActionIcon, Anchor, Box, Button, Group, Menu, Text, Title, Tooltip } from '@mantine/core'
import {
  IconArrowMerge,
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconDots,
  IconEraser,
  IconFileExport,
  IconHandStop,
  IconHistory,
  IconMessage,
  IconMessageOff,
  IconPencil,
  IconShieldCheck,
  IconUserCheck,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { compose } from '../../app/stores/compose'
import { openDialog } from '../../app/stores/dialogs'
import { useMay } from '../../app/client/session'
import { Consent } from '../../ui/records/Consent'
import { download } from '../../ui/files'
import { useCount } from '../../ui/locale'
import { Tag } from '../../ui/records/Tag'
import text from '../../ui/text.module.css'
import { toast, toastError } from '../../ui/feedback/toast'
import { Day } from '../../ui/records/When'
import { KIND_PLURAL, KIND_WORD, LANGUAGE_WORD, purposeWord } from '../../ui/words'
import { ForgetRecord } from './ForgetRecord'
import { MergeRecord } from './MergeRecord'
import { Missing } from './Missing'
import css from './record.module.css'
import {
  archive,
  convert,
  exportEverything,
  type RecordOf,
  setPast,
  type useNeighbours,
  whyNoText,
} from './use-record'
import { Facts } from '../../ui/records/Facts'

type RibbonProps = {
  record: RecordOf
  neighbours: ReturnType<typeof useNeighbours>
  onGo: (to: number | null, step: number) => void
}

/** Who this is, at which number, and what they allowed. */
export function Ribbon({ record, neighbours, onGo }: RibbonProps) {
  const manager = useMay('manager')
  const say = useCount()
  const setArchived = async (archived: boolean) => {
    await archive(record.id, archived)
    toast({
      say: archived ? `Archived ${record.name}` : `Brought back ${record.name}`,
      action: { label: 'Undo', run: () => archive(record.id, !archived) },
    })
  }
  const [merging, setMerging] = useState(false)
  const admin = useMay('admin')
  const [forgetting, setForgetting] = useState(false)
  const become = record.kind === 'lead' ? 'client' : record.kind === 'client' ? 'lead' : null
  const convertTo = async (kind: 'client' | 'lead') => {
    const before = kind === 'client' ? 'lead' : 'client'
    await convert(record.id, kind)
    toast({
      say: `${record.name} is a ${kind} now`,
      action: { label: 'Undo', run: () => convert(record.id, before) },
    })
  }
  const makePast = async (past: boolean) => {
    await setPast(record.id, past)
    toast({
      say: past ? `${record.name} is a past client now` : `${record.name} is a client again`,
      action: { label: 'Undo', run: () => setPast(record.id, !past) },
    })
  }
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
        {neighbours && (
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
        )}
        <Button
          variant="default"
          leftSection={<IconPencil size={15} aria-hidden />}
          onClick={() => openDialog({ show: 'person', id: record.id, kind: record.kind })}
        >
          Edit
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size="lg" aria-label="More for this record">
              <IconDots size={17} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {manager && (
              <Menu.Item
                leftSection={<IconShieldCheck size={16} stroke={1.6} />}
                onClick={() =>
                  openDialog({
                    show: 'consent',
                    recipientIds: [record.id],
                    purpose: 'alerts',
                    name: record.name,
                  })
                }
              >
                Record consent…
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<IconHandStop size={16} stroke={1.6} />}
              onClick={() => openDialog({ show: 'refuse', recipientId: record.id, purpose: null })}
            >
              Record a refusal…
            </Menu.Item>
            <Menu.Divider />
            {become && !record.archived && (
              <Menu.Item
                leftSection={<IconUserCheck size={16} stroke={1.6} />}
                onClick={() => void convertTo(become).catch(toastError)}
              >
                {become === 'client' ? 'Make a client' : 'Make a lead again'}
              </Menu.Item>
            )}
            {record.kind === 'client' && !record.archived && (
              <Menu.Item
                leftSection={<IconHistory size={16} stroke={1.6} />}
                onClick={() => void makePast(record.pastSince === null).catch(toastError)}
              >
                {record.pastSince === null ? 'Make a past client' : 'Make a client again'}
              </Menu.Item>
            )}
            {manager && !record.archived && (
              <Menu.Item
                leftSection={<IconArrowMerge size={16} stroke={1.6} />}
                onClick={() => setMerging(true)}
              >
                Merge with another record…
              </Menu.Item>
            )}
            <ArchiveItem archived={record.archived} onChange={setArchived} />
            {manager && (
              <>
                <Menu.Divider />
                {(['html', 'json'] as const).map((format) => (
                  <Menu.Item
                    key={format}
                    leftSection={<IconFileExport size={16} stroke={1.6} />}
                    onClick={() => void exportEverything(record.id, format).then(download).catch(toastError)}
                  >
                    {format === 'html' ? 'Export everything, to read' : 'Export everything, as JSON'}
                  </Menu.Item>
                ))}
              </>
            )}
            {admin && (
              <Menu.Item
                c="bad"
                leftSection={<IconEraser size={16} stroke={1.6} />}
                onClick={() => setForgetting(true)}
              >
                Forget…
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Facts mt={14} className={css.facts}>
        <div>
          <dt>{account ? 'Office number' : 'Phone'}</dt>
          <dd>
            <NumberChoice record={record} />
          </dd>
        </div>
        {asked.map(({ purpose, state, detail, until }) => (
          <div key={purpose}>
            <dt>{purposeWord(purpose, record.kind)}</dt>
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
      {forgetting && <ForgetRecord record={record} onClose={() => setForgetting(false)} />}
      {merging && <MergeRecord record={record} onClose={() => setMerging(false)} />}
    </Box>
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
