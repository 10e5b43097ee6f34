import { Button, Checkbox, Radio, TextInput } from '@mantine/core'
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
            <div className={css.kinds}>
              {KINDS.map(({ kind, icon: Sign }) => (
                <Radio.Card key={kind} value={kind} className={css.kind} aria-label={KIND_PLURAL[kind]}>
                  <Sign size={18} stroke={1.6} aria-hidden />
                  <b>{KIND_PLURAL[kind]}</b>
                  <span className={text.number}>{counts ? say(counts[kind] ?? 0) : ''}</span>
                  <span className={text.grow} />
                  <Radio.Indicator size="xs" />
                </Radio.Card>
              ))}
            </div>
          </Radio.Group>
          {picked.length > 0 && (
            <div className={css.picked}>
              <IconUser size={16} stroke={1.6} aria-hidden />
              <span className={text.grow}>
                <b>
                  {say(picked.length)} {picked.length === 1 ? one : many}
                </b>{' '}
                you picked in People
              </span>
              <Button
                size="xs"
                variant="subtle"
                leftSection={<IconX size={14} aria-hidden />}
                onClick={() => change({ picked: [] })}
              >
                Leave out these {say(picked.length)}
              </Button>
            </div>
          )}
          <Checkbox
            className={css.everyone}
            checked={everyone}
            onChange={(event) => {
              setProblem(null)
              change({ everyone: event.currentTarget.checked })
            }}
            label={
              <>
                <b>Everyone</b>
                <span className={text.muted}>
                  {counts ? ` all ${say(counts[wizard.kind] ?? 0)} ${many}` : ` all ${many}`}
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
            <div className={css.noLists}>
              <h2>No list of {many} yet</h2>
              <p>
                A list is a named set of {many}: a saved search that keeps itself up to date, or people you
                put in by hand. {picked.length > 0 && 'You can also go on with the ones you picked.'}
              </p>
              <div className={text.row}>
                <Button component={Link} to="/lists/new" leftSection={<IconPlus size={15} aria-hidden />}>
                  Make a list
                </Button>
                <Button variant="subtle" component={Link} to="/people">
                  Pick people in the table
                </Button>
              </div>
              {problem && (
                <p role="alert" className={text.bad}>
                  {problem}
                </p>
              )}
            </div>
          ) : (
            <div className={css.lists}>
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
            </div>
          )}
        </PageBody>
      </Page>
      <ActionFoot
        note={
          <div role="status" className={css.total}>
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
          </div>
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
    <fieldset
      className={css.choice}
      data-error={error ? true : undefined}
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <legend className={text.hidden}>{title}</legend>
      <div className={css.choiceHead}>
        <div className={text.grow}>
          <b aria-hidden>{title}</b>
          <span>{say}</span>
        </div>
        {action}
      </div>
      {lists.length > FEW && (
        <TextInput
          size="xs"
          type="search"
          className={css.choiceSearch}
          leftSection={<IconSearch size={14} aria-hidden />}
          aria-label={`Search lists: ${title}`}
          placeholder="Search lists"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <div className={css.choiceRows}>
        {shown.map((list) => (
          <Checkbox
            key={list.id}
            className={css.choiceRow}
            checked={chosen.includes(list.id)}
            onChange={() => onToggle(list.id)}
            label={
              <>
                <span className={css.listName}>{list.name}</span>
                <span className={text.muted}>{list.kind === 'saved' ? 'saved search' : ''}</span>
                <span className={css.listCount}>{count(list.count)}</span>
              </>
            }
          />
        ))}
        {shown.length === 0 && <p className={css.noMatch}>No list has “{search}” in its name.</p>}
      </div>
      {error && (
        <p className={css.choiceError} id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}
