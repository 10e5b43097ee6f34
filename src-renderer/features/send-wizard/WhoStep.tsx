import {
  Box,
  Button,
  Checkbox,
  Group,
  Paper,
  Radio,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
  VisuallyHidden,
} from '@mantine/core'
import {
  IconArrowRight,
  IconBriefcase,
  IconBuilding,
  IconPlus,
  IconSearch,
  IconUser,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { Link } from 'react-router'
import type { RecordKind } from '#shared/values'
import { ActionFoot } from '../../ui/page/ActionFoot'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { useCount } from '../../ui/locale'
import { Page, PageBody } from '../../ui/page/Page'
import text from '../../ui/text.module.css'
import { plural } from '../../ui/plural'
import { KIND_PLURAL } from '../../ui/words'
import { WizardSteps } from '../../ui/page/WizardSteps'
import css from './who.module.css'
import { useCounts, useLists, useTotal } from './use-send'
import { pickedOf, STEPS, type StepProps } from './wizard'

const KINDS = [
  { kind: 'client', icon: IconUser },
  { kind: 'lead', icon: IconUserQuestion },
  { kind: 'staff', icon: IconBriefcase },
  { kind: 'account', icon: IconBuilding },
] as const
const MANY: Record<RecordKind, [one: string, many: string]> = {
  client: ['client', 'clients'],
  lead: ['lead', 'leads'],
  staff: ['staff member', 'staff members'],
  account: ['account', 'accounts'],
}

/** First step: the kind of recipients, the lists they are in, the lists to leave out. */
export function WhoStep({ wizard, change, go, cancel }: StepProps) {
  const say = useCount()
  const counts = useCounts().data
  const lists = useLists()
  const { total, leftOut, error } = useTotal(wizard)
  const [problem, setProblem] = useState<string | null>(null)
  const picked = pickedOf(wizard)
  const everyone = wizard.everyone === true
  const chosen = everyone || wizard.include.length > 0 || picked.length > 0
  const [one, many] = MANY[wizard.kind]
  const fitting = lists.data?.filter(
    (list) => !list.archived && (list.recordKind === null || list.recordKind === wizard.kind),
  )

  const next = () => {
    if (!chosen) return setProblem('Choose at least one list of people who should get it, or everyone.')
    if (total === 0)
      return setProblem(`Nobody is left: these lists hold no ${many}, or all of them are left out.`)
    go('what')
  }
  const setKind = (kind: RecordKind) => {
    setProblem(null)
    const fits = (id: number) => {
      const list = lists.data?.find((it) => it.id === id)
      return list?.recordKind === null || list?.recordKind === kind
    }
    change({
      kind,
      include: wizard.include.filter(fits),
      exclude: wizard.exclude.filter(fits),
      ...(kind === wizard.kind ? {} : { templateId: null }),
    })
  }
  const toggle = (side: 'include' | 'exclude', id: number) => {
    setProblem(null)
    const other = side === 'include' ? 'exclude' : 'include'
    const has = wizard[side].includes(id)
    change({
      [side]: has ? wizard[side].filter((it) => it !== id) : [...wizard[side], id],
      [other]: wizard[other].filter((it) => it !== id),
    })
  }

  return (
    <>
      <Page title="Who gets the text?" above={<WizardSteps steps={STEPS} active={0} />} scroll>
        <PageBody>
          <Radio.Group
            aria-label="Kind of recipients"
            value={wizard.kind}
            onChange={(kind) => setKind(kind as RecordKind)}
          >
            <SimpleGrid cols={4} spacing={10} maw={820}>
              {KINDS.map(({ kind, icon: Sign }) => (
                <Radio.Card key={kind} value={kind} aria-label={KIND_PLURAL[kind]}>
                  <Group component="span" h={42} px="md">
                    <Sign size={18} stroke={1.6} aria-hidden />
                    <b>{KIND_PLURAL[kind]}</b>
                    <span className={text.muted}>{counts ? say(counts[kind] ?? 0) : ''}</span>
                    <span className={text.grow} />
                    <Radio.Indicator size="xs" />
                  </Group>
                </Radio.Card>
              ))}
            </SimpleGrid>
          </Radio.Group>
          {picked.length > 0 && (
            <Group gap={10} maw={820} p="6px 6px 6px 12px" bg="accent.0" bd="1px solid accent.1" bdrs="md">
              <IconUser size={16} stroke={1.6} aria-hidden />
              <span className={text.grow}>
                <b>{plural(picked.length, one, many)}</b> you picked in People
              </span>
              <Button
                size="xs"
                variant="subtle"
                leftSection={<IconX size={14} aria-hidden />}
                onClick={() => change({ picked: [] })}
              >
                Leave out these {say(picked.length)}
              </Button>
            </Group>
          )}
          <Checkbox
            maw={820}
            p="10px 12px"
            bd="1px solid var(--db-line)"
            bdrs="md"
            checked={everyone}
            onChange={(event) => {
              setProblem(null)
              change({ everyone: event.currentTarget.checked })
            }}
            label={
              <>
                <b>Everyone</b>
                <span className={text.muted}>
                  {` ${counts ? plural(counts[wizard.kind] ?? 0, one, many) : `all ${many}`}`}
                </span>
              </>
            }
          />
          {lists.error ? (
            <ErrorState
              what="The lists could not be shown"
              error={lists.error}
              onRetry={() => void lists.refetch()}
            />
          ) : !fitting ? (
            <LoadingLine on />
          ) : fitting.length === 0 && everyone ? null : fitting.length === 0 ? (
            <Stack maw={620} pt={20}>
              <Title order={2}>No list of {many} yet</Title>
              <Text size="md" c="second">
                A list is a named set of {many}: a saved search that keeps itself up to date, or people you
                put in by hand. {picked.length > 0 && 'You can also go on with the ones you picked.'}
              </Text>
              <Group>
                <Button component={Link} to="/lists/new" leftSection={<IconPlus size={15} aria-hidden />}>
                  Make a list
                </Button>
                <Button variant="subtle" component={Link} to="/people">
                  Pick people in the table
                </Button>
              </Group>
              {problem && (
                <Text role="alert" c="bad">
                  {problem}
                </Text>
              )}
            </Stack>
          ) : (
            <SimpleGrid cols={2} spacing="lg" style={{ alignItems: 'start' }} maw={820}>
              <ListChoice
                title={picked.length > 0 ? 'Include lists as well (optional)' : 'Include'}
                say="Everybody in any of these lists, once."
                lists={fitting}
                chosen={wizard.include}
                onToggle={(id) => toggle('include', id)}
                error={problem}
                action={
                  <Button
                    size="xs"
                    variant="quiet"
                    component={Link}
                    to="/lists/new"
                    leftSection={<IconPlus size={14} aria-hidden />}
                  >
                    Make a list
                  </Button>
                }
              />
              <ListChoice
                title="Leave out (optional)"
                say="Nobody who is in one of these."
                lists={fitting}
                chosen={wizard.exclude}
                onToggle={(id) => toggle('exclude', id)}
              />
            </SimpleGrid>
          )}
        </PageBody>
      </Page>
      <ActionFoot
        note={
          <Box role="status" fz="md" lh="md">
            {error ? (
              <span className={text.bad}>The people in these lists could not be counted.</span>
            ) : !chosen ? (
              <span className={text.muted}>Nobody chosen yet</span>
            ) : total === null ? (
              <span className={text.muted}>Counting…</span>
            ) : (
              <>
                <b>{say(total)}</b> {total === 1 ? one : many} chosen
                {leftOut > 0 && <span className={text.muted}>, {say(leftOut)} left out</span>}
              </>
            )}
          </Box>
        }
      >
        <Button variant="subtle" onClick={cancel}>
          Cancel this send
        </Button>
        <Button
          size="md"
          variant={fitting?.length === 0 && picked.length === 0 && !everyone ? 'default' : 'filled'}
          rightSection={<IconArrowRight size={16} aria-hidden />}
          onClick={next}
        >
          Next: the message
        </Button>
      </ActionFoot>
    </>
  )
}

type ListChoiceProps = {
  title: string
  say: string
  lists: readonly { id: number; name: string; kind: 'saved' | 'static'; count: number }[]
  chosen: readonly number[]
  onToggle: (id: number) => void
  error?: string | null
  action?: ReactNode
}
/** So many lists are shown without a search field. */
const FEW = 8

function ListChoice({ title, say, lists, chosen, onToggle, error, action }: ListChoiceProps) {
  const id = useId()
  const count = useCount()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const shown = lists.filter((list) => list.name.toLowerCase().includes(wanted))
  return (
    <Paper
      component="fieldset"
      withBorder
      style={error ? { borderColor: 'var(--db-bad)' } : undefined}
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <VisuallyHidden component="legend">{title}</VisuallyHidden>
      <Group mih={52} p="8px 8px 6px 14px">
        <div className={text.grow}>
          <Text size="md" fw={600} aria-hidden>
            {title}
          </Text>
          <Text variant="note">{say}</Text>
        </div>
        {action}
      </Group>
      {lists.length > FEW && (
        <TextInput
          size="xs"
          type="search"
          p="0 14px 8px"
          leftSection={<IconSearch size={14} aria-hidden />}
          aria-label={`Search lists: ${title}`}
          placeholder="Search lists"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <Box className={`${text.lineOver} ${text.rows}`} mah={330} style={{ overflow: 'auto' }}>
        {shown.map((list) => (
          <Checkbox
            key={list.id}
            className={css.choiceRow}
            checked={chosen.includes(list.id)}
            onChange={() => onToggle(list.id)}
            label={
              <>
                <span className={`${text.truncate} ${text.medium}`}>{list.name}</span>
                <span className={text.muted}>{list.kind === 'saved' ? 'saved search' : ''}</span>
                <Box component="span" ms="auto">
                  {count(list.count)}
                </Box>
              </>
            }
          />
        ))}
        {shown.length === 0 && (
          <Text py={10} px={14} c="second">
            No list has “{search}” in its name.
          </Text>
        )}
      </Box>
      {error && (
        <Text className={text.lineOver} variant="error" py="sm" px={14} id={`${id}-error`} role="alert">
          {error}
        </Text>
      )}
    </Paper>
  )
}
