import { Box, Button, Checkbox, Group, Radio, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import {
  IconArrowRight,
  IconBriefcase,
  IconBuilding,
  IconPlus,
  IconUser,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react'
import { useState } from 'react'
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
import { ListChoice } from './ListChoice'
import { type Counts, type List, useCounts, useLists, useTotal } from './use-send'
import { pickedOf, STEPS, type StepProps, type Wizard } from './wizard'

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

/** Only lists that fit the kind stay chosen. */
const ofKind = (wizard: Wizard, kind: RecordKind, lists: readonly List[]): Partial<Wizard> => {
  const fits = (id: number) => {
    const list = lists.find((it) => it.id === id)
    return list?.recordKind === null || list?.recordKind === kind
  }
  return {
    kind,
    include: wizard.include.filter(fits),
    exclude: wizard.exclude.filter(fits),
    ...(kind === wizard.kind ? {} : { templateId: null }),
  }
}
/** A list is included or left out, never both. */
const toggled = (wizard: Wizard, side: 'include' | 'exclude', id: number): Partial<Wizard> => {
  const other = side === 'include' ? 'exclude' : 'include'
  const has = wizard[side].includes(id)
  return {
    [side]: has ? wizard[side].filter((it) => it !== id) : [...wizard[side], id],
    [other]: wizard[other].filter((it) => it !== id),
  }
}

/** First step: the kind of recipients, the lists they are in, the lists to leave out. */
export function WhoStep({ wizard, change, go, cancel }: StepProps) {
  const say = useCount()
  const counts = useCounts().data
  const lists = useLists()
  const count = useTotal(wizard)
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
    if (count.total === 0)
      return setProblem(`Nobody is left: these lists hold no ${many}, or all of them are left out.`)
    go('what')
  }
  const put = (patch: Partial<Wizard>) => {
    setProblem(null)
    change(patch)
  }

  return (
    <>
      <Page title="Who gets the text?" above={<WizardSteps steps={STEPS} active={0} />} scroll>
        <PageBody>
          <KindChoice
            kind={wizard.kind}
            counts={counts}
            onChange={(kind) => put(ofKind(wizard, kind, lists.data ?? []))}
          />
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
          <Everyone
            kind={wizard.kind}
            count={counts && (counts[wizard.kind] ?? 0)}
            checked={everyone}
            onChange={(on) => put({ everyone: on })}
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
            <NoList many={many} picked={picked.length > 0} problem={problem} />
          ) : (
            <SimpleGrid cols={2} spacing="lg" style={{ alignItems: 'start' }} maw={820}>
              <ListChoice
                title={picked.length > 0 ? 'Include lists as well (optional)' : 'Include'}
                say="Everybody in any of these lists, once."
                lists={fitting}
                chosen={wizard.include}
                onToggle={(id) => put(toggled(wizard, 'include', id))}
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
                onToggle={(id) => put(toggled(wizard, 'exclude', id))}
              />
            </SimpleGrid>
          )}
        </PageBody>
      </Page>
      <ActionFoot
        note={
          <Box role="status" fz="md" lh="md">
            <HowMany of={count} chosen={chosen} kind={wizard.kind} />
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

type KindChoiceProps = {
  kind: RecordKind
  counts: Counts | undefined
  onChange: (kind: RecordKind) => void
}
function KindChoice({ kind: chosen, counts, onChange }: KindChoiceProps) {
  const say = useCount()
  return (
    <Radio.Group
      aria-label="Kind of recipients"
      value={chosen}
      onChange={(kind) => onChange(kind as RecordKind)}
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
  )
}

type EveryoneProps = {
  kind: RecordKind
  count: number | undefined
  checked: boolean
  onChange: (on: boolean) => void
}
function Everyone({ kind, count, checked, onChange }: EveryoneProps) {
  const [one, many] = MANY[kind]
  return (
    <Checkbox
      maw={820}
      p="10px 12px"
      bd="1px solid var(--db-line)"
      bdrs="md"
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
      label={
        <>
          <b>Everyone</b>
          <span className={text.muted}>
            {` ${count === undefined ? `all ${many}` : plural(count, one, many)}`}
          </span>
        </>
      }
    />
  )
}

function NoList({ many, picked, problem }: { many: string; picked: boolean; problem: string | null }) {
  return (
    <Stack maw={620} pt={20}>
      <Title order={2}>No list of {many} yet</Title>
      <Text size="md" c="second">
        A list is a named set of {many}: a saved search that keeps itself up to date, or people you put in by
        hand. {picked && 'You can also go on with the ones you picked.'}
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
  )
}

type HowManyProps = { of: ReturnType<typeof useTotal>; chosen: boolean; kind: RecordKind }
function HowMany({ of: { total, leftOut, error }, chosen, kind }: HowManyProps) {
  const say = useCount()
  const [one, many] = MANY[kind]
  if (error) return <span className={text.bad}>The people in these lists could not be counted.</span>
  if (!chosen) return <span className={text.muted}>Nobody chosen yet</span>
  if (total === null) return <span className={text.muted}>Counting…</span>
  return (
    <>
      <b>{say(total)}</b> {total === 1 ? one : many} chosen
      {leftOut > 0 && <span className={text.muted}>, {say(leftOut)} left out</span>}
    </>
  )
}
