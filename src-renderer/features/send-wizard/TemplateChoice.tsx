import { Button, Group, Paper, Radio, Stack, Text } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { SearchField } from '../../ui/tables/SearchField'
import type { Template } from '../../../src-preload/contract/sending/templates'
import type { Language, RecordKind } from '#shared/values'
import { Empty, NothingFound } from '../../ui/feedback/Empty'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { useTextLanguage } from '../../ui/locale'
import { Tag } from '../../ui/records/Tag'
import text from '../../ui/text.module.css'
import { KIND_PLURAL, LANGUAGE_WORD, PURPOSE_WORD } from '../../ui/words'

type TemplateChoiceProps = {
  templates: readonly Template[] | undefined
  error: unknown
  onRetry: () => void
  kind: RecordKind
  chosen: number | null
  problem: string | null
  onChoose: (id: number) => void
  /** Takes a template's words over, to be changed for this one send. */
  onEdit: (template: Template) => void
  onWrite: () => void
}

/** The templates for this kind of recipients that may go to many. */
export function TemplateChoice({
  templates,
  error,
  onRetry,
  kind,
  chosen,
  problem,
  onChoose,
  onEdit,
  onWrite,
}: TemplateChoiceProps) {
  const own = useTextLanguage()
  const [search, setSearch] = useState('')
  if (error) return <ErrorState what="The templates could not be shown" error={error} onRetry={onRetry} />
  if (!templates) return <LoadingLine on />
  if (templates.length === 0) return <NoTemplate kind={kind} problem={problem} onWrite={onWrite} />
  const wanted = search.trim().toLowerCase()
  const shown = templates.filter(
    ({ name, body }) => name.toLowerCase().includes(wanted) || body.toLowerCase().includes(wanted),
  )
  return (
    <Stack gap={10}>
      <Group>
        <SearchField
          label="Search templates"
          placeholder="Search templates"
          value={search}
          onChange={setSearch}
          w={260}
        />
        <span className={text.grow} />
        <Button
          size="xs"
          variant="quiet"
          component={Link}
          to={`/templates/new?kind=${kind}&from=send`}
          leftSection={<IconPlus size={14} aria-hidden />}
        >
          Write a template
        </Button>
      </Group>
      {problem && (
        <Text role="alert" c="bad">
          {problem}
        </Text>
      )}
      {shown.length === 0 ? (
        <NothingFound
          title={`No template has “${search}” in it.`}
          action={
            <Button size="xs" variant="default" onClick={() => setSearch('')}>
              Clear the search
            </Button>
          }
        />
      ) : (
        <Radio.Group
          aria-label="Template"
          value={chosen === null ? null : String(chosen)}
          onChange={(id) => onChoose(Number(id))}
        >
          <Paper withBorder className={`${text.rows} ${text.choices}`} style={{ overflow: 'hidden' }}>
            {shown.map((one) => (
              <Choice key={one.id} template={one} chosen={one.id === chosen} own={own} onEdit={onEdit} />
            ))}
          </Paper>
        </Radio.Group>
      )}
    </Stack>
  )
}

type ChoiceProps = {
  template: Template
  chosen: boolean
  /** The office's language: only another one is said. */
  own: Language
  onEdit: (template: Template) => void
}
function Choice({ template, chosen, own, onEdit }: ChoiceProps) {
  const { id, name, purpose, language, body } = template
  return (
    <Group pe="sm" bg={chosen ? 'accent.0' : undefined}>
      <Radio.Card value={String(id)} flex={1} miw={0} aria-label={name}>
        <Group component="span" align="flex-start" gap={10} py={10} px={14}>
          <Radio.Indicator size="xs" mt={2} />
          <Stack component="span" gap={2} miw={0}>
            <Group component="span">
              <b>{name}</b>
              <Tag>{PURPOSE_WORD[purpose]}</Tag>
              {language !== own && <Tag>{LANGUAGE_WORD[language]}</Tag>}
            </Group>
            <Text span lineClamp={2} c="second">
              {body}
            </Text>
          </Stack>
        </Group>
      </Radio.Card>
      {chosen && (
        <Button
          size="xs"
          variant="quiet"
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={() => onEdit(template)}
        >
          Change it for this send
        </Button>
      )}
    </Group>
  )
}

type NoTemplateProps = { kind: RecordKind; problem: string | null; onWrite: () => void }
function NoTemplate({ kind, problem, onWrite }: NoTemplateProps) {
  return (
    <div>
      <Empty
        title={`No template for ${KIND_PLURAL[kind].toLowerCase()} yet`}
        action={
          <>
            <Button
              component={Link}
              to={`/templates/new?kind=${kind}&from=send`}
              leftSection={<IconPlus size={15} aria-hidden />}
            >
              Write a template
            </Button>
            <Button variant="subtle" onClick={onWrite}>
              Write a message here
            </Button>
          </>
        }
      >
        A template is a message with fields, such as the first name, that is written once and used again. What
        you chose so far is kept.
      </Empty>
      {problem && (
        <Text role="alert" c="bad">
          {problem}
        </Text>
      )}
    </div>
  )
}
